"""Small files of every accepted kind, made when the test asks."""

import hashlib
import io
import zipfile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from gediq.fichiers.noms import storage_name
from programmation.models import Edition

CONTENT_TYPES = '<Types><Override PartName="/main.xml" ContentType="{}.main+xml"/></Types>'
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_KINDS = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}
OPENDOCUMENT_KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
PILLOW_NAMES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}


def upload(name, content):
    return SimpleUploadedFile(name, content)


def pdf_bytes(*, pages=1, titre="", langue="", texte="", password=""):
    writer = PdfWriter()
    for _page in range(pages):
        _write(writer, writer.add_blank_page(width=200, height=200), texte)
    if titre:
        writer.add_metadata({"/Title": titre})
    if langue:
        writer.root_object[NameObject("/Lang")] = TextStringObject(langue)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _write(writer, page, texte):
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): named})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 10 100 Td ({texte}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)


def archive_bytes(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office_bytes(extension, parts=None):
    """An office archive; `parts` add to its own, or replace them."""
    own = {"[Content_Types].xml": CONTENT_TYPES.format(OFFICE + OFFICE_KINDS[extension])}
    return archive_bytes(own | (parts or {}))


def opendocument_bytes(extension, parts=None):
    kind = f"application/vnd.oasis.opendocument.{OPENDOCUMENT_KINDS[extension]}"
    return archive_bytes({"mimetype": kind} | (parts or {}), zipfile.ZIP_STORED)


def image_bytes(extension, size=(8, 8)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, PILLOW_NAMES[extension])
    return buffer.getvalue()


def sample(extension):
    """The content of a correct file of this kind."""
    if extension == "pdf":
        return pdf_bytes()
    if extension in OFFICE_KINDS:
        return office_bytes(extension)
    if extension in OPENDOCUMENT_KINDS:
        return opendocument_bytes(extension)
    return image_bytes(extension)


def create_edition(document, *, numero=1, fichier=b"", **fields):
    """An edition with a stored file (a small PDF by default), or with an `adresse` and none."""
    edition = Edition(document=document, numero=numero, **fields)
    if not edition.adresse:
        content = fichier or pdf_bytes()
        defaults = {"extension": "pdf", "type_mime": "application/pdf", "pages": 1, "taille": len(content)}
        for name, value in (defaults | {"sha256": hashlib.sha256(content).hexdigest()} | fields).items():
            setattr(edition, name, value)
        edition.fichier = default_storage.save(
            storage_name(edition.extension, "documents"), ContentFile(content)
        )
    edition.save()
    return edition
