"""Municipalities of a like size, to find a counterpart: a list of neighbours, never a rank."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Subquery

from ..models import Municipalite, Niveau, Valeur

MOST = 5
IMMIGRANTS, BASE = "imm", "pop_mp"
PLACE = ("code", "nom", "cle_tri", "parent_id", "parent__niveau", "parent__parent_id")


@dataclass(frozen=True)
class Semblable:
    municipalite: Municipalite
    population: Decimal
    part: Fraction | None
    region_id: int | None


def find_similar(municipalite, population, immigrants):
    """At most five, in French order, of half to twice the population, in one query.

    `population` and `immigrants` are its own `Chiffre`, or None. First come those of the same region,
    then those whose share of immigrants that year is nearest (where both are known), then those of
    the nearest size. Exact fractions: both databases agree.
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
    annee = immigrants.annee if immigrants else population.annee
    rows = (
        Valeur.objects.filter(
            indicateur=population.indicateur,
            annee=population.annee,
            valeur__range=(population.valeur / 2, population.valeur * 2),
            territoire__niveau=Niveau.MUNICIPALITE,
            territoire__date_fin=None,
            territoire__est_fictif=municipalite.est_fictif,
        )
        .exclude(territoire=municipalite.pk)
        .most_trusted_first()
        .annotate(
            immigrants=_figure(IMMIGRANTS, "valeur", annee),
            base_publiee=_figure(IMMIGRANTS, "base", annee),
            base_lue=_figure(BASE, "valeur", annee),
        )
        .values_list(
            *("valeur", "immigrants", "base_publiee", "base_lue"),
            *("territoire_id", *(f"territoire__{name}" for name in PLACE)),
        )
    )
    found = {}
    for row in rows:
        found.setdefault(row[4], _semblable(*row))
    return list(found.values())


def _figure(code, column, annee):
    """Of the most trusted source for the place outside and that year."""
    rows = Valeur.objects.filter(territoire=OuterRef("territoire"), annee=annee, indicateur__code=code)
    return Subquery(rows.most_trusted_first().values(column)[:1])


def _semblable(valeur, immigrants, published, read, pk, code, nom, key, parent_id, niveau, above_id):
    base = published or read
    known = immigrants is not None and base
    return Semblable(
        Municipalite(pk=pk, code=code, nom=nom, cle_tri=bytes(key)),
        valeur,
        100 * Fraction(immigrants) / Fraction(base) if known else None,
        parent_id if niveau == Niveau.REGION else above_id,
    )
