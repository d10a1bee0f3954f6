"""Addresses of accounts, without a language. The names with an underscore are those allauth asks for."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.views.decorators.cache import never_cache

from . import compte, connexion, facteurs, verification


def private(view):
    """A page of one person: kept nowhere."""
    return never_cache(view)


def of_team(view):
    """The second factor is the team's: nobody else has one."""

    @wraps(view)
    def check(request, *args, **kwargs):
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return private(login_required(check))


entree = private(connexion.Connexion.as_view())

urlpatterns = [
    path("", private(compte.Compte.as_view()), name="compte"),
    path("connexion/", entree, name="connexion"),
    path("connexion/", entree, name="account_login"),
    path("connexion/code/", private(connexion.CodeConnexion.as_view()), name="connexion-code"),
    path("connexion/code/renvoyer/", private(connexion.renvoyer_code), name="connexion-code-renvoyer"),
    path("connexion/cle/", private(verification.ConnexionCle.as_view()), name="mfa_login_webauthn"),
    path("connexion/second-facteur/", private(verification.Authentifier.as_view()), name="mfa_authenticate"),
    path("connexion/confiance/", private(verification.Confiance.as_view()), name="mfa_trust"),
    path("deconnexion/", private(LogoutView.as_view()), name="deconnexion"),
    path("mot-de-passe/", private(compte.MotDePasse.as_view()), name="mot-de-passe"),
    path("sessions/fermer/", private(compte.fermer_sessions), name="compte-fermer-sessions"),
    path("appareil/oublier/", private(compte.oublier_appareil), name="compte-oublier-appareil"),
    path("verifier/", private(verification.VerifierMotDePasse.as_view()), name="account_reauthenticate"),
    path("verifier/code/", of_team(verification.VerifierCode.as_view()), name="mfa_reauthenticate"),
    path("verifier/cle/", of_team(verification.VerifierCle.as_view()), name="mfa_reauthenticate_webauthn"),
    path("second-facteur/", of_team(facteurs.SecondFacteur.as_view()), name="mfa_index"),
    path(
        "second-facteur/application/",
        of_team(facteurs.ActiverApplication.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "second-facteur/application/retirer/",
        of_team(facteurs.RetirerApplication.as_view()),
        name="mfa_deactivate_totp",
    ),
    path("second-facteur/cles/ajouter/", of_team(facteurs.AjouterCle.as_view()), name="mfa_add_webauthn"),
    path(
        "second-facteur/cles/<int:pk>/retirer/",
        of_team(facteurs.RetirerCle.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("second-facteur/codes/", of_team(facteurs.CodesSecours.as_view()), name="mfa_view_recovery_codes"),
    path("second-facteur/codes/creer/", of_team(facteurs.creer_codes), name="mfa_generate_recovery_codes"),
]
