"""XLSX: opened only once its whole content is known to be small, and free of what XML bombs are made of."""

import datetime
import re
import zipfile
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .lignes import make_ligne, refuse_width

CHUNK = 1 << 16
MAX_PARTIES = 2_000
MAX_DECOMPRESSE = 60_000_000
# Every cell costs about four tags, and every tag some memory and time.
MAX_BALISES = 4_000_000
MAX_RANG = 1_048_576
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def open_classeur(fichier):
    """[(name, function giving its lines)] for each visible sheet, in the order of the tabs."""
    from openpyxl import load_workbook  # slow import

    refuse_bomb(fichier)
    fichier.seek(0)
    try:
        book = load_workbook(fichier, read_only=True, data_only=True, keep_links=False)
    # openpyxl has no error of its own: a broken part may raise anything.
    except Exception as error:
        raise _damaged() from error
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [(sheet.title, _lines_of(sheet)) for sheet in visible]


def refuse_bomb(fichier):
    """Unpack everything once, keeping nothing, and stop at the first limit."""
    fichier.seek(0)
    try:
        with zipfile.ZipFile(fichier) as archive:
            _refuse_parts(archive)
    except ValidationError:
        raise
    # zlib, struct and the rest each have their own way of failing on a broken archive.
    except Exception as error:
        raise _damaged() from error


def _refuse_parts(archive):
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(
            _("Le classeur est protégé par un mot de passe\xa0: enregistrez-le sans protection."),
            code="protege",
        )
    if len(entries) > MAX_PARTIES or sum(entry.file_size for entry in entries) > MAX_DECOMPRESSE:
        raise _too_large()
    tags = 0
    # Whatever their names: a workbook may call a sheet as it likes.
    for entry in entries:
        tags += _weigh(archive, entry)
        if tags > MAX_BALISES:
            raise _too_large()


def _weigh(archive, entry):
    """How many tags a part holds; refuse the declarations that no spreadsheet program writes."""
    tags, tail = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            # Without the zeros, UTF-16 reads like ASCII.
            plain = (tail + chunk).replace(b"\0", b"")
            if DTD.search(plain):
                raise ValidationError(
                    _("Le classeur contient des déclarations XML interdites\xa0: il n’est pas accepté."),
                    code="bombe",
                )
            tags += chunk.count(b"<")
            tail = chunk[-32:]
    return tags


def _lines_of(sheet):
    def lines():
        sheet.reset_dimensions()
        for number, cells in enumerate(_rows_of(sheet), start=1):
            if number > MAX_RANG:
                raise _too_large()
            # Before they are read: one cell at the far right makes sixteen thousand empty ones.
            refuse_width(number, cells)
            yield make_ligne(number, map(cell_text, cells))

    return lines


def _rows_of(sheet):
    rows = sheet.iter_rows()
    while True:
        try:
            row = next(rows, None)
        # Same as on opening: the sheet is read as it comes, and may break anywhere.
        except Exception as error:
            raise _damaged() from error
        if row is None:
            return
        yield row


def cell_text(cell):
    """What a person would type to get this cell; a percentage keeps its sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return number_text(value, percent="%" in (cell.number_format or ""))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def number_text(value, *, percent=False):
    """Fifteen digits, as Excel shows: 0.1 + 0.2 is 0.3 there. Never « 1E+06 »."""
    exact = Decimal(format(value, ".15g")) * (100 if percent else 1)
    if not exact.is_finite():
        return str(value)
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} %" if percent else text


def _too_large():
    return ValidationError(
        _("Le classeur est trop grand\xa0: gardez la seule feuille utile, sans lignes vides, ou un .csv."),
        code="bombe",
    )


def _damaged():
    return ValidationError(_("Le classeur est incomplet ou abîmé, ou n’est pas un .xlsx."), code="abime")
