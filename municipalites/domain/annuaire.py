"""The directory: which municipalities an address asks for, in which order, and what a line says of each."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator

from ..models import Motif, Municipalite
from .chiffres import Chiffre, Tableau
from .contenus import labels, sort_codes

PER_PAGE = 50
POPULATION, IMMIGRANTS, BASE = "pop", "imm", "pop_mp"
COLUMNS = (
    *("code", "nom", "appellation_anglaise", "nature", "niveau", "est_fictif", "latitude", "longitude"),
    *("site_web", "parent", "parent__nom", "parent__code", "parent__niveau"),
    *("parent__parent", "parent__parent__nom", "parent__parent__code", "parent__parent__niveau"),
)


@dataclass(frozen=True)
class Ligne:
    """A municipality, its newest figures (None when no source speaks of it), codes of what it has to show."""

    municipalite: Municipalite
    population: Chiffre | None
    immigrants: Chiffre | None
    contenus: list[str]
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
    def etiquettes(self):
        """What it has to show, in words."""
        names = labels()
        return [names[code] for code in self.contenus]

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
    """A page of what `filtre` finds: one query for its lines, two for their figures.

    Beyond the last page, the first.
    """
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
    """Return a `Ligne` for each of these places, in the same order."""
    keys = [place.pk for place in places]
    rows = Municipalite.objects.with_parents().only(*COLUMNS).order_by("pk").in_bulk(keys)
    tableau = Tableau(rows.values(), codes=[POPULATION, IMMIGRANTS, BASE])
    return [
        Ligne(
            rows[pk],
            tableau.latest(rows[pk], POPULATION),
            tableau.latest(rows[pk], IMMIGRANTS),
            sort_codes(filtre.contents.get(pk, ())),
            langue,
        )
        # Gone when it was closed between the two queries.
        for pk in keys
        if pk in rows
    ]


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
