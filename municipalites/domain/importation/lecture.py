"""A file as it was saved from Excel or downloaded: its sheets, and the lines of each, in text.

Refused at once, in plain words, when it is too heavy or built to be. What the words of a cell mean
is judged further on: here nothing is guessed but the encoding.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gediq.typographie import format_file_size

from .classeur import open_classeur
from .lignes import Ligne
from .texte import DELIMITEURS, find_encodage, read_csv

ZIP = b"PK\x03\x04"
# What Excel writes under a password, and the .xls of old.
OLE = b"\xd0\xcf\x11\xe0"
# Told by their first bytes, so that they are not read as text for nothing.
AUTRES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


@dataclass(frozen=True)
class Feuille:
    """A sheet, or a text file cut by one of the delimiters; `lignes()` reads it from its start."""

    nom: str
    lignes: Callable[[], Iterator[Ligne]]


def open_feuilles(fichier):
    """The ways to read a seekable binary file, best first."""
    head = refuse_size(fichier, settings.TAILLE_MAX_IMPORTATION)
    if head.startswith(OLE):
        raise ValidationError(
            _(
                "Le fichier a un mot de passe ou un ancien format (.xls). Enregistrez-le sans protection, "
                "en .xlsx ou en .csv."
            ),
            code="protege",
        )
    if head.startswith(AUTRES):
        raise ValidationError(_("Le fichier n’est ni un classeur .xlsx ni un texte .csv."), code="format")
    if head.startswith(ZIP):
        return [Feuille(nom, lignes) for nom, lignes in open_classeur(fichier)]
    encodage = find_encodage(fichier)
    return [Feuille("", _csv(fichier, encodage, signe)) for signe in DELIMITEURS]


def _csv(fichier, encodage, delimiteur):
    return lambda: read_csv(fichier, encodage=encodage, delimiteur=delimiteur)


def refuse_size(fichier, taille_max):
    """The first bytes of a file that is neither empty nor too large."""
    fichier.seek(0, os.SEEK_END)
    size = fichier.tell()
    if not size:
        raise ValidationError(_("Le fichier est vide."), code="vide")
    if size > taille_max:
        limit = format_file_size(taille_max, langue=(get_language() or "fr")[:2])
        sentence = _("Le fichier est trop lourd\xa0: la limite est de %(limite)s.")
        raise ValidationError(sentence % {"limite": limit}, code="trop_lourd")
    fichier.seek(0)
    return fichier.read(8)
