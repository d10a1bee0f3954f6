"""Rows that are no data: totals, sources and notes around a table."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import fold

from .codes import read_code

TOTAL = re.compile(
    r"\W*(?:(?:grand |sous[ -]?)?tota(?:l|ux)|ensemble|somme|moyenne|mediane|province|le quebec"
    r"|quebec \(?(?:total|province)\)?)\b"
)
NOTE = re.compile(
    r"\W*(?:sources?|notes?|n\.? ?b\.?|remarques?|legende|symboles?|mise a jour|mis a jour|extrait|extraction"
    r"|donnees|tableau|page|date|realise|produit|prepare|imprime|fin du|https?:)\b"
)
PROVINCE = {"24", "24.0", "QC", "0", "00", "2400000"}


def find_pied(rangee, *, code, nom=""):
    """Why this row is no data: a total, a note; "" when it must be read. `code`, `nom`: its columns."""
    texts = [texte for texte in rangee.cellules if texte]
    heads = [fold(texte[:80]) for texte in (rangee[nom], texts[0]) if texte]
    has_code = _is_code(rangee[code])
    if any(TOTAL.match(head) for head in heads) or (rangee[code] in PROVINCE and not has_code):
        return _("Ligne de total.")
    if not has_code and (len(texts) == 1 or NOTE.match(heads[-1])):
        return _("Note autour du tableau.")
    return ""


def _is_code(texte):
    try:
        return bool(read_code(texte))
    except ValidationError:
        return False
