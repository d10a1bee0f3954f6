"""A line of a file, with its physical number, and how much of them is accepted."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_LIGNES = 100_000
MAX_COLONNES = 500


@dataclass(frozen=True)
class Ligne:
    """`numero` is the line that a person sees in a text editor, or the row of Excel."""

    numero: int
    cellules: list[str]

    def __bool__(self):
        return any(self.cellules)


def make_ligne(numero, cellules):
    """Cells without the spaces around them, and none after the last one that says something."""
    texts = [str(cellule).strip() for cellule in cellules]
    while texts and not texts[-1]:
        texts.pop()
    refuse_width(numero, texts)
    return Ligne(numero, texts)


def refuse_width(numero, cellules):
    if len(cellules) > MAX_COLONNES:
        sentence = _("La ligne %(ligne)d compte plus de %(max)d colonnes\xa0: le fichier n’est pas accepté.")
        raise ValidationError(sentence % {"ligne": numero, "max": MAX_COLONNES}, code="trop_grand")
