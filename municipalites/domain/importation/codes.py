"""The geographic code of a municipality, as Excel and Statistics Canada bend it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .nombres import ESPACES, MAX_EXTRAIT

QUEBEC = "24"
DGUID = re.compile(r"[0-9]{4}A0005(24[0-9]{5})")
FORMULE = re.compile(r'="?([^"]*)"?')
NOMBRE_ENTIER = re.compile(r"([0-9]+)(?:[.,]0+)?")


@dataclass(frozen=True)
class Code:
    """Five digits, and what had to be done to the text to find them."""

    code: str
    avertissement: str = ""


def read_code(texte):
    """« 1023 » lost its zero, « 66023.0 » was a number, « 2466023 » comes from a census; else refused."""
    digits = _digits(texte)
    if len(digits) == 7 and digits.startswith(QUEBEC):
        return Code(_real(digits[2:], texte))
    if len(digits) == 4:
        sentence = _("Zéro de tête rétabli\xa0: «\xa0%(texte)s\xa0» est lu %(code)s.")
        return Code(_real(f"0{digits}", texte), sentence % {"texte": texte, "code": f"0{digits}"})
    if len(digits) == 5:
        return Code(_real(digits, texte))
    raise _refusal(
        texte, _("«\xa0%(texte)s\xa0» n’est pas un code géographique\xa0: il en faut les cinq chiffres.")
    )


def _digits(texte):
    text = re.sub(f"[{ESPACES}]", "", texte.strip()).lstrip("'’")
    if formula := FORMULE.fullmatch(text):
        text = formula[1]
    if dguid := DGUID.fullmatch(text):
        return dguid[1]
    number = NOMBRE_ENTIER.fullmatch(text)
    return number[1] if number else ""


def _real(code, texte):
    if code.startswith("00"):
        raise _refusal(
            texte, _("«\xa0%(texte)s\xa0»\xa0: un code qui commence par 00 est réservé à la démonstration.")
        )
    return code


def _refusal(texte, sentence):
    return ValidationError(sentence % {"texte": texte[:MAX_EXTRAIT]}, code="code")
