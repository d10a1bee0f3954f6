"""Office files are ZIP archives: never unpacked; the few parts read are cut short."""

import html
import re
import struct
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .lecture import Lecture

MAX_ENTRIES = 5_000
MAX_DIRECTORY = 1_000_000
MAX_RATIO = 100
ALWAYS_ALLOWED = 20_000_000
MAX_UNPACKED = 1_000_000_000
PART_LENGTH = 300_000
END_OF_ARCHIVE = b"PK\x05\x06"
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
TEXT_PARTS = ("word/document.xml", "ppt/slides/slide1.xml", "xl/sharedStrings.xml")
ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


def read_office(file, accepted):
    with _open(file) as archive:
        declared = _part(archive, "[Content_Types].xml")
        _require(accepted.part in declared)
        _refuse_macros(archive, declared)
        core, app = _text(archive, "docProps/core.xml"), _text(archive, "docProps/app.xml")
        return Lecture(
            titre=_tag(core, "dc:title"),
            pages=_number(_tag(app, "Pages") or _tag(app, "Slides")),
            langue=_tag(core, "dc:language"),
            texte=" ".join(_words(_text(archive, name)) for name in TEXT_PARTS),
        )


def read_opendocument(file, accepted):
    with _open(file) as archive:
        _require(_part(archive, "mimetype").strip() == accepted.part)
        meta = _text(archive, "meta.xml")
        pages = re.search(r'meta:page-count="(\d+)"', meta)
        return Lecture(
            titre=_tag(meta, "dc:title"),
            pages=_number(pages[1] if pages else ""),
            langue=_tag(meta, "dc:language"),
            texte=_words(_text(archive, "content.xml")),
        )


def _open(file):
    """Open the archive once its directory is known to be small, then weigh what it would unpack to."""
    try:
        _require_small_directory(file)
        archive = zipfile.ZipFile(file)
    except ARCHIVE_ERRORS as error:
        raise _damaged() from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or unpacked > max(ALWAYS_ALLOWED, MAX_RATIO * file.size)
    ):
        raise ValidationError(_("Le fichier est anormalement comprimé : il n’est pas accepté."), code="bombe")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(
            _("Le fichier est protégé par un mot de passe : enregistrez-le sans protection."), code="protege"
        )
    return archive


def _require_small_directory(file):
    file.seek(max(0, file.size - 65_557))
    tail = file.read()
    end = tail.rfind(END_OF_ARCHIVE)
    if end < 0 or struct.unpack_from("<I", tail, end + 12)[0] > MAX_DIRECTORY:
        raise zipfile.BadZipFile
    file.seek(0)


def _refuse_macros(archive, declared):
    if MACROS.search(declared) or any(MACROS.search(name.encode()) for name in archive.namelist()):
        raise ValidationError(_("Le fichier contient des macros : enregistrez-le sans elles."), code="macros")


def _part(archive, name):
    """The start of one part, or nothing when the archive has no such part."""
    try:
        with archive.open(name) as part:
            return part.read(PART_LENGTH)
    except KeyError:
        return b""
    except Exception as error:  # zlib, lzma and the rest each have their own way of failing
        raise _damaged() from error


def _text(archive, name):
    return _part(archive, name).decode("utf-8", "ignore")


def _tag(xml, name):
    found = re.search(rf"<{name}(?:\s[^<>]*)?>([^<>]*)</{name}>", xml)
    return html.unescape(found[1]).strip() if found else ""


def _words(xml):
    return html.unescape(re.sub(r"<[^<>]*>", " ", xml))


def _number(text):
    return int(text) if re.fullmatch("[1-9][0-9]{0,4}", text) else None


def _require(right):
    if not right:
        raise ValidationError(_("Le contenu du fichier ne correspond pas à son extension."), code="contenu")


def _damaged():
    return ValidationError(_("Le fichier est incomplet ou abîmé."), code="abime")
