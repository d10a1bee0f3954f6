"""The address and the telephone of a person, as they are pasted into Excel: mended and said, or refused."""

import re
import unicodedata
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from gediq.models import fold_email
from gediq.recherche.normaliseur import fold

UNSEEN = {"Cc", "Cf"}
SEPARATEURS = re.compile(r"[;,|\s]+")
ENTRE_CHEVRONS = re.compile(r"<([^<>]*)>")
POSTE = re.compile(
    r"[\s,;(]*(?:(?<![a-z])(?:poste|ext(?:ension)?|p|x)(?![a-z])[\s.:#]*|#\s*)(\d{1,6})\)?\s*$", re.IGNORECASE
)
TELEPHONE_MAX = 40
CHIFFRES_MIN = 7


class Lu(NamedTuple):
    """What a cell says once mended, and what was mended in it."""

    valeur: str
    avertissement: str = ""


def clean_cell(texte):
    """Without what no one sees, nor the apostrophe that keeps a spreadsheet from calculating."""
    seen = "".join(char for char in texte if unicodedata.category(char) not in UNSEEN or char in "\n\t")
    text = " ".join(seen.split())
    return text[1:] if re.match(r"['’][=+\-@]", text) else text


def read_courriel(texte):
    """One address: « mailto: », « Nom <adresse> » and full-width signs are mended, two are refused."""
    written = clean_cell(texte).strip("\"'")
    text = unicodedata.normalize("NFKC", written)
    if bracketed := ENTRE_CHEVRONS.findall(text):
        text = " ".join(bracketed)
    parts = [re.sub(r"^mailto:", "", part, flags=re.IGNORECASE) for part in SEPARATEURS.split(text)]
    found = list(dict.fromkeys(fold_email(part.partition("?")[0]).rstrip(".") for part in parts if part))
    if len([part for part in found if "@" in part]) > 1:
        raise ValidationError(
            _("plusieurs adresses dans une case\xa0: une ligne par adresse."), code="courriel"
        )
    return _checked(" ".join(found), written)


def _checked(adresse, written):
    sentence = _("«\xa0%(texte)s\xa0» n’est pas une adresse de courriel.")
    if fold(adresse) != adresse:
        sentence = _("«\xa0%(texte)s\xa0»\xa0: une adresse de courriel n’a ni accent ni lettre étrangère.")
    try:
        if not adresse.isascii():
            raise ValidationError("")
        validate_email(adresse)
    except ValidationError as error:
        raise ValidationError(sentence % {"texte": written[:80]}, code="courriel") from error
    if adresse == fold_email(written):
        return Lu(adresse)
    return Lu(adresse, _("«\xa0%(lu)s\xa0» est lu %(adresse)s.") % {"lu": written[:80], "adresse": adresse})


def read_telephone(texte, extension=""):
    """« 5145550100 » becomes « 514 555-0100 »; the extension, here or in its own column, follows."""
    text = unicodedata.normalize("NFKC", clean_cell(texte))
    if found := POSTE.search(text):
        text, extension = text[: found.start()], extension or found[1]
    digits = _digits(text)
    if len(digits) < CHIFFRES_MIN:
        raise ValidationError(
            _("«\xa0%(texte)s\xa0» n’est pas un numéro de téléphone.") % {"texte": texte[:60]},
            code="telephone",
        )
    number = _spaced(digits) or text.strip()
    if extension:
        number = f"{number}, poste {_digits(extension)}"
    if len(number) > TELEPHONE_MAX:
        raise ValidationError(_("un seul numéro de téléphone par case."), code="telephone")
    return number


def same_number(one, other):
    """The same digits in the same order, whatever stands between them."""
    return _digits(one).removeprefix("1") == _digits(other).removeprefix("1")


def _spaced(digits):
    local = digits.removeprefix("1") if len(digits) == 11 else digits
    return f"{local[:3]} {local[3:6]}-{local[6:]}" if len(local) == 10 else ""


def _digits(texte):
    return "".join(char for char in texte if char in "0123456789")
