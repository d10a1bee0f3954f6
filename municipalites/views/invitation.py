"""The page a link of invitation opens, and the way to another link: without account, for one address."""

from allauth.core.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_variables

from gediq.comptes.adapter import LANGUE_SESSION
from gediq.comptes.code import start_code
from gediq.comptes.limites import is_limited

from ..domain.acceptation import accept_invitation
from ..domain.liens_invitation import find_invitation, request_link
from ..forms import AdresseForm
from .espace import readable

DEMANDE = "demande"


@sensitive_variables("token")
@readable
def invitation_accepter(request, token):
    """A GET tells; a POST accepts, then sends a code to the invited address."""
    return _accept(request, token) if request.method == "POST" else _show(request, token)


def _show(request, token, *, refus=()):
    invitation = find_invitation(token)
    if invitation is None:
        return show_dead_link(request)
    context = {
        "invitation": invitation,
        "nom": invitation.municipalite.name_in(get_language()),
        "est_une_autre": request.user.is_authenticated and request.user.courriel != invitation.courriel,
        "refus": list(refus),
    }
    return render(request, "municipalites/invitation_accepter.html", context)


def _accept(request, token):
    if is_limited(request, "invitation"):
        return respond_429(request)
    invitation = find_invitation(token)
    if invitation and request.user.is_authenticated and request.user.courriel != invitation.courriel:
        return _show(request, token)
    try:
        invitation = accept_invitation(token)
    except ValidationError as refusal:
        return _show(request, token, refus=refusal.messages)
    return _enter(request, invitation) if invitation else show_dead_link(request)


def _enter(request, invitation):
    suite = reverse("municipalites:espace-municipalite", args=[invitation.municipalite.code])
    if request.user.is_authenticated:
        return HttpResponseRedirect(suite)
    if is_limited(request, "request_login_code", key=invitation.courriel):
        return respond_429(request)
    request.session[LANGUE_SESSION] = request.LANGUAGE_CODE
    start_code(request, invitation.courriel, suite=suite)
    return redirect("connexion-code")


@readable
def invitation_redemander(request):
    """The same answer whatever the address: who it is, is looked up when the mail leaves."""
    form = AdresseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        courriel = form.cleaned_data["courriel"]
        if is_limited(request, "nouveau_lien", key=courriel):
            return respond_429(request)
        request_link(courriel, langue=get_language())
        return HttpResponseRedirect(f"{request.path}?{DEMANDE}=1")
    context = {"form": form, "est_demande": DEMANDE in request.GET, "est_perdu": False}
    return render(request, "municipalites/invitation_redemander.html", context)


def show_dead_link(request):
    """Unknown, expired, withdrawn or used: one page, that offers another link."""
    context = {"form": AdresseForm(), "est_demande": False, "est_perdu": True}
    return render(request, "municipalites/invitation_redemander.html", context, status=404)
