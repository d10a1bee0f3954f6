"""The space of municipalities: private, one person at a time, read again from the database each time."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ..domain.acces import acces_of, change_profile, is_allowed
from ..forms import ROLES, ProfilForm
from ..models import AccesMunicipal, Invitation, Role

readable = require_http_methods(["GET", "HEAD", "POST"])


def municipal(view):
    """For people who act for a municipality now; anybody else is told where to go."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        acces = list(acces_of(request.user))
        if not acces:
            context = {"est_equipe": request.user.is_staff}
            return render(request, "municipalites/espace_ferme.html", context, status=403)
        request.acces_municipaux = acces
        return view(request, *args, **kwargs)

    return guarded


def in_municipalite(role=Role.LECTURE):
    """Give the view one's own access there; another's municipality is as if it did not exist."""

    def decorate(view):
        @municipal
        @wraps(view)
        def guarded(request, code, *args, **kwargs):
            own = [acces for acces in request.acces_municipaux if acces.municipalite.code == code]
            if not own:
                raise Http404
            if not is_allowed(own[0], role):
                return render(request, "municipalites/espace_role.html", {"acces": own[0]}, status=403)
            return view(request, own[0], *args, **kwargs)

        return guarded

    return decorate


def to_sign_in(request):
    """To the page that opens a session, in the language of this one, and back."""
    path = request.path if request.method in ("GET", "HEAD") else reverse("municipalites:espace-detail")
    langue = {} if get_language() == "fr" else {"langue": get_language()}
    return HttpResponseRedirect(f"{reverse('connexion')}?{urlencode({'next': path} | langue)}")


@require_safe
@municipal
def espace_detail(request):
    """The list of one's municipalities; the page of the only one."""
    acces = request.acces_municipaux
    if len(acces) == 1:
        return redirect("municipalites:espace-municipalite", acces[0].municipalite.code)
    lignes = [{"acces": row, "nom": name_of(row)} for row in acces]
    return render(request, "municipalites/espace_detail.html", {"lignes": lignes})


@require_safe
@in_municipalite()
def espace_municipalite(request, acces):
    context = {
        "acces": acces,
        "nom": name_of(acces),
        "permis": dict(ROLES)[acces.role],
        "peut_gerer": is_allowed(acces, Role.TRANSMISSION),
        "collegues": colleagues_of(acces.municipalite_id),
        "invitations": invitations_of(acces.municipalite_id),
    }
    return render(request, "municipalites/espace_municipalite.html", context)


@sensitive_post_parameters("nom")
@readable
@municipal
def espace_profil(request):
    person = request.user
    form = ProfilForm(request.POST or None, initial={"nom": person.nom, "langue": person.langue})
    if request.method == "POST" and form.is_valid():
        change_profile(person, **form.cleaned_data, by=person)
        messages.success(request, _("Votre profil est enregistré."))
        return redirect("municipalites:espace-detail")
    return render(request, "municipalites/espace_profil.html", {"form": form})


def colleagues_of(municipalite_id):
    rows = AccesMunicipal.objects.active().filter(municipalite=municipalite_id)
    rows = rows.select_related("utilisateur", "invite_par").order_by("utilisateur__nom", "id")
    return [{"acces": row, "depuis": timezone.localdate(row.created_at)} for row in rows]


def invitations_of(municipalite_id):
    rows = Invitation.objects.waiting().filter(municipalite=municipalite_id).select_related("created_by")
    now = timezone.now()
    return [
        {
            "invitation": row,
            "fin": timezone.localdate(row.expire_le),
            "est_expiree": row.expire_le <= now,
        }
        for row in rows
    ]


def name_of(acces):
    return acces.municipalite.name_in(get_language())
