"""What allauth says was done to a second factor is kept, and told to the person."""

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from ..domain.connexion import FACTEURS, TypeEvenement, end_sessions, note_evenement


def connect():
    signals.authenticator_added.connect(note_added)
    signals.authenticator_reset.connect(note_reset)
    signals.authenticator_removed.connect(note_removed)


def note_added(sender, *, request, user, authenticator, **kwargs):
    """The recovery codes that come with a first factor are no event of their own."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    note_evenement(user, TypeEvenement.FACTEUR_AJOUTE, by=user, precision=name_of(authenticator))
    others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTEURS).exclude(pk=authenticator.pk)
    if not others.exists():
        # Those open elsewhere gave no second factor, and the first one would let them all in.
        end_sessions(user, keep=request.session.session_key)


def note_reset(sender, *, user, authenticator, **kwargs):
    note_evenement(user, TypeEvenement.FACTEUR_AJOUTE, by=user, precision=name_of(authenticator))


def note_removed(sender, *, user, authenticator, **kwargs):
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_evenement(user, TypeEvenement.FACTEUR_RETIRE, by=user, precision=name_of(authenticator))


def name_of(authenticator):
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        return authenticator.wrap().name
    names = {
        Authenticator.Type.TOTP: _("Application de codes"),
        Authenticator.Type.RECOVERY_CODES: _("Codes de secours"),
    }
    return names[authenticator.type]
