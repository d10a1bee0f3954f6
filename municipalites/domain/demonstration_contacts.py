"""Invented people of the invented municipalities: names that nobody bears, addresses that lead nowhere."""

import json
from pathlib import Path

from django.db.models import Q

from gediq.domain.chargement import called
from gediq.domain.demonstration import erase

from ..models import Contact, NoteAppel, Territoire
from .reference import draw_uid

FILE = Path(__file__).resolve().parent.parent / "demonstration" / "contacts.json"


def load_contacts(chargeur):
    places = {row.code: row for row in Territoire.objects.filter(est_fictif=True)}
    loaded = {}
    for record in json.loads(FILE.read_text(encoding="utf-8")):
        place = places.get(record.pop("territoire"))
        code, notes = record.pop("code"), record.pop("notes", ())
        if successor := record.pop("remplace_par", None):
            record["remplace_par"] = loaded.get(successor)
        # Staff may have taken an invented place away: its people stay away too.
        loaded[code] = place and _load_contact(chargeur, code, {"territoire": place, **record})
        for rank, note in enumerate(notes if loaded[code] else ()):
            own = {"uid": draw_uid("note-demonstration", f"{code}-{rank}"), "territoire": place}
            repere = called("Note", f"{code} {rank + 1}")
            chargeur.load(NoteAppel, repere, {**own, "contact": loaded[code], **note})


def _load_contact(chargeur, code, record):
    uid = draw_uid("contact-demonstration", code)
    return chargeur.load(Contact, called("Contact", record["courriel"]), {"uid": uid, **record})


def remove_contacts():
    """What stands on an invented place alone; return how many of each model."""
    invented = Q(territoire__est_fictif=True, organisme__isnull=True)
    told = Q(contact__territoire__est_fictif=True, contact__organisme__isnull=True)
    about = Q(contact__isnull=True, territoire__est_fictif=True)
    return erase(NoteAppel.objects.filter(told | about)) + erase(Contact.objects.filter(invented))
