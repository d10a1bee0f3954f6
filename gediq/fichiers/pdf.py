"""PDF files: opened, counted and sampled within bounds, because a hostile one is built to be slow."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader, apply_configuration

from .lecture import Lecture

MAX_TAIL = 1024
MAX_PAGES = 10_000
PAGES_SAMPLED = 3
BOUNDS = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 40_000_000,
    "page_tree_maximum_entries": MAX_PAGES,
    "page_tree_maximum_page_entries": 200_000,
}
SAMPLE_BOUNDS = {
    "zlib_maximum_output_length": 2_000_000,
    "array_based_stream_maximum_output_length": 2_000_000,
    "stream_parsing_work_maximum_count": 100_000,
    "xform_maximum_invocations_per_extraction": 20,
}


def read_pdf(file, accepted):
    _require_whole(file)
    with apply_configuration(**BOUNDS):
        reader, pages = _open(file)
        return Lecture(
            titre=_known(lambda: reader.metadata and reader.metadata.title),
            pages=pages,
            langue=_known(lambda: reader.root_object.get("/Lang")),
            texte=_sample(reader),
        )


def _require_whole(file):
    """A file cut by a broken transfer has lost its last line."""
    file.seek(max(0, file.size - MAX_TAIL))
    if b"%%EOF" not in file.read():
        raise ValidationError(_("Le fichier PDF est incomplet ou abîmé."), code="abime")


def _open(file):
    file.seek(0)
    try:
        reader = PdfReader(file)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
    # pypdf itself warns that a broken file may raise anything.
    except Exception as error:
        raise ValidationError(_("Le fichier PDF est incomplet ou abîmé."), code="abime") from error
    if encrypted:
        raise ValidationError(
            _("Le fichier PDF est protégé par un mot de passe : enregistrez-le sans protection."),
            code="protege",
        )
    if not pages:
        raise ValidationError(_("Le fichier PDF ne contient aucune page."), code="abime")
    return reader, pages


def _sample(reader):
    with apply_configuration(**SAMPLE_BOUNDS):
        return " ".join(_known(page.extract_text) for page in reader.pages[:PAGES_SAMPLED])


def _known(read):
    """What `read()` gives as text; nothing when the file does not say it, or says it badly."""
    try:
        return str(read() or "")
    # Same warning: what fails here is only a proposal that will not be made.
    except Exception:
        return ""
