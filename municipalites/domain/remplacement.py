"""Somebody takes over from somebody: contacts, access and invitations change hands, in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq import registre
from gediq.courriels.adresses import clean_address
from gediq.domain.connexion import end_sessions
from gediq.domain.edition import recording, save_edited
from gediq.models import Utilisateur, fold_email
from gediq.registre import Personne, Transfert

from ..models import AccesMunicipal, Contact, Invitation, Municipalite
from .acces import RANGS, change_role, lock_municipalites, revoke_acces
from .contacts import leave_contact, require_right
from .invitations import create_invitation, revoke_invitation

RIGHTS = (
    "add_contact",
    "change_contact",
    "add_invitation",
    "change_invitation",
    "change_accesmunicipal",
)


@transaction.atomic
def replace_person(ancien, nouveau, *, by):
    """Move all that stands under the address of `ancien` to `nouveau`; return in French what moved, by lines.

    Every app has its step in the registry; a step that refuses undoes them all.
    """
    require_right(by, *RIGHTS)
    ancien = Personne(fold_email(ancien.courriel), ancien.nom, ancien.langue)
    nouveau = Personne(clean_address(nouveau.courriel), " ".join(nouveau.nom.split()), nouveau.langue)
    if ancien.courriel == nouveau.courriel:
        raise ValidationError(_("C’est la même adresse\xa0: corrigez plutôt le contact."))
    if is_of_the_team(ancien.courriel):
        raise ValidationError(
            _("Cette adresse est celle d’une personne de l’équipe\xa0: passez par le départ de son compte.")
        )
    steps = sorted(registre.transferts, key=lambda step: step.rang)
    return [line for step in steps for line in step.run(ancien, nouveau, by=by)]


def is_of_the_team(courriel):
    return Utilisateur.objects.filter(courriel=courriel, est_municipal=False, is_staff=True).exists()


# --- Contacts ------------------------------------------------------------------------------------


def move_contacts(ancien, nouveau, *, by):
    rows = Contact.objects.current().filter(courriel=ancien.courriel).select_for_update(of=("self",))
    with recording(by=by, comment=_("Relève d’un contact")):
        for contact in rows.order_by("pk"):
            successor = find_successor(contact, nouveau) or _create_successor(contact, nouveau, by=by)
            successor.themes.add(*contact.themes.all())
            leave_contact(contact, by=by, parti_le=timezone.localdate(), remplace_par=successor)
            place = contact.territoire or contact.organisme
            yield _("Contact, %(lieu)s\xa0: %(nouveau)s remplace %(ancien)s.") % {
                "lieu": place,
                "nouveau": successor,
                "ancien": contact,
            }


def find_successor(contact, nouveau):
    """The contact of the same place whom this address already names."""
    rows = Contact.objects.current().filter(courriel=nouveau.courriel)
    if contact.territoire_id:
        return rows.filter(territoire_id=contact.territoire_id).first()
    return rows.filter(organisme_id=contact.organisme_id).first()


def _create_successor(contact, nouveau, *, by):
    successor = Contact(
        territoire_id=contact.territoire_id,
        organisme_id=contact.organisme_id,
        nom=nouveau.nom,
        courriel=nouveau.courriel,
        langue=nouveau.langue,
        fonction=contact.fonction,
    )
    successor.full_clean()
    return save_edited(successor, by=by)


# --- Access and invitations ----------------------------------------------------------------------


def move_access(ancien, nouveau, *, by):
    """The old address enters no more, now; the new one is invited to the same role in each municipality."""
    held = AccesMunicipal.objects.filter(utilisateur__courriel=ancien.courriel, revoque_le__isnull=True)
    asked = Invitation.objects.waiting().filter(courriel=ancien.courriel)
    lock_municipalites(
        [*held.values_list("municipalite", flat=True), *asked.values_list("municipalite", flat=True)]
    )
    roles = {}
    for acces in held.select_related("utilisateur"):
        revoke_acces(acces, by=by)
        roles[acces.municipalite_id] = acces.role
        end_sessions(acces.utilisateur)
    for invitation in asked.select_related("municipalite"):
        revoke_invitation(invitation, by=by)
        roles.setdefault(invitation.municipalite_id, invitation.role)
    for municipalite in Municipalite.objects.filter(pk__in=roles).order_by("pk"):
        yield _give_role(municipalite, nouveau, roles[municipalite.pk], by=by)


def _give_role(municipalite, nouveau, role, *, by):
    told = {"municipalite": municipalite, "nouveau": nouveau.nom or nouveau.courriel}
    has = AccesMunicipal.objects.active().filter(
        municipalite=municipalite, utilisateur__courriel=nouveau.courriel
    )
    if acces := has.first():
        if RANGS[role] > RANGS[acces.role]:
            change_role(acces, role=role, by=by)
        return _("Accès, %(municipalite)s\xa0: %(nouveau)s l’avait déjà; l’ancien est retiré.") % told
    waiting = Invitation.objects.pending().filter(municipalite=municipalite, courriel=nouveau.courriel)
    if invitation := waiting.first():
        if RANGS[role] > RANGS[invitation.role]:
            invitation.role = role
            invitation.save(update_fields=["role"])
        return _("Accès, %(municipalite)s\xa0: une invitation attendait déjà %(nouveau)s.") % told
    create_invitation(
        municipalite,
        courriel=nouveau.courriel,
        nom=nouveau.nom or nouveau.courriel,
        langue=nouveau.langue,
        role=role,
        by=by,
    )
    return _("Accès, %(municipalite)s\xa0: l’ancien est retiré, %(nouveau)s reçoit une invitation.") % told


TRANSFERTS = [Transfert(10, move_contacts), Transfert(20, move_access)]
