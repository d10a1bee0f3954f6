"""What is kept of a person who works with municipalities: contacts, access, invitations, what was told."""

import zipfile

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext

from gediq.domain.effacement import (
    forget_history,
    forget_name,
    forget_rows,
    note_erasure,
    require_erasure,
)
from gediq.models import Jeton
from gediq.registre import Effacement

from ..models import AccesMunicipal, Consentement, Contact, Importation, Invitation, NoteAppel, Releve

TOLD = ("nom", "courriel", "telephone", "fonction", "message")


def people():
    yield from Contact.objects.order_by("pk").values_list("courriel", "nom")
    yield from Invitation.objects.order_by("pk").values_list("courriel", "nom")
    yield from Releve.objects.order_by("pk").values_list("courriel", "nom")


def contacts_of(courriel):
    return Contact.objects.filter(courriel__iexact=courriel)


def invitations_of(courriel):
    return Invitation.objects.filter(courriel__iexact=courriel)


def releves_of(courriel):
    return Releve.objects.filter(Q(ancien_courriel__iexact=courriel) | Q(courriel__iexact=courriel))


def find_contacts(contacts):
    if count := contacts.count():
        yield ngettext("%(n)d contact", "%(n)d contacts", count) % {"n": count}
    if count := Consentement.objects.filter(contact__in=contacts).count():
        yield ngettext("%(n)d consentement", "%(n)d consentements", count) % {"n": count}
    if count := NoteAppel.objects.filter(contact__in=contacts).count():
        yield ngettext("%(n)d note d’appel", "%(n)d notes d’appel", count) % {"n": count}


def find(courriel):
    yield from find_contacts(contacts_of(courriel))
    if count := AccesMunicipal.objects.filter(utilisateur__courriel__iexact=courriel).count():
        yield ngettext("%(n)d accès municipal", "%(n)d accès municipaux", count) % {"n": count}
    if count := invitations_of(courriel).count():
        yield ngettext("%(n)d invitation", "%(n)d invitations", count) % {"n": count}
    if count := releves_of(courriel).count():
        yield ngettext("%(n)d relève", "%(n)d relèves", count) % {"n": count}


def erase(courriel):
    erase_contacts(contacts_of(courriel))
    access = AccesMunicipal.objects.filter(utilisateur__courriel__iexact=courriel)
    forget_history(AccesMunicipal, access.values_list("pk", flat=True))
    invited = list(map(str, invitations_of(courriel).values_list("pk", flat=True)))
    Jeton.objects.filter(usage="invitation", cle__in=invited).delete()
    forget_rows(invitations_of(courriel))
    _erase_releves(courriel)
    for importation in imports_of_contacts():
        if importation.fichier and _holds(importation.fichier, courriel):
            _erase_import(importation)


def find_contact(contact):
    """Of somebody without an address, who is known nowhere else."""
    return list(find_contacts(Contact.objects.filter(pk=contact.pk)))


@transaction.atomic
def erase_contact(contact, *, by):
    """The same as an erasure by the address, of somebody who has none; return what there was, in words."""
    require_erasure(by)
    lines = find_contact(contact)
    erase_contacts(Contact.objects.filter(pk=contact.pk))
    forget_name(contact.nom)
    note_erasure(by)
    return lines


def erase_contacts(contacts):
    """With their consents and the notes about them; whom they replaced stays, replaced by nobody known."""
    forget_rows(Consentement.objects.filter(contact__in=contacts))
    forget_rows(NoteAppel.objects.filter(contact__in=contacts))
    forget_rows(contacts)


def _erase_releves(courriel):
    """Who left is forgotten whole; of who was to come, the other person's row stays, and names nobody."""
    forget_rows(Releve.objects.filter(ancien_courriel__iexact=courriel))
    told = Releve.objects.filter(courriel__iexact=courriel)
    forget_history(Releve, told.values_list("pk", flat=True))
    told.update(**dict.fromkeys(TOLD, ""))


def imports_of_contacts():
    return Importation.objects.filter(type_importation=Importation.TypeImportation.CONTACTS).order_by("pk")


def _holds(fichier, courriel):
    """Is the address written in this file, a text or a workbook?"""
    with fichier.open("rb") as content:
        parts = [content.read()]
        if zipfile.is_zipfile(content):
            with zipfile.ZipFile(content) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
    # Without the empty bytes of UTF-16.
    return any(courriel.encode() in part.replace(b"\0", b"").lower() for part in parts)


def _erase_import(importation):
    """A file that was judged and not applied: staff have it, and may send it again without this person."""
    name, storage = importation.fichier.name, importation.fichier.storage
    forget_rows(Importation.objects.filter(pk=importation.pk))
    transaction.on_commit(lambda: storage.delete(name))


def texts():
    effacee = "[…]"
    yield Contact.objects.all(), ("note", "fonction"), effacee
    yield Consentement.objects.all(), ("texte", "moyen"), effacee
    yield NoteAppel.objects.all(), ("texte",), effacee
    yield Releve.objects.all(), TOLD, effacee
    yield imports_of_contacts(), ("nom_fichier", "options", "resume", "rapport"), effacee


EFFACEMENT = Effacement(10, people, find, erase, texts)
