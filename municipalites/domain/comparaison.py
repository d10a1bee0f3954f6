"""Two to five municipalities beside their region and Quebec: shares first, one scale, no rank."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gediq.filtres import UNREADABLE

from ..models import Famille, Motif, Municipalite, Niveau, Territoire, Unite
from .annuaire import describe_place
from .chiffres import Tableau
from .ecriture import write_quality, write_share, write_value
from .lignes import name_place

LEAST, MOST = 2, 5
# Beyond these, an address was not written by a reader.
READ = 20
SCALES = (1, 2, 5, 10, 20, 30, 40, 50, 60, 80, 100)
PROVINCE = "QC"


class Demande:
    """What an address asks to compare: codes, in the order given; what cannot be is told in sentences."""

    def __init__(self, codes):
        asked = list(dict.fromkeys(code.strip() for code in codes[:READ] if code.strip()))
        rows = {row.code: row for row in _named([code for code in asked if _is_code(code)])}
        known = [rows[code] for code in asked if code in rows]
        self.municipalites = known[:MOST]
        self.refus = [self._unknown(code) for code in asked if code not in rows]
        if len(known) > MOST:
            self.refus.append(_("On compare cinq municipalités au plus\xa0: voici les cinq premières."))

    def _unknown(self, code):
        if not code.isprintable():
            return str(UNREADABLE["null_characters_not_allowed"])
        return _("Aucune municipalité n’a le code «\xa0%(valeur)s\xa0».") % {
            "valeur": Truncator(code).chars(40)
        }

    @property
    def choisies(self):
        """Each municipality chosen, and the address without it."""
        return [
            {"municipalite": row, "requete": self.query_string(without=row)} for row in self.municipalites
        ]

    @property
    def is_enough(self):
        return len(self.municipalites) >= LEAST

    @property
    def is_full(self):
        return len(self.municipalites) == MOST

    def query_string(self, *, without=None, more=None):
        codes = [row.code for row in self.municipalites if row is not without]
        return urlencode([("m", code) for code in [*codes, *([more] if more else [])]])


@dataclass(frozen=True)
class Proposition:
    """A municipality that a search found, and the address with it."""

    nom: str
    situation: str
    est_fictif: bool
    requete: str


def propose(demande, filtre, langue):
    """The first municipalities that the words of `filtre` find, but for those already there."""
    if "q" not in filtre.chosen or demande.is_full:
        return []
    chosen = {row.pk for row in demande.municipalites}
    found = [place for place in filtre.found if place.pk not in chosen]
    return [
        Proposition(
            place.name_in(langue),
            describe_place(place, filtre),
            place.est_fictif,
            demande.query_string(more=place.code),
        )
        for place in found[:READ]
    ]


@dataclass(frozen=True)
class Cellule:
    """A figure of one territory, as written; `barre` is its length, in hundredths of the scale."""

    territoire: Territoire
    nom: str
    chiffre: object
    part: str = ""
    compte: str = ""
    barre: int = 0
    motif: str = ""
    precision: str = ""

    @property
    def is_repere(self):
        """A larger territory, to compare with."""
        return self.territoire.niveau != Niveau.MUNICIPALITE


@dataclass(frozen=True)
class Mention:
    """A source, and the territories whose figure it gives when there are several sources."""

    source: object
    noms: list[str]


@dataclass(frozen=True)
class Rapprochement:
    """One indicator in one year, territory by territory."""

    indicateur: object
    annee: int
    cellules: list[Cellule]
    echelle: int | None

    @cached_property
    def mentions(self):
        sources = {}
        for cell in self.cellules:
            if cell.chiffre:
                source = cell.chiffre.source
                sources.setdefault(source.code, (source, []))[1].append(cell.nom)
        alone = len(sources) == 1
        return [Mention(source, [] if alone else names) for source, names in sources.values()]


class Comparaison:
    """The figures of these municipalities, in three queries."""

    def __init__(self, municipalites, langue):
        self.municipalites, self.langue = municipalites, langue
        self.reperes = [*_common_region(municipalites), *_quebec()]
        self._tableau = Tableau([*municipalites, *self.reperes])

    @cached_property
    def rapprochements(self):
        """One per indicator of which at least one of the municipalities has a figure."""
        rows = (self._compare(row) for row in self._tableau.indicateurs.values())
        return [row for row in rows if row]

    @property
    def familles(self):
        """(heading, its indicators) in the order of the page of a municipality."""
        groups = [
            (famille, [row for row in self.rapprochements if row.indicateur.famille == famille])
            for famille in Famille
        ]
        return [(famille, rows) for famille, rows in groups if rows]

    @property
    def absents(self):
        """Indicators without a figure for any of them."""
        shown = {row.indicateur.pk for row in self.rapprochements}
        return [row for row in self._tableau.indicateurs.values() if row.pk not in shown]

    def is_translated(self, langue):
        told = [row.indicateur for row in self.rapprochements] + self.absents
        sources = [mention.source for row in self.rapprochements for mention in row.mentions]
        return all(row.is_translated(langue) for row in [*told, *sources])

    def _compare(self, indicateur):
        annee = self._year(indicateur.code)
        if annee is None:
            return None
        territoires = [*self.municipalites, *self.reperes]
        figures = [self._tableau.get(row, indicateur.code, annee) for row in territoires]
        shares = [share_of(figure) for figure in figures]
        scale = _scale(shares)
        cells = [self._cell(*told, scale) for told in zip(territoires, figures, shares, strict=True)]
        return Rapprochement(indicateur, annee, cells, scale)

    def _year(self, code):
        """The newest year known of all of them, else of one of them at least."""
        known = {
            annee: sum(self._is_known(row, code, annee) for row in self.municipalites)
            for annee in self._tableau.years(code)
        }
        whole = [annee for annee, count in known.items() if count == len(self.municipalites)]
        return max(whole or [annee for annee, count in known.items() if count], default=None)

    def _is_known(self, row, code, annee):
        figure = self._tableau.get(row, code, annee)
        return figure is not None and figure.valeur is not None

    def _cell(self, territoire, figure, share, scale):
        nom = name_of(territoire, self.langue)
        if figure is None or figure.valeur is None:
            motif = figure.motif if figure else Motif.NON_DISPONIBLE.value
            return Cellule(territoire, nom, figure, motif=motif)
        return Cellule(
            territoire,
            nom,
            figure,
            part="" if share is None else write_share(share, langue=self.langue),
            compte=self._count(figure),
            barre=0 if share is None else round(100 * share / scale),
            precision=write_quality(figure.qualite, langue=self.langue),
        )

    def _count(self, figure):
        if figure.indicateur.unite == Unite.POURCENTAGE:
            return ""
        return write_value(figure.valeur, figure.indicateur, langue=self.langue)


def name_of(territoire, langue):
    """A region is told from the city that has its name."""
    if territoire.niveau == Niveau.MUNICIPALITE:
        return territoire.name_in(langue)
    return name_place(territoire, langue)


def share_of(figure):
    """The percentage of a figure, computed or published as one; None when it has none."""
    if figure is None or figure.valeur is None:
        return None
    if figure.indicateur.unite == Unite.POURCENTAGE:
        return Fraction(figure.valeur)
    return figure.part


def _scale(shares):
    """The end of the common scale, in per cent; None when no share is known."""
    known = [share for share in shares if share is not None]
    return next((end for end in SCALES if end >= max(known)), 100) if known else None


def _named(codes):
    return Municipalite.objects.current().with_parents().filter(code__in=codes).order_by("pk")


def _is_code(code):
    return len(code) == 5 and code.isascii() and code.isdecimal()


def _common_region(municipalites):
    regions = {row.region and row.region.pk: row.region for row in municipalites}
    return [region for region in regions.values() if region and len(regions) == 1]


def _quebec():
    return Territoire.objects.filter(niveau=Niveau.PROVINCE, code=PROVINCE).order_by("pk")
