"""The kinds of files the site accepts, each with the way to read it; everything else is refused."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import archives, images, pdf

HEAD = 8192
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg")
# The .doc of old, and also what Word writes when a .docx is locked by a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Format:
    """`signature` is what the first bytes must be; `part` is what an office archive must declare."""

    type_mime: str
    signature: str
    read: Callable
    part: bytes = b""


def _office(kind):
    type_mime = f"application/vnd.openxmlformats-officedocument.{kind}"
    return Format(type_mime, "zip", archives.read_office, f"{type_mime}.main+xml".encode())


def _opendocument(kind):
    type_mime = f"application/vnd.oasis.opendocument.{kind}"
    return Format(type_mime, "zip", archives.read_opendocument, type_mime.encode())


def _image(name):
    return Format(f"image/{name}", f"image/{name}", images.read_image)


FORMATS = {
    "pdf": Format("application/pdf", "application/pdf", pdf.read_pdf),
    "docx": _office("wordprocessingml.document"),
    "xlsx": _office("spreadsheetml.sheet"),
    "pptx": _office("presentationml.presentation"),
    "odt": _opendocument("text"),
    "ods": _opendocument("spreadsheet"),
    "odp": _opendocument("presentation"),
    "png": _image("png"),
    "jpg": _image("jpeg"),
    "jpeg": _image("jpeg"),
    "webp": _image("webp"),
    "gif": _image("gif"),
}
OLD_FORMATS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}


def refuse_disguise(file, accepted):
    """Refuse a file whose first bytes are of another kind, or that is also something else."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLD_OFFICE):
        raise ValidationError(
            _("Le fichier a un mot de passe ou un ancien format. Enregistrez-le sans protection."),
            code="protege",
        )
    if _signature(head) != accepted.signature or any(mark in head[:1024].lower() for mark in MARKUP):
        raise ValidationError(_("Le contenu du fichier ne correspond pas à son extension."), code="contenu")
    if accepted.signature != "zip" and zipfile.is_zipfile(file):
        raise ValidationError(
            _("Le fichier cache une archive : enregistrez-le de nouveau."), code="polyglotte"
        )


def _signature(head):
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    kind = filetype.guess(head)
    return kind.mime if kind else ""
