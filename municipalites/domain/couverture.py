"""What a set of municipalities weighs: how many, what part of Quebec's population and of its immigrants.

A municipality named twice, or once by itself and once through its MRC, counts once; a merged one
counts as its successor. A sum with a missing term is not a sum: it is said, never given in part.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, prefetch_related_objects

from ..models import Municipalite, Niveau, Qualite, Source, Territoire
from .chiffres import Chiffre, Tableau

POPULATION, IMMIGRANTS = "pop", "imm"
PROVINCE = "QC"
MERGERS = 5
ABSENTS_NOMMES = 50


@dataclass(frozen=True)
class Ligne:
    """A municipality of the set and its figures; None when no source speaks of it."""

    territoire: Territoire
    population: Chiffre | None
    immigrants: Chiffre | None


@dataclass(frozen=True)
class Mesure:
    """A part of Quebec: `numerateur` of `denominateur` in `annee`; `absents` have no figure."""

    code: str
    annee: int
    numerateur: Decimal | None
    denominateur: Decimal | None
    absents: tuple[Territoire, ...]
    sources: tuple[Source, ...]
    qualites: tuple[Qualite, ...]

    @property
    def manquants(self):
        return len(self.absents)

    @property
    def premiers_absents(self):
        return self.absents[:ABSENTS_NOMMES]

    @property
    def autres_absents(self):
        return max(0, self.manquants - ABSENTS_NOMMES)

    @property
    def part(self):
        """The exact percentage, or None when a term is missing."""
        if self.numerateur is None or not self.denominateur:
            return None
        return 100 * Fraction(self.numerateur) / Fraction(self.denominateur)


@dataclass(frozen=True)
class Couverture:
    """`nommes` territories were named; they hold `lignes`, each municipality once, in French order.

    `fictifs` invented ones were named too, and left out.
    """

    nommes: int
    fictifs: int
    lignes: tuple[Ligne, ...]
    population: Mesure
    immigrants: Mesure

    @property
    def municipalites(self):
        return tuple(ligne.territoire for ligne in self.lignes)

    @property
    def nombre(self):
        return len(self.lignes)

    @property
    def sources(self):
        """Each source once."""
        cited = [*self.population.sources, *self.immigrants.sources]
        return list({source.pk: source for source in cited}.values())


def coverage(territoires, *, annee):
    """The coverage of `territoires` (municipalities, MRC or regions) with the figures of `annee`.

    Invented territories are never counted. Three queries, and one more per generation of mergers
    that `territoires` were not read with.
    """
    rows = follow_mergers(territoires)
    named = [row for row in rows if not row.est_fictif]
    *covered, quebec = _covered_then_quebec(named)
    tableau = Tableau([*covered, *filter(None, [quebec])], codes=[POPULATION, IMMIGRANTS], annees=[annee])
    measures = [_measure(tableau, code, annee, covered, quebec) for code in (POPULATION, IMMIGRANTS)]
    lignes = (
        Ligne(row, *(tableau.get(row, code, annee) for code in (POPULATION, IMMIGRANTS))) for row in covered
    )
    return Couverture(len(named), len(rows) - len(named), tuple(lignes), *measures)


def follow_mergers(territoires):
    """Each territory once, a closed one replaced by its successor, in the order given."""
    rows = list(dict.fromkeys(territoires))
    for _merger in range(MERGERS):
        closed = [row for row in rows if row.successeur_id]
        if not closed:
            break
        prefetch_related_objects(closed, "successeur")
        rows = list(dict.fromkeys(row.successeur or row for row in rows))
    return rows


def _covered_then_quebec(named):
    """The municipalities in French order, then the province or None."""
    municipalites = Municipalite.objects.real().current().within(named)
    province = Q(niveau=Niveau.PROVINCE, code=PROVINCE)
    rows = Territoire.objects.filter(province | Q(pk__in=municipalites.order_by().values("pk")))
    rows = list(rows.with_parents().in_french_order())
    quebec = next((row for row in rows if row.niveau == Niveau.PROVINCE), None)
    return [*(row for row in rows if row is not quebec), quebec]


def _measure(tableau, code, annee, covered, quebec):
    figures = {row: tableau.get(row, code, annee) for row in [*covered, *filter(None, [quebec])]}
    known = {row: chiffre for row, chiffre in figures.items() if chiffre and chiffre.valeur is not None}
    missing = tuple(row for row in covered if row not in known)
    total = None if missing else sum((known[row].valeur for row in covered), Decimal(0))
    return Mesure(
        code=code,
        annee=annee,
        numerateur=total,
        denominateur=known[quebec].valeur if quebec in known else None,
        absents=missing,
        sources=tuple({chiffre.source.pk: chiffre.source for chiffre in known.values()}.values()),
        qualites=tuple(sorted({chiffre.qualite for chiffre in known.values()})),
    )
