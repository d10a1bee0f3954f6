"""Municipalities of a like size, to find a counterpart: a list of neighbours, never a rank."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import (
    BooleanField,
    Case,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Abs

from gediq.requetes import Blanc, RequeteFixe

from ..models import Municipalite, Niveau, Valeur

MOST, CONSIDERED = 5, 60
AMOUNT = DecimalField(max_digits=14, decimal_places=2)
IMMIGRANTS = "imm"
PLACE = ("code", "nom", "cle_tri", "parent_id", "parent__niveau", "parent__parent_id")


@dataclass(frozen=True)
class Semblable:
    municipalite: Municipalite
    population: Decimal
    part: Fraction | None
    region_id: int | None


def find_similar(municipalite, population, immigrants):
    """At most five, in French order, of half to twice the population, in one query.

    `population` and `immigrants` are its own `Chiffre`, or None. Sixty are considered: those of the same
    region, then the nearest in size. Of them, first come those of the same region, then those whose
    share of immigrants is nearest (where both are known), then the nearest in size. Exact fractions:
    both databases agree.
    """
    if population is None or not population.valeur:
        return []
    region, part = municipalite.region, immigrants and immigrants.part
    found = _candidates(municipalite, population, immigrants)
    found.sort(key=lambda row: _distance(row, region and region.pk, population.valeur, part))
    return sorted(found[:MOST], key=lambda row: (row.municipalite.cle_tri, row.municipalite.pk))


def _distance(row, region_id, population, part):
    sizes = sorted([Fraction(row.population), Fraction(population)])
    return (
        region_id is None or row.region_id != region_id,
        part is None or row.part is None,
        abs(row.part - part) if part is not None and row.part is not None else 0,
        sizes[1] / sizes[0],
        row.municipalite.code,
    )


def _candidates(municipalite, population, immigrants):
    region = municipalite.region
    rows = CANDIDATES.rows(
        ville=municipalite.pk,
        region=region and region.pk,
        indicateur=population.indicateur.pk,
        annee=population.annee,
        annee_part=immigrants.annee if immigrants else population.annee,
        population=population.valeur,
        moitie=population.valeur / 2,
        double=population.valeur * 2,
        est_fictif=municipalite.est_fictif,
    )
    found = {}
    for row in rows:
        found.setdefault(row[0], _semblable(*row))
    return list(found.values())


# --- The query ------------------------------------------------------------------------------------


def _build():
    """The figures of the nearest ones, which are chosen first: each costs four readings."""
    return (
        Valeur.objects.rewrite(False)
        .filter(pk__in=_nearest().values("pk"))
        .most_trusted_first()
        .annotate(immigrants=_figure("valeur"), base_part=_figure("base_lue"))
        .values_list(
            *("territoire_id", "valeur", "immigrants", "base_part"),
            *(f"territoire__{name}" for name in PLACE),
        )
    )


def _nearest():
    region, size = Blanc("region", IntegerField()), Blanc("population", AMOUNT)
    of_the_region = Q(territoire__parent=region) | Q(territoire__parent__parent=region)
    return (
        Valeur.objects.filter(
            indicateur=Blanc("indicateur", IntegerField()),
            annee=Blanc("annee", IntegerField()),
            valeur__range=(Blanc("moitie", AMOUNT), Blanc("double", AMOUNT)),
            territoire__niveau=Niveau.MUNICIPALITE,
            territoire__date_fin=None,
            territoire__est_fictif=Blanc("est_fictif", BooleanField()),
        )
        .exclude(territoire=Blanc("ville", IntegerField()))
        .annotate(is_far=Case(When(of_the_region, then=0), default=1), gap=Abs(F("valeur") - size))
        .order_by("is_far", "gap", "territoire__code", "pk")[:CONSIDERED]
    )


def _figure(column):
    """Of the most trusted count of immigrants in the place outside, in the year of the share compared."""
    rows = Valeur.objects.filter(
        territoire=OuterRef("territoire"),
        annee=Blanc("annee_part", IntegerField()),
        indicateur__code=IMMIGRANTS,
    )
    return Subquery(rows.with_base().most_trusted_first().values(column)[:1])


CANDIDATES = RequeteFixe(_build)


# --- The rows as objects --------------------------------------------------------------------------


def _semblable(pk, valeur, immigrants, base, code, nom, key, parent_id, niveau, above_id):
    known = immigrants is not None and base
    return Semblable(
        Municipalite(pk=pk, code=code, nom=nom, cle_tri=bytes(key)),
        _exact(valeur),
        100 * Fraction(_exact(immigrants)) / Fraction(_exact(base)) if known else None,
        parent_id if niveau == Niveau.REGION else above_id,
    )


def _exact(number):
    """SQLite gives a decimal as the float that prints the same."""
    return Decimal(str(number))
