"""The directory: the lines of a page, and what each says of a municipality."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.urls import reverse

from gediq.typographie import format_integer, format_missing, format_percent

from ..models import Motif, Nature
from ..models.territoire import address_of
from .chiffres import Chiffre, Tableau
from .contenus import labels, sort_codes

PER_PAGE = 50
POPULATION, IMMIGRANTS, BASE = "pop", "imm", "pop_mp"


@dataclass(frozen=True)
class Figure:
    """What a cell shows of a figure: `chiffre` is None when no source speaks of it."""

    chiffre: Chiffre | None
    langue: str

    @property
    def is_known(self):
        return self.chiffre is not None and self.chiffre.valeur is not None

    @property
    def motif(self):
        return self.chiffre.motif if self.chiffre else Motif.NON_DISPONIBLE.value

    @property
    def annee(self):
        return self.chiffre.annee if self.is_known else None

    @property
    def texte(self):
        if not self.is_known:
            return format_missing(self.motif, langue=self.langue)
        return format_integer(self.chiffre.valeur, langue=self.langue)

    @property
    def part(self):
        """The share, with one decimal; empty when a term is missing."""
        share = self.chiffre.part if self.is_known else None
        return "" if share is None else format_percent(share, 1, langue=self.langue)


@dataclass(frozen=True)
class Ligne:
    """A municipality: where it is, its newest figures, codes of what it has to show."""

    place: object
    mrc: object
    region: object
    situation: str
    population: Figure
    immigrants: Figure
    contenus: list[str]
    langue: str

    @property
    def nom(self):
        return self.place.name_in(self.langue)

    @cached_property
    def adresse(self):
        return reverse(
            "municipalites:municipalite-detail", args=[address_of(self.place.code, self.place.nom)]
        )

    @property
    def etiquettes(self):
        """What it has to show, in words."""
        names = labels()
        return [names[code] for code in self.contenus]


@dataclass(frozen=True)
class Mention:
    """Where the figures of a column come from, and of which years."""

    indicateur: object
    source: object
    annees: list[int]


@dataclass(frozen=True)
class Annuaire:
    """One page of the directory; `absente`: the page asked for does not exist, and this is the first."""

    lignes: list[Ligne]
    page: object
    total: int
    fictives: int
    absente: bool

    @cached_property
    def annee_population(self):
        return _usual_year(ligne.population for ligne in self.lignes)

    @cached_property
    def annee_immigrants(self):
        return _usual_year(ligne.immigrants for ligne in self.lignes)

    @property
    def mentions(self):
        """The sources of the figures of the page, by column, each once."""
        cited = {}
        for figure in (cell for ligne in self.lignes for cell in (ligne.population, ligne.immigrants)):
            if figure.is_known:
                chiffre = figure.chiffre
                key = (chiffre.indicateur.position, chiffre.indicateur.pk, chiffre.source.code)
                cited.setdefault(key, (chiffre.indicateur, chiffre.source, set()))[2].add(chiffre.annee)
        return [Mention(row, source, sorted(years)) for _key, (row, source, years) in sorted(cited.items())]


def list_municipalites(filtre, asked, langue):
    """A page of what `filtre` finds; beyond the last page, the first."""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    paginator = Paginator(filtre.found, PER_PAGE)
    is_there = 1 <= number <= paginator.num_pages
    page = paginator.page(number if is_there else 1)
    return Annuaire(
        lignes=describe(page.object_list, filtre, langue),
        page=page,
        total=len(filtre.found),
        fictives=sum(place.est_fictif for place in filtre.found),
        absente=not is_there,
    )


def describe(places, filtre, langue):
    """Return a `Ligne` for each of these places, in the same order: two queries, for the figures."""
    tableau = Tableau(places, codes=[POPULATION, IMMIGRANTS, BASE])
    return [
        Ligne(
            place,
            filtre.parent_of(place, "mrc"),
            filtre.parent_of(place, "region"),
            describe_place(place, filtre),
            Figure(tableau.latest(place, POPULATION), langue),
            Figure(tableau.latest(place, IMMIGRANTS), langue),
            sort_codes(filtre.contents.get(place.pk, ())),
            langue,
        )
        for place in places
    ]


def describe_place(place, filtre):
    """« Ville · Kamouraska · Bas-Saint-Laurent »: what tells apart two places of one name."""
    nature = str(Nature(place.nature).label) if place.nature else ""
    around = (filtre.parent_of(place, name) for name in ("mrc", "region"))
    return " · ".join(filter(None, [nature, *(row.nom for row in around if row)]))


def _usual_year(figures):
    """The year of most figures of a column, said at its head; None when the column is empty."""
    years = Counter(figure.annee for figure in figures if figure.is_known)
    return max(years, key=lambda annee: (years[annee], annee), default=None)
