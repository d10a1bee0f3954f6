"""Accepting an invitation: the account, the access and the contact, all at once or not at all."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.domain.jetons import find_dead_jeton, revoke_jetons
from gediq.models import Utilisateur

from ..models import Contact, Invitation
from .acces import lock_municipalites, open_acces
from .invitations import DELAI_DOUBLE_CLIC, refuse_closed
from .liens_invitation import USAGE, find_invitation


@transaction.atomic
def accept_invitation(texte):
    """Return the accepted invitation, or None when the link opens nothing.

    Of two clicks at once, the second finds the work done and gets the same answer.
    """
    jeton = find_dead_jeton(USAGE, texte)
    known = Invitation.objects.filter(pk=jeton.cle).first() if jeton else None
    if known is None:
        return None
    lock_municipalites([known.municipalite_id])
    invitation = find_invitation(texte)
    return _accept(invitation) if invitation else _just_accepted(known)


def _accept(invitation):
    refuse_closed(invitation.municipalite)
    utilisateur, _is_new = Utilisateur.objects.get_or_create(
        courriel=invitation.courriel,
        defaults={
            "nom": invitation.nom,
            "langue": invitation.langue,
            "est_municipal": True,
            "password": make_password(None),
        },
    )
    invitation.acces = open_acces(
        utilisateur, invitation.municipalite, role=invitation.role, invite_par=invitation.created_by
    )
    invitation.acceptee_le = timezone.now()
    invitation.save(update_fields=["acces", "acceptee_le"])
    revoke_jetons(USAGE, invitation.pk)
    _add_contact(invitation, by=utilisateur)
    return invitation


def _just_accepted(invitation):
    since = timezone.now() - DELAI_DOUBLE_CLIC
    rows = Invitation.objects.select_related("municipalite")
    return rows.filter(pk=invitation.pk, acceptee_le__gt=since).first()


def _add_contact(invitation, *, by):
    """Who acts for a municipality is somebody to call there."""
    place = {"territoire_id": invitation.municipalite_id, "courriel": invitation.courriel}
    if Contact.objects.current().filter(**place).exists():
        return
    with recording(by=by, comment=_("Création")):
        save_edited(Contact(nom=invitation.nom, langue=invitation.langue, **place), by=by)
