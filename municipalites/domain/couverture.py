"""What a set of municipalities weighs: how many, what part of Quebec's population and of its immigrants.

A municipality named twice, or once by itself and once through its MRC, counts once; a merged one
counts as its successor. A sum with a missing term is not a sum: it is said, never given in part.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..models import Municipalite, Niveau, Territoire
from .chiffres import Tableau

POPULATION, IMMIGRANTS = "pop", "imm"
PROVINCE = "QC"
MERGERS = 5


@dataclass(frozen=True)
class Mesure:
    """A part of Quebec: `numerateur` of `denominateur` in `annee`; `manquants` have no figure."""

    code: str
    annee: int
    numerateur: Decimal | None
    denominateur: Decimal | None
    manquants: int

    @property
    def part(self):
        """The exact percentage, or None when a term is missing."""
        if self.numerateur is None or not self.denominateur:
            return None
        return 100 * Fraction(self.numerateur) / Fraction(self.denominateur)


@dataclass(frozen=True)
class Couverture:
    """`nommes` territories were named; they hold `municipalites`, each once, in French order."""

    nommes: int
    municipalites: tuple[Municipalite, ...]
    population: Mesure
    immigrants: Mesure

    @property
    def nombre(self):
        return len(self.municipalites)


def coverage(territoires, *, annee):
    """The coverage of `territoires` (municipalities, MRC or regions) with the figures of `annee`.

    Invented territories are never counted. Four queries, and one more per generation of mergers.
    """
    named = [row for row in follow_mergers(territoires) if not row.est_fictif]
    covered = tuple(Municipalite.objects.real().current().within(named).in_french_order())
    quebec = Territoire.objects.filter(niveau=Niveau.PROVINCE, code=PROVINCE).first()
    tableau = Tableau([*covered, *filter(None, [quebec])], codes=[POPULATION, IMMIGRANTS], annees=[annee])
    measures = [_measure(tableau, code, annee, covered, quebec) for code in (POPULATION, IMMIGRANTS)]
    return Couverture(len(named), covered, *measures)


def follow_mergers(territoires):
    """Each territory once, a closed one replaced by its successor, in the order given."""
    rows = list(dict.fromkeys(territoires))
    for _merger in range(MERGERS):
        keys = {row.successeur_id for row in rows if row.successeur_id}
        if not keys:
            break
        successors = Territoire.objects.in_bulk(keys)
        rows = list(dict.fromkeys(successors.get(row.successeur_id, row) for row in rows))
    return rows


def _measure(tableau, code, annee, covered, quebec):
    figures = [_value(tableau, row, code, annee) for row in covered]
    missing = figures.count(None)
    total = _value(tableau, quebec, code, annee) if quebec else None
    return Mesure(code, annee, None if missing else sum(figures, Decimal(0)), total, missing)


def _value(tableau, territoire, code, annee):
    chiffre = tableau.get(territoire, code, annee)
    return chiffre and chiffre.valeur
