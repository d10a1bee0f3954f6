"""The team: who is in charge of accounts, who leaves, who lost a second factor."""

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from .. import registre
from ..models import DemandeCode, EvenementCompte, Utilisateur
from .connexion import end_sessions, remove_second_factor

ADMINISTRATION = "Administration"


# --- Administrators ------------------------------------------------------------------------------


def administrators():
    """Who may open and close accounts."""
    in_charge = Q(is_superuser=True) | Q(groups__name=ADMINISTRATION)
    staff = Utilisateur.objects.filter(in_charge, is_active=True, is_staff=True)
    return Utilisateur.objects.filter(pk__in=staff.values("pk"))


def last_administrators():
    """The one administrator left, for « À faire »; nobody when there are two."""
    kept = administrators()
    return kept if kept.count() == 1 else kept.none()


def require_other_administrator(utilisateur):
    """Refuse what would leave nobody in charge of accounts, until the end of the transaction.

    One row is locked by all who ask: of two administrators who remove each other, the second is refused.
    """
    Group.objects.select_for_update().filter(name=ADMINISTRATION).first()
    kept = administrators()
    if kept.filter(pk=utilisateur.pk).exists() and not kept.exclude(pk=utilisateur.pk).exists():
        raise ValidationError(
            _("C’est le dernier compte d’administration. Donnez d’abord ce groupe à une autre personne.")
        )


def _require_right(by):
    if not by.has_perm("gediq.change_utilisateur"):
        raise PermissionDenied


# --- Departure -----------------------------------------------------------------------------------


def waiting_for(utilisateur):
    """(queue, how many rows wait in it for this person), without the empty ones."""
    counts = [(file, file.rows(utilisateur).count()) for file in registre.files_attente]
    return [(file, count) for file, count in counts if count]


def possible_successors(utilisateur):
    return Utilisateur.objects.filter(is_active=True, is_staff=True).exclude(pk=utilisateur.pk)


@transaction.atomic
def record_departure(utilisateur, *, successeur, by):
    """Hand over what waits for this person, and close the account, or do nothing of it."""
    _require_right(by)
    require_other_administrator(utilisateur)
    utilisateur = Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    if not (utilisateur.is_active and utilisateur.is_staff):
        raise ValidationError(_("Ce n’est pas le compte actif d’une personne de l’équipe."))
    waiting = waiting_for(utilisateur)
    if successeur is None and waiting:
        raise ValidationError(_("Choisissez qui reprend ce qui attend cette personne."))
    if successeur and not possible_successors(utilisateur).filter(pk=successeur.pk).exists():
        raise ValidationError(_("Choisissez une autre personne, active, de l’équipe."))
    for file, _count in waiting:
        file.transfer(utilisateur, successeur, by=by)
    utilisateur.is_active = False
    utilisateur.save(update_fields=["is_active"])
    close_doors(utilisateur)
    evenement = EvenementCompte.objects.create(
        utilisateur=utilisateur,
        type_evenement=EvenementCompte.TypeEvenement.DEPART,
        par=by,
        precision=_("Relève\xa0: %(nom)s") % {"nom": successeur} if successeur else "",
    )
    log_act(utilisateur, evenement, by=by)
    return waiting


# --- What opens the door -------------------------------------------------------------------------


def close_doors(utilisateur):
    """Nothing opened before opens any more: sessions, codes asked for, factors.

    Trusted devices go with the factors, since their proof is made of them.
    """
    DemandeCode.objects.filter(utilisateur=utilisateur).delete()
    Authenticator.objects.filter(user=utilisateur).delete()
    end_sessions(utilisateur)


@transaction.atomic
def reset_second_factor(utilisateur, *, by=None):
    """For who lost the telephone: another administrator's act, or a command's when `by` is None."""
    evenement = remove_second_factor(utilisateur, by=by)
    close_doors(utilisateur)
    if by:
        log_act(utilisateur, evenement, by=by)
    return evenement


def log_act(utilisateur, evenement, *, by):
    """In the journal of the back office too, beside what its forms write there."""
    LogEntry.objects.log_actions(by.pk, [utilisateur], CHANGE, str(evenement), single_object=True)
