"""CSV: the encodings and delimiters of Excel, the physical line of each row, bounded memory."""

import codecs
import csv
import io
import os

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .lignes import make_ligne

DELIMITEURS = (";", ",", "\t")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHUNK = 1 << 16
# Characters of one physical line, then physical lines of one row: beyond, a quote was never closed.
MAX_PHYSIQUE = 200_000
MAX_LIGNES_PAR_RANGEE = 200


def find_encodage(fichier):
    """The encoding the whole file can be read in; UTF-8 before cp1252, which reads almost anything."""
    fichier.seek(0)
    head = fichier.read(CHUNK)
    for bom, name in BOMS:
        if head.startswith(bom):
            return _require(fichier, [name])
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) / 5:
        return _require(fichier, ["utf-16-be" if even > odd else "utf-16-le"])
    return _require(fichier, ["utf-8", "cp1252"])


def _require(fichier, names):
    for name in names:
        if _is_readable(fichier, name):
            return name
    raise ValidationError(
        _("Le fichier n’est pas lisible\xa0: enregistrez-le de nouveau en «\xa0CSV UTF-8\xa0» ou en .xlsx."),
        code="encodage",
    )


def _is_readable(fichier, name):
    decoder = codecs.getincrementaldecoder(name)()
    fichier.seek(0)
    try:
        while chunk := fichier.read(CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def read_csv(fichier, *, encodage, delimiteur):
    """Yield the rows, each with the number of its first physical line."""
    lines = LignesPhysiques(fichier, encodage)
    reader = csv.reader(lines, delimiter=delimiteur)
    while True:
        first = lines.start_row()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _too_long(first) from error
        if cells is None:
            return
        yield make_ligne(first, cells)


class LignesPhysiques:
    """The physical lines of a text file, none of them endless; the file itself is left open."""

    def __init__(self, fichier, encodage):
        descriptor = _without_closing(fichier)
        self.text = io.TextIOWrapper(descriptor, encoding=encodage, newline="")
        self.number = self.first = 0

    def start_row(self):
        self.first = self.number + 1
        return self.first

    def __iter__(self):
        return self

    def __next__(self):
        line = self.text.readline(MAX_PHYSIQUE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == MAX_PHYSIQUE or self.number - self.first >= MAX_LIGNES_PAR_RANGEE:
            raise _too_long(self.first)
        return line


def _without_closing(fichier):
    """A buffer of its own, at the start of `fichier`: two readings do not close each other's file."""
    return io.BufferedReader(_Emprunt(fichier), CHUNK)


class _Emprunt(io.RawIOBase):
    """Reads another file from its start, at its own pace."""

    def __init__(self, fichier):
        self.fichier, self.position = fichier, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.fichier.seek(self.position, os.SEEK_SET)
        data = self.fichier.read(len(buffer))
        buffer[: len(data)] = data
        self.position += len(data)
        return len(data)


def _too_long(line):
    sentence = _("La ligne %(ligne)d ne finit pas\xa0: il lui manque peut-être un guillemet fermant.")
    return ValidationError(sentence % {"ligne": line}, code="trop_grand")
