"""Who acts for a municipality: given, lowered, taken back, and left, one change at a time."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.courriels.nettoyage import clean_name
from gediq.domain.edition import recording, save_edited
from gediq.models import Utilisateur

from ..models import AccesMunicipal, Contact, Role, Territoire

RANGS = {role: rang for rang, role in enumerate(Role.values)}


def is_allowed(acces, role):
    """May the holder of `acces` do what `role` does?"""
    return RANGS[acces.role] >= RANGS[role]


def acces_of(utilisateur):
    """What somebody may enter now, read again at each request: a revoked colleague is out at the next one."""
    rows = AccesMunicipal.objects.active().filter(utilisateur=utilisateur, utilisateur__est_municipal=True)
    return rows.select_related("municipalite")


def lock_municipalites(keys):
    """Everything about the access to a municipality waits here for its turn; call it in a transaction.

    Rows that point to a municipality may still be written meanwhile (`no_key`).
    """
    rows = Territoire.objects.filter(pk__in=set(keys)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def require_transmission(municipalite, *, by, permission):
    """Stop anybody but a transmitter of this municipality, or a member of the team with the permission."""
    if by.is_staff:
        is_right = by.has_perm(f"municipalites.{permission}")
    else:
        is_right = acces_of(by).filter(municipalite=municipalite, role=Role.TRANSMISSION).exists()
    if not is_right:
        raise PermissionDenied


@transaction.atomic
def grant_acces(utilisateur, municipalite, *, role, by):
    """Give somebody an access: by the team or a transmitter."""
    lock_municipalites([municipalite.pk])
    require_transmission(municipalite, by=by, permission="add_accesmunicipal")
    return open_acces(utilisateur, municipalite, role=role, invite_par=by)


def open_acces(utilisateur, municipalite, *, role, invite_par):
    """Open the access whose right was checked; who has one already keeps it, with the higher role."""
    refuse_team(utilisateur)
    if not utilisateur.est_municipal:
        utilisateur.est_municipal = True
        utilisateur.set_unusable_password()
        utilisateur.save(update_fields=["est_municipal", "password"])
    acces = AccesMunicipal.objects.filter(
        utilisateur=utilisateur, municipalite=municipalite, revoque_le__isnull=True
    ).first()
    if acces is None:
        return AccesMunicipal.objects.create(
            utilisateur=utilisateur, municipalite=municipalite, role=role, invite_par=invite_par
        )
    if not is_allowed(acces, role):
        acces.role = role
        acces.save(update_fields=["role"])
    return acces


def refuse_team(utilisateur):
    """Nobody is of the team and of a municipality; a closed account opens nothing."""
    if utilisateur.is_staff or utilisateur.is_superuser:
        raise ValidationError(_("Cette adresse est celle d’un membre de l’équipe du GEDCIQ."))
    if not utilisateur.is_active:
        raise ValidationError(
            _("Le compte de cette adresse est fermé. Seule l’équipe du GEDCIQ peut le rouvrir.")
        )


@transaction.atomic
def revoke_acces(acces, *, by):
    """Take back an access, another's or one's own; the invitations its holder sent stay the municipality's.

    Revoked already, nothing happens.
    """
    acces = _lock(acces)
    if by.pk != acces.utilisateur_id or not acces_of(by).filter(pk=acces.pk).exists():
        require_transmission(acces.municipalite, by=by, permission="change_accesmunicipal")
    if acces.revoque_le:
        return acces
    _refuse_last(acces, by=by)
    acces.revoque_le, acces.revoque_par = timezone.now(), by
    acces.save(update_fields=["revoque_le", "revoque_par"])
    return acces


@transaction.atomic
def change_role(acces, *, role, by):
    acces = _lock(acces)
    require_transmission(acces.municipalite, by=by, permission="change_accesmunicipal")
    if acces.revoque_le:
        raise ValidationError(_("Cet accès a déjà été retiré."))
    if RANGS[role] < RANGS[acces.role]:
        _refuse_last(acces, by=by)
    acces.role = role
    acces.save(update_fields=["role"])
    return acces


def _lock(acces):
    """The access as it is now, once those who were changing its municipality have finished."""
    lock_municipalites([acces.municipalite_id])
    return AccesMunicipal.objects.select_related("municipalite", "utilisateur").get(pk=acces.pk)


def _refuse_last(acces, *, by):
    """The team may take the last transmitter away: « À faire » then says so. A municipality may not."""
    if acces.role != Role.TRANSMISSION or by.is_staff:
        return
    others = AccesMunicipal.objects.active().filter(
        municipalite=acces.municipalite_id, role=Role.TRANSMISSION
    )
    if not others.exclude(pk=acces.pk).exists():
        raise ValidationError(
            _(
                "Il n’y aurait plus personne pour transmettre au nom de %(municipalite)s. "
                "Donnez d’abord le rôle Transmission à une autre personne."
            )
            % {"municipalite": acces.municipalite}
        )


@transaction.atomic
def change_profile(utilisateur, *, nom, langue, by):
    """One's own name and language; our mails to the same address follow."""
    if by.pk != utilisateur.pk:
        raise PermissionDenied
    Utilisateur.objects.filter(pk=utilisateur.pk).update(nom=clean_name(nom), langue=langue)
    rows = Contact.objects.current().filter(courriel=utilisateur.courriel).exclude(langue=langue)
    with recording(by=by, comment=_("Modification")):
        for contact in rows.select_for_update(of=("self",)).order_by("pk"):
            contact.langue = langue
            save_edited(contact, by=by)
