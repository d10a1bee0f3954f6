"""Asking somebody to act for a municipality: an invitation, reminded, withdrawn, accepted one day.

Whoever sent it, it belongs to the municipality: it outlives the access of its author.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.courriels.adresses import clean_address
from gediq.courriels.depot import post_courriel
from gediq.courriels.nettoyage import clean_name
from gediq.domain.jetons import revoke_jetons
from gediq.models import Utilisateur

from ..models import AccesMunicipal, Invitation
from ..models.acces import DUREE_INVITATION, default_expiry
from .acces import lock_municipalites, refuse_team, require_transmission
from .liens_invitation import USAGE, make_link

# A second click is not a second request.
DELAI_DOUBLE_CLIC = timedelta(minutes=5)


@transaction.atomic
def create_invitation(municipalite, *, courriel, nom, langue, role, by):
    """Invite an address and write to it; an expired invitation of the same address is taken up again."""
    lock_municipalites([municipalite.pk])
    require_transmission(municipalite, by=by, permission="add_invitation")
    courriel = clean_address(courriel)
    told = {"nom": clean_name(nom), "langue": langue, "role": role, "created_by": by}
    same = Invitation.objects.waiting().filter(municipalite=municipalite, courriel=courriel).first()
    if same and has_just_left(same) and told == {name: getattr(same, name) for name in told}:
        return same
    refuse_invitation(municipalite, courriel)
    if same is None:
        same = Invitation(municipalite_id=municipalite.pk, courriel=courriel)
    else:
        same.relances += 1
    for name, value in told.items():
        setattr(same, name, value)
    return _renew(same, by=by)


def refuse_closed(municipalite):
    if municipalite.date_fin:
        raise ValidationError(_("Cette municipalité n’existe plus."))


def refuse_invitation(municipalite, courriel):
    """Say why this address cannot be invited there, if it cannot."""
    refuse_closed(municipalite)
    utilisateur = Utilisateur.objects.filter(courriel=courriel).first()
    if utilisateur:
        refuse_team(utilisateur)
    if AccesMunicipal.objects.active().filter(municipalite=municipalite, utilisateur=utilisateur).exists():
        raise ValidationError(_("Cette personne a déjà accès à cette municipalité."))
    if Invitation.objects.pending().filter(municipalite=municipalite, courriel=courriel).exists():
        raise ValidationError(_("Une invitation attend déjà cette personne\xa0: relancez-la plutôt."))


@transaction.atomic
def remind_invitation(invitation, *, by):
    """Send another link, the earlier ones keep working; False when one left a moment ago."""
    invitation = _lock(invitation, by=by)
    if has_just_left(invitation):
        return False
    invitation.relances += 1
    _renew(invitation, by=by)
    return True


@transaction.atomic
def revoke_invitation(invitation, *, by):
    """Withdraw it: all its links are dead at once. Withdrawn already, nothing happens."""
    lock_municipalites([invitation.municipalite_id])
    require_transmission(invitation.municipalite, by=by, permission="change_invitation")
    invitation.refresh_from_db()
    if invitation.acceptee_le:
        raise ValidationError(_("Cette invitation a été acceptée\xa0: c’est l’accès qui se retire."))
    if not invitation.revoquee_le:
        invitation.revoquee_le = timezone.now()
        invitation.save(update_fields=["revoquee_le"])
    revoke_jetons(USAGE, invitation.pk)
    return invitation


@transaction.atomic
def create_invitation_link(invitation, *, by):
    """The text of a new link, to hand over in Outlook or Teams: it is kept nowhere."""
    return make_link(_lock(invitation, by=by), by=by)


def has_just_left(invitation):
    """Was a link asked for a moment ago? The end of an invitation is counted from its last link."""
    return invitation.expire_le - DUREE_INVITATION > timezone.now() - DELAI_DOUBLE_CLIC


def _lock(invitation, *, by):
    """The invitation as it is now, if it still waits for somebody."""
    lock_municipalites([invitation.municipalite_id])
    require_transmission(invitation.municipalite, by=by, permission="change_invitation")
    waiting = Invitation.objects.waiting().select_related("municipalite").filter(pk=invitation.pk).first()
    if waiting is None:
        raise ValidationError(_("Cette invitation n’attend plus personne."))
    return waiting


def _renew(invitation, *, by):
    invitation.expire_le = default_expiry()
    invitation.save()
    post_courriel(
        "invitation",
        evenement=f"invitation:{invitation.pk}:{invitation.relances}",
        destinataire=invitation.courriel,
        nom=invitation.nom,
        langue=invitation.langue,
        contexte={
            "invitation": invitation.pk,
            "municipalite": invitation.municipalite.name_in(invitation.langue),
            "role": invitation.role,
            "invite_par": str(by),
            "est_rappel": invitation.relances > 0,
        },
        by=by,
    )
    return invitation
