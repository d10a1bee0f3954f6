"""What people do for their own municipality: invite, remind, withdraw, change a role, leave.

Each act is a POST to the domain, which checks the right again; a GET asks, and changes nothing.
"""

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gediq.comptes.limites import is_limited

from ..domain.acces import change_role, revoke_acces
from ..domain.invitations import (
    create_invitation,
    create_invitation_link,
    remind_invitation,
    revoke_invitation,
)
from ..domain.liens_invitation import write_message
from ..forms import InvitationForm, RoleForm
from ..models import AccesMunicipal, Invitation, Role
from .espace import in_municipalite, name_of, readable


@readable
@in_municipalite(Role.TRANSMISSION)
def espace_inviter(request, acces):
    initial = {"langue": request.user.langue, "role": Role.REDACTION}
    form = InvitationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        # Our mails carry words of the transmitter's, to any address.
        if is_limited(request, "inviter", user=request.user):
            return respond_429(request)
        try:
            invitation = create_invitation(acces.municipalite, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("L’invitation part à %(adresse)s.") % {"adresse": invitation.courriel}
            )
            return to_municipalite(acces)
    context = {"acces": acces, "nom": name_of(acces), "form": form}
    return render(request, "municipalites/espace_inviter.html", context)


@readable
@in_municipalite(Role.TRANSMISSION)
def acces_modifier(request, acces, pk):
    other = find_acces(acces, pk)
    form = RoleForm(request.POST or None, initial={"role": other.role})
    if request.method == "POST" and form.is_valid():
        return act(request, acces, lambda: change_role(other, **form.cleaned_data, by=request.user))
    context = {"acces": acces, "nom": name_of(acces), "form": form, "autre": other}
    return render(request, "municipalites/espace_modifier.html", context)


@readable
@in_municipalite(Role.TRANSMISSION)
def acces_revoquer(request, acces, pk):
    other = find_acces(acces, pk)
    if request.method == "POST":
        return act(request, acces, lambda: revoke_acces(other, by=request.user))
    return ask(request, acces, "retirer", autre=other)


@readable
@in_municipalite()
def espace_quitter(request, acces):
    if request.method == "POST":
        return act(request, acces, lambda: revoke_acces(acces, by=request.user), then="espace-detail")
    return ask(request, acces, "quitter", autre=acces)


@require_POST
@in_municipalite(Role.TRANSMISSION)
def invitation_relancer(request, acces, pk):
    invitation = find_invitation(acces, pk)

    def remind():
        if not remind_invitation(invitation, by=request.user):
            raise ValidationError(_("Un lien vient de partir à cette adresse\xa0: laissez-lui cinq minutes."))

    return act(request, acces, remind)


@readable
@in_municipalite(Role.TRANSMISSION)
def invitation_revoquer(request, acces, pk):
    invitation = find_invitation(acces, pk)
    if request.method == "POST":
        return act(request, acces, lambda: revoke_invitation(invitation, by=request.user))
    return ask(request, acces, "invitation", autre=invitation)


@readable
@in_municipalite(Role.TRANSMISSION)
def invitation_lien(request, acces, pk):
    """The link is in the answer to a POST and nowhere else: nothing can show it again."""
    invitation = find_invitation(acces, pk)
    if request.method != "POST":
        return to_municipalite(acces)
    try:
        lien = create_invitation_link(invitation, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return to_municipalite(acces)
    context = {
        "acces": acces,
        "nom": name_of(acces),
        "invitation": invitation,
        "lien": lien,
        "message": write_message(invitation, lien),
    }
    return render(request, "municipalites/espace_lien.html", context)


# --- What they share --------------------------------------------------------------------------------


def find_acces(acces, pk):
    rows = AccesMunicipal.objects.active().filter(municipalite=acces.municipalite_id)
    return get_object_or_404(rows.select_related("utilisateur", "municipalite"), pk=pk)


def find_invitation(acces, pk):
    rows = Invitation.objects.waiting().filter(municipalite=acces.municipalite_id)
    return get_object_or_404(rows.select_related("municipalite"), pk=pk)


def ask(request, acces, geste, *, autre):
    context = {"acces": acces, "nom": name_of(acces), "geste": geste, "autre": autre}
    return render(request, "municipalites/espace_confirmer.html", context)


def act(request, acces, run, *, then=None):
    """Do it, or say what the domain refused; then show the page of the municipality."""
    try:
        run()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return to_municipalite(acces)
    messages.success(request, _("C’est fait."))
    return redirect(f"municipalites:{then}") if then else to_municipalite(acces)


def to_municipalite(acces):
    return redirect("municipalites:espace-municipalite", acces.municipalite.code)
