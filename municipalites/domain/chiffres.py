"""Figures as readers meet them: the most trusted source of a year, its share of a base, why it is absent."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ..models import Indicateur, Qualite, Source, Valeur

LANGUES = ("fr", "en")
COLUMNS = (
    *("territoire_id", "indicateur_id", "annee", "source_id", "valeur", "motif", "base", "qualite"),
    *("note_fr", "note_en"),
)
SOURCE = (
    *("id", "code", "url", "date_consultation", "est_fictive"),
    *(
        f"{name}_{langue}"
        for name in ("producteur", "titre", "licence", "attribution", "note")
        for langue in LANGUES
    ),
)


class Releve(NamedTuple):
    """One stored row, without the weight of a model: a page reads hundreds."""

    territoire_id: int
    indicateur_id: int
    annee: int
    source_id: int
    valeur: Decimal | None
    motif: str
    base: Decimal | None
    qualite: str
    note_fr: str | None
    note_en: str | None


@dataclass(frozen=True)
class Chiffre:
    """What is known of one indicator, in one territory and one year.

    `releves` holds every source's row, the most trusted first, which is the one shown. `base` is the
    denominator: the one published with the figure, else the figure of the base indicator that year,
    of the same source if it gives one; `source_base` names the other source it had to be taken from.
    """

    indicateur: Indicateur
    annee: int
    releves: tuple[Releve, ...]
    sources: tuple[Source, ...]
    base: Decimal | None = None
    source_base: Source | None = None

    @property
    def valeur(self):
        return self.releves[0].valeur

    @property
    def motif(self):
        return self.releves[0].motif

    @property
    def source(self):
        return self.sources[0]

    @property
    def qualite(self):
        return Qualite(self.releves[0].qualite)

    @property
    def est_fictif(self):
        return self.source.est_fictive

    @cached_property
    def part(self):
        """The percentage of the base, exact, or None when one of the two terms is missing."""
        if self.valeur is None or not self.base:
            return None
        return 100 * Fraction(self.valeur) / Fraction(self.base)

    @property
    def est_part(self):
        return self.part is not None

    def note_in(self, langue):
        """(text, its language): an English note falls back to French."""
        row = self.releves[0]
        if langue == "en" and row.note_en:
            return row.note_en, "en"
        return row.note_fr or "", "fr"


class Tableau:
    """The figures of some territories and their sources, in two queries whatever their number."""

    def __init__(self, territoires, *, codes=None, annees=None):
        self._sources = {}
        self.indicateurs = {row.pk: row for row in Indicateur.objects.all()}
        for row in self.indicateurs.values():
            row.base = self.indicateurs.get(row.base_id)
        self._codes = {row.code: row.pk for row in self.indicateurs.values()}
        self._rows = self._read(territoires, codes, annees)

    def _read(self, territoires, codes, annees):
        rows = Valeur.objects.rewrite(False).filter(territoire__in=[row.pk for row in territoires])
        if codes is not None:
            rows = rows.filter(indicateur__in=[self._codes[code] for code in codes if code in self._codes])
        if annees is not None:
            rows = rows.filter(annee__in=annees)
        grouped, self._years = defaultdict(list), defaultdict(set)
        columns = (*COLUMNS, *(f"source__{name}" for name in SOURCE))
        for values in rows.most_trusted_first().values_list(*columns):
            releve = Releve(*values[: len(COLUMNS)])
            grouped[releve[:3]].append(releve)
            self._years[releve[:2]].add(releve.annee)
            if releve.source_id not in self._sources:
                facts = zip(SOURCE, values[len(COLUMNS) :], strict=True)
                self._sources[releve.source_id] = Source(**dict(facts))
        return grouped

    def get(self, territoire, code, annee):
        """The `Chiffre` of this territory, or None when no source speaks of it."""
        indicateur = self.indicateurs.get(self._codes.get(code))
        releves = indicateur and self._rows.get((territoire.pk, indicateur.pk, annee))
        if not releves:
            return None
        sources = tuple(self._sources[releve.source_id] for releve in releves)
        return Chiffre(
            indicateur, annee, tuple(releves), sources, *self._base(territoire, indicateur, releves[0])
        )

    def latest(self, territoire, code):
        """The newest year with a value, else the newest one that says why there is none, else None."""
        figures = [self.get(territoire, code, annee) for annee in self.years(code, territoire)]
        known = [chiffre for chiffre in figures if chiffre.valeur is not None]
        return (known or figures or [None])[-1]

    def series(self, territoire, code):
        """The figures of every year some source speaks of, the oldest first."""
        return [self.get(territoire, code, annee) for annee in self.years(code, territoire)]

    def years(self, code=None, territoire=None):
        """Years present, in order: of all, of one indicator, of one territory."""
        key, pk = self._codes.get(code), territoire and territoire.pk
        if code is not None and territoire is not None:
            return sorted(self._years.get((pk, key), ()))
        return sorted(
            {
                annee
                for row, indicateur, annee in self._rows
                if (code is None or indicateur == key) and (territoire is None or row == pk)
            }
        )

    def _base(self, territoire, indicateur, releve):
        """(denominator, its source if it is another): a source is divided by its own base when it has one."""
        if releve.base is not None or indicateur.base_id is None:
            return releve.base, None
        rows = self._rows.get((territoire.pk, indicateur.base_id, releve.annee), ())
        known = [row for row in rows if row.valeur is not None]
        own = [row for row in known if row.source_id == releve.source_id]
        if own or not known:
            return (own[0].valeur if own else None), None
        return known[0].valeur, self._sources[known[0].source_id]
