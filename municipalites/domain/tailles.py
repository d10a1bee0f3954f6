"""Size classes of municipalities, by their latest known population."""

from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Taille(NamedTuple):
    """`plafond` is the first population beyond the class; the last class has none."""

    code: str
    libelle: str
    plancher: int
    plafond: int | None


TAILLES = (
    Taille("moins-2000", _("Moins de 2\xa0000 habitants"), 0, 2_000),
    Taille("2000-4999", _("De 2\xa0000 à 4\xa0999 habitants"), 2_000, 5_000),
    Taille("5000-9999", _("De 5\xa0000 à 9\xa0999 habitants"), 5_000, 10_000),
    Taille("10000-24999", _("De 10\xa0000 à 24\xa0999 habitants"), 10_000, 25_000),
    Taille("25000-99999", _("De 25\xa0000 à 99\xa0999 habitants"), 25_000, 100_000),
    Taille("100000-plus", _("100\xa0000 habitants et plus"), 100_000, None),
)


def size_class(population):
    """The class of a population, or None when it is not known."""
    if population is None:
        return None
    return next(taille for taille in TAILLES if taille.plafond is None or population < taille.plafond)


def in_class(code, field="population"):
    """The condition, on the population `field`, of being in the class `code`."""
    taille = next(taille for taille in TAILLES if taille.code == code)
    condition = Q(**{f"{field}__gte": taille.plancher})
    return condition if taille.plafond is None else condition & Q(**{f"{field}__lt": taille.plafond})
