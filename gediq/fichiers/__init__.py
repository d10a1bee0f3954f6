"""Files as they are deposited: refused with a sentence, or described by what they say of themselves.

The extension must be on the list and the content must be of that kind. Nothing of the file's own
name ever reaches the storage or a header as it was typed.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gediq.typographie import format_file_size, join_words

from .formats import FORMATS, OLD_FORMATS, refuse_disguise
from .langue import guess_langue, langue_of_code
from .noms import clean_title, extension_of, is_sensible, readable_name


@dataclass(frozen=True)
class Constat:
    """What is proposed to the person who deposits a file; `pages` is None when it is not known."""

    titre: str
    pages: int | None
    langue: str
    extension: str
    type_mime: str
    taille: int
    sha256: str


def inspect_file(file):
    """Return the `Constat` of an accepted file; raise ValidationError, in plain words, for another."""
    validate_size(file)
    extension = extension_of(file.name)
    accepted = _format_of(extension)
    refuse_disguise(file, accepted)
    lecture = accepted.read(file, accepted)
    own_title = clean_title(lecture.titre)
    return Constat(
        titre=own_title if is_sensible(own_title) else readable_name(file.name),
        pages=lecture.pages,
        langue=langue_of_code(lecture.langue) or guess_langue(lecture.texte),
        extension=extension,
        type_mime=accepted.type_mime,
        taille=file.size,
        sha256=_hash(file),
    )


def validate_size(file):
    langue = (get_language() or "fr")[:2]
    if not file.size:
        raise ValidationError(_("Le fichier est vide."), code="vide")
    if file.size > settings.TAILLE_MAX_FICHIER:
        raise ValidationError(
            _("Le fichier pèse %(taille)s; la limite est de %(limite)s."),
            code="taille",
            params={
                "taille": format_file_size(file.size, langue=langue),
                "limite": format_file_size(settings.TAILLE_MAX_FICHIER, langue=langue),
            },
        )


def _format_of(extension):
    if extension in OLD_FORMATS:
        raise ValidationError(
            _("Le format .%(ancien)s n’est plus accepté : enregistrez le fichier en .%(nouveau)s ou en PDF."),
            code="extension",
            params={"ancien": extension, "nouveau": OLD_FORMATS[extension]},
        )
    if extension not in FORMATS:
        raise ValidationError(
            _("Ce type de fichier n’est pas accepté. Types acceptés : %(types)s."),
            code="extension",
            params={
                "types": join_words([name.upper() for name in FORMATS], langue=(get_language() or "fr")[:2])
            },
        )
    return FORMATS[extension]


def _hash(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
