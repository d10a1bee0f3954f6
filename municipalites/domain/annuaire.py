"""The directory: which municipalities an address asks for, in which order, and what a line says of each."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, Value, When, Window

from gediq.registre import contenus

from ..models import Motif, Municipalite
from .chiffres import Chiffre, Tableau
from .contenus import ENTENTES, has

PER_PAGE = 50
POPULATION, IMMIGRANTS, BASE = "pop", "imm", "pop_mp"
COLUMNS = (
    *("code", "nom", "appellation_anglaise", "nature", "niveau", "est_fictif", "latitude", "longitude"),
    *("site_web", "parent", "parent__nom", "parent__code", "parent__niveau"),
    *("parent__parent", "parent__parent__nom", "parent__parent__code", "parent__parent__niveau"),
)


@dataclass(frozen=True)
class Ligne:
    """A municipality, its newest figures (None when no source speaks of it), what it has to show."""

    municipalite: Municipalite
    population: Chiffre | None
    immigrants: Chiffre | None
    contenus: list
    langue: str

    @property
    def nom(self):
        return self.municipalite.name_in(self.langue)

    @property
    def situation(self):
        """« Ville · Kamouraska · Bas-Saint-Laurent »: what tells apart two places of one name."""
        row = self.municipalite
        places = (place.nom for place in (row.mrc, row.region) if place)
        return " · ".join(filter(None, [row.get_nature_display(), *places]))

    @property
    def motif_population(self):
        return self.population.motif if self.population else Motif.NON_DISPONIBLE

    @property
    def motif_immigrants(self):
        return self.immigrants.motif if self.immigrants else Motif.NON_DISPONIBLE

    @property
    def a_population(self):
        return self.population is not None and self.population.valeur is not None

    @property
    def a_immigrants(self):
        return self.immigrants is not None and self.immigrants.valeur is not None


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

    @property
    def annee_population(self):
        return self._usual_year(ligne.population for ligne in self.lignes)

    @property
    def annee_immigrants(self):
        return self._usual_year(ligne.immigrants for ligne in self.lignes)

    @property
    def mentions(self):
        return sources_of(self.lignes)

    def _usual_year(self, chiffres):
        """The year of most figures of a column, said at its head; None when the column is empty."""
        years = Counter(chiffre.annee for chiffre in chiffres if chiffre and chiffre.valeur is not None)
        return max(years, key=lambda annee: (years[annee], annee), default=None)


def list_municipalites(filtre, asked, langue):
    """One query for the lines and their number, two for their figures; beyond the last page, the first."""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    found = filtre.apply(Municipalite.objects.current()).annotate(
        total=Window(Count("*")), fictives=Window(Count("pk", filter=Q(est_fictif=True)))
    )
    found = for_lines(found)
    rows = list(_page_of(found, number)) if number else []
    absent = not rows and number != 1
    if absent:
        number, rows = 1, list(_page_of(found, 1))
    total, fictives = (rows[0].total, rows[0].fictives) if rows else (0, 0)
    paginator = Paginator([], PER_PAGE)
    paginator.count = total
    return Annuaire(describe(rows, langue), paginator.page(number), total, fictives, absent)


def for_lines(municipalites):
    """What a line names of each, and whether it has each kind of content."""
    flags = {
        f"contenu_{rank}": Case(When(has(contenu), then=Value(True)), default=Value(False))
        for rank, contenu in enumerate(contenus)
    }
    return municipalites.with_parents().only(*COLUMNS).annotate(**flags)


def describe(municipalites, langue):
    """Return a `Ligne` for each, in the same order."""
    tableau = Tableau(municipalites, codes=[POPULATION, IMMIGRANTS, BASE])
    return [
        Ligne(
            row,
            tableau.latest(row, POPULATION),
            tableau.latest(row, IMMIGRANTS),
            contents_of(row),
            langue,
        )
        for row in municipalites
    ]


def contents_of(row):
    """Of several agreements, the best one alone is told."""
    held = [contenu for rank, contenu in enumerate(contenus) if getattr(row, f"contenu_{rank}")]
    agreements = [contenu for contenu in ENTENTES.values() if contenu in held]
    return [contenu for contenu in held if contenu not in agreements[1:]]


def sources_of(lignes):
    """The sources of the figures of these lines, by column, each once."""
    cited = {}
    for chiffre in (row for ligne in lignes for row in (ligne.population, ligne.immigrants)):
        if chiffre and chiffre.valeur is not None:
            key = (chiffre.indicateur.position, chiffre.indicateur.pk, chiffre.source.code)
            cited.setdefault(key, (chiffre.indicateur, chiffre.source, set()))[2].add(chiffre.annee)
    return [
        Mention(row, source, sorted(years))
        for _key, (row, source, years) in sorted(cited.items(), key=lambda item: item[0])
    ]


def _page_of(rows, number):
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE]
