"""The figures of a territory as a grid: a row per indicator of a family, a column per year and source."""

from dataclasses import dataclass
from typing import NamedTuple

from ..models import Indicateur, Source, Valeur
from .ecriture import write_quality
from .saisie import Cle, exact_state, say_state


class Colonne(NamedTuple):
    annee: int
    source: Source


@dataclass
class Case:
    """`lu` is the exact state that a save will compare; `texte` what the cell shows or what was typed."""

    cle: Cle
    lu: str
    texte: str
    qualite: str = ""
    erreur: str = ""

    @property
    def nom(self):
        return ".".join(map(str, self.cle))


@dataclass
class Ligne:
    indicateur: Indicateur
    cases: list[Case]


@dataclass
class Grille:
    colonnes: list[Colonne]
    lignes: list[Ligne]

    def cases(self):
        return [case for ligne in self.lignes for case in ligne.cases]


def read_grid(territoire, famille, *, ajouts=(), langue="fr"):
    """The grid of one family, with the columns `ajouts` even while they are empty; two queries."""
    indicateurs = list(Indicateur.objects.filter(famille=famille))
    rows = Valeur.objects.filter(territoire=territoire.pk, indicateur__in=indicateurs)
    found, colonnes = {}, {}
    for row in rows.select_related("source"):
        found[row.indicateur_id, row.annee, row.source.code] = row
        colonnes[row.annee, row.source.code] = Colonne(row.annee, row.source)
    for ajout in ajouts:
        colonnes.setdefault((ajout.annee, ajout.source.code), ajout)
    keys = sorted(colonnes)
    lignes = [
        Ligne(indicateur, [_case(indicateur, *key, found, langue) for key in keys])
        for indicateur in indicateurs
    ]
    return Grille([colonnes[key] for key in keys], lignes)


def _case(indicateur, annee, source, found, langue):
    row = found.get((indicateur.pk, annee, source))
    state = exact_state(row)
    qualite = write_quality(row.qualite, langue=langue) if row else ""
    return Case(Cle(indicateur.code, annee, source), state, say_state(state), qualite)
