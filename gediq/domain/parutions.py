"""Dated releases of the open data: what a set was on a day, kept as it was."""

import csv
import gzip
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.db import transaction
from django.utils import timezone

from ..models import Parution
from ..registre import JeuDonnees
from .jeux import find_jeu, jeu_csv, json_bytes, list_jeux
from .ouverture import FORMULA

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What a cell of each type was before it became text.
READERS = {
    "integer": int,
    "number": lambda text: float(text) if "." in text else int(text),
    "boolean": "true".__eq__,
}


@dataclass(frozen=True)
class Nouvelle:
    """A set that says something else than its last release."""

    jeu: JeuDonnees
    content: bytes
    empreinte: str
    lignes: int


@transaction.atomic
def publish_parutions(*, by):
    """Release each set that changed since its last release; return the releases made."""
    made = (_publish(nouvelle, by) for nouvelle in find_news())
    return [parution for parution in made if parution]


def find_news():
    """What a release of today would hold.

    A release never changes: what changes again the same day waits for the next one. A set that holds
    nothing has no first release.
    """
    last = {row.jeu: row for row in Parution.objects.defer("contenu").order_by("jour")}
    states = (_read_state(jeu) for jeu in list_jeux())
    return [state for state in states if _is_news(state, last.get(state.jeu.code))]


def read_day(text):
    """« 2026-11-22 » as a day, or None."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def released_csv(parution):
    return gzip.decompress(bytes(parution.contenu))


def released_json(parution):
    """The same lines as the set's own JSON, read again from the file that was kept."""
    jeu = find_jeu(parution.jeu)
    types = {colonne.nom: colonne.type for colonne in jeu.colonnes} if jeu else {}
    lines = _read(released_csv(parution))
    records = ({name: _value(text, types.get(name)) for name, text in line.items()} for line in lines)
    return json_bytes(parution.jeu, records)


def _read_state(jeu):
    content = jeu_csv(jeu)
    lignes = sum(1 for _line in _read(content))
    return Nouvelle(jeu, content, hashlib.sha256(content).hexdigest(), lignes)


def _is_news(state, last):
    if last is None:
        return state.lignes > 0
    return state.empreinte != last.empreinte and last.jour < timezone.localdate()


def _publish(nouvelle, by):
    facts = {
        "contenu": gzip.compress(nouvelle.content, mtime=0),
        "empreinte": nouvelle.empreinte,
        "lignes": nouvelle.lignes,
        "created_by": by,
    }
    # Two persons at once make one release.
    parution, created = Parution.objects.get_or_create(
        jeu=nouvelle.jeu.code, jour=timezone.localdate(), defaults=facts
    )
    return parution if created else None


def _read(content):
    return csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))


def _value(text, type_colonne):
    if text == "":
        return None
    if type_colonne in READERS:
        return READERS[type_colonne](text)
    # The apostrophe that keeps a spreadsheet from calculating is no part of the text.
    return text[1:] if text[0] == "'" and FORMULA.match(text[1:]) else text
