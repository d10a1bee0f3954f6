"""Accounts once open: what was done to them, their second factor, their sessions."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..courriels.depot import post_courriel
from ..models import EvenementCompte, Utilisateur
from ..registre import ModeleCourriel

TypeEvenement = EvenementCompte.TypeEvenement
# Recovery codes alone are no second factor: they stand in for one of these.
FACTEURS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

ALERTE_COMPTE = ModeleCourriel("alerte_compte", gettext_lazy("Sécurité du compte"))


def has_second_factor(utilisateur):
    return Authenticator.objects.filter(user_id=utilisateur.pk, type__in=FACTEURS).exists()


@transaction.atomic
def note_evenement(utilisateur, type_evenement, *, by, precision="", destinataire=""):
    """Keep a trace of what was done to an account, and tell its owner by mail; `by` is None for a command.

    `destinataire`: another address than the account's own, the one it has just lost.
    """
    evenement = EvenementCompte.objects.create(
        utilisateur=utilisateur, type_evenement=type_evenement, par=by, precision=precision
    )
    other = by if by and by.pk != utilisateur.pk else None
    post_courriel(
        "alerte_compte",
        evenement=f"alerte_compte:{evenement.pk}",
        destinataire=destinataire or utilisateur.courriel,
        nom=utilisateur.nom,
        langue=utilisateur.langue,
        contexte={
            "type_evenement": evenement.type_evenement,
            "precision": precision,
            "par": other.nom if other else "",
        },
        by=other,
    )
    return evenement


@transaction.atomic
def remove_second_factor(utilisateur, *, by):
    """Take away a lost second factor, and close every session: its owner sets another at the next one.

    Only somebody else may: an administrator, or a command (`by` is None).
    """
    if by is not None and (by.pk == utilisateur.pk or not by.has_perm("gediq.change_utilisateur")):
        raise ValidationError(
            _("Un second facteur est réinitialisé par un autre membre du groupe Administration.")
        )
    Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    removed, _rows = Authenticator.objects.filter(user_id=utilisateur.pk).delete()
    if not removed:
        raise ValidationError(_("Ce compte n’a pas de second facteur."))
    end_sessions(utilisateur)
    return note_evenement(utilisateur, TypeEvenement.FACTEUR_REINITIALISE, by=by)


def end_sessions(utilisateur, *, keep=None):
    """Close every open session of a person, but the one of key `keep`; return how many were closed.

    The store knows no owner, so each open session is read: a rare act, on a small site.
    """
    count = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=keep).iterator():
        if _owner(session.get_decoded()) == str(utilisateur.pk):
            session.delete()
            count += 1
    return count


def _owner(data):
    """Whose session it is, or will be once the second factor is given."""
    pending = data.get("account_login")
    return data.get(SESSION_KEY) or (pending["user_pk"] if pending else None)
