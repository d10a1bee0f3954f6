"""The one query string of the directory: read, checked and applied the same way by page and files.

Quebec has some eleven hundred municipalities, and never ten times more: their names, places and
populations are read in one query and compared here, exactly, the same on every database.
"""

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db.models import FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gediq.filtres import Filtre, text_filter, words_filter
from gediq.recherche.normaliseur import normalize, query_words
from gediq.requetes import RequeteFixe

from ..models import Niveau, Territoire, Valeur
from .contenus import ENTENTES, chain_of, contents_of
from .tailles import TAILLES, size_class

LEVELS = {"region": Niveau.REGION, "mrc": Niveau.MRC}
ETATS = {"en_vigueur": "entente-en-vigueur", "passee": "entente-passee", "sans_date": "entente-sans-date"}
NO_AGREEMENT = "aucune"
IMMIGRANTS, BASE = "imm", "pop_mp"
LISTS = {
    "taille": [(taille.code, taille.libelle) for taille in TAILLES],
    "entente": [
        *((etat, ENTENTES[code]) for etat, code in ETATS.items()),
        (NO_AGREEMENT, _("Aucune entente publiée")),
    ],
    "tri": [("nom", _("Nom")), ("population", _("Population")), ("immigrants", _("Personnes immigrantes"))],
    "toutes": [("1", _("Toutes les municipalités"))],
}


class Place(NamedTuple):
    """A territory as the filters read it."""

    pk: int
    niveau: str
    code: str
    nom: str
    appellation_anglaise: str
    nature: str
    parent: int | None
    est_fictif: bool
    site_web: str
    latitude: float | None
    longitude: float | None
    population: float | None

    def name_in(self, langue):
        return (self.appellation_anglaise if langue == "en" else "") or self.nom


def _places():
    # Django's own queryset: nothing here is translated, and the rows are many.
    rows = QuerySet(Territoire).filter(
        date_fin__isnull=True, niveau__in=[*LEVELS.values(), Niveau.MUNICIPALITE]
    )
    columns = Place._fields[: Place._fields.index("latitude")]
    # As floats: nothing of them is shown, and a decimal costs more to read than all the rest.
    numbers = (Cast(number, FloatField()) for number in ("latitude", "longitude", latest_population()))
    return rows.order_by("cle_tri", "id").values_list(*columns, *numbers)


PLACES = RequeteFixe(_places)


class FiltreMunicipalites(Filtre):
    """Without any filter, only municipalities with something to show; `toutes=1` opens the whole list."""

    REFUSALS = {
        "region": _("Aucune région administrative n’a le code «\xa0%(valeur)s\xa0»."),
        "mrc": _("Aucune MRC n’a le code «\xa0%(valeur)s\xa0»."),
        "taille": _("La classe de taille «\xa0%(valeur)s\xa0» n’existe pas."),
        "entente": _("L’état d’entente «\xa0%(valeur)s\xa0» n’existe pas."),
        "tri": _("Le tri «\xa0%(valeur)s\xa0» n’existe pas."),
        "toutes": _("La valeur «\xa0%(valeur)s\xa0» de «\xa0toutes\xa0» n’existe pas\xa0: écrivez 1."),
    }
    MENUS = ("region", "mrc", "taille", "entente")
    UNTOLD = ("tri", "toutes")

    q = words_filter(_("Nom ou code"))
    region = text_filter(_("Région administrative"))
    mrc = text_filter(_("MRC"))
    taille = text_filter(_("Population"))
    entente = text_filter(_("Entente"))
    tri = text_filter(_("Ordre"))
    toutes = text_filter(_("Étendue"))

    @cached_property
    def places(self):
        """{key: `Place`} of regions, MRC and municipalities that exist, in French order: one query."""
        return {row[0]: Place(*row) for row in PLACES.rows()}

    def parent_of(self, place, name):
        """The MRC or the region a place is part of, or None."""
        around = (self.places.get(pk) for pk in chain_of(place.pk, self.places))
        return next((row for row in around if row and row.niveau == LEVELS[name]), None)

    @cached_property
    def contents(self):
        """{key: codes of what a municipality has to show}."""
        return contents_of(self.places)

    def rows(self, name):
        if name in LISTS:
            return [(value, str(label), "") for value, label in LISTS[name]]
        return [(row.code, row.nom, "") for row in self.places.values() if row.niveau == LEVELS[name]]

    @property
    def is_default(self):
        """True when nothing is asked: the list then holds what has something to show."""
        return not self.chosen.keys() - {"tri"}

    @property
    def ordre(self):
        return self.chosen.get("tri", "nom")

    @property
    def adresses_tri(self):
        """{order: query string of the same filters in that order}, on the first page."""
        others = self.query_string(without="tri")
        return {value: f"?{others}{'&' if others else ''}tri={value}" for value, _label in LISTS["tri"]}

    @cached_property
    def found(self):
        """The municipalities asked for, in the order asked for; equal figures and none at all go by name."""
        chosen = self.chosen
        tests = [CONDITIONS[name](self, value) for name, value in chosen.items() if name in CONDITIONS]
        if self.is_default:
            tests = [lambda row: row.pk in self.contents]
        rows = [row for row in self.places.values() if row.niveau == Niveau.MUNICIPALITE]
        found = [row for row in rows if all(test(row) for test in tests)]
        if self.ordre != "nom":
            figures = self._figures()
            found.sort(key=lambda row: _largest_first(figures.get(row.pk)))
        return found

    def _figures(self):
        """{municipality: the figure that the order asked for compares}."""
        if self.ordre == "immigrants":
            return latest_shares()
        return {pk: row.population for pk, row in self.places.items()}


def _with_words(filtre, value):
    wanted = query_words(value, "fr")
    return lambda row: matches(wanted, row)


def _in_place(name):
    def condition(filtre, value):
        within = {row.pk for row in filtre.places.values() if (row.niveau, row.code) == (LEVELS[name], value)}
        return lambda row: not within.isdisjoint(chain_of(row.pk, filtre.places))

    return condition


def _of_size(filtre, value):
    return lambda row: row.population is not None and size_class(row.population).code == value


def _with_agreement(filtre, value):
    """Having, as its best agreement, one in this state; « aucune »: none is published."""
    wanted = ETATS.get(value)

    def condition(row):
        held = filtre.contents.get(row.pk, ())
        return next((code for code in ENTENTES if code in held), None) == wanted

    return condition


CONDITIONS = {
    "q": _with_words,
    "region": _in_place("region"),
    "mrc": _in_place("mrc"),
    "taille": _of_size,
    "entente": _with_agreement,
}


def matches(wanted, row):
    """Each word wanted begins a word of the code or of a name; no word at all finds nothing."""
    words = f" {row.code}{searched_words(row.nom)}{searched_words(row.appellation_anglaise)}"
    return bool(wanted) and all(f" {word}" in words for word in wanted)


@lru_cache(maxsize=8192)
def searched_words(name):
    """The words of a name as the search compares them: no accent, no article, one spelling of « Ste »."""
    return normalize(name, "fr")


def latest_population():
    """The newest known population, to annotate territories with."""
    return Subquery(latest("pop").values("valeur")[:1])


def latest(code):
    """The rows of an indicator for the territory outside that have a value, the newest first."""
    known = Valeur.objects.shown().filter(valeur__isnull=False)
    return known.filter(territoire=OuterRef("pk"), indicateur__code=code).order_by("-annee")


def latest_shares():
    """{territory: its newest share of immigrants, exact, or None without its base}: one query.

    Compared row by row: with every census loaded, the same in SQL takes a second to sort.
    """
    rows = Valeur.objects.rewrite(False).filter(indicateur__code__in=(IMMIGRANTS, BASE), valeur__isnull=False)
    numbers = (Cast(name, FloatField()) for name in ("valeur", "base"))
    columns = ("indicateur__code", "territoire_id", "annee", "source_id", *numbers)
    counted, bases = {}, defaultdict(dict)
    for code, territoire, annee, source, value, base in rows.most_trusted_first().values_list(*columns):
        if code == BASE:
            bases[territoire, annee][source] = value
        elif annee > counted.get(territoire, (0,))[0]:
            counted[territoire] = (annee, (source, value, base))
    return {
        territoire: _share(*figure, bases[territoire, annee])
        for territoire, (annee, figure) in counted.items()
    }


def _share(source, value, published, bases):
    """Of its own source's base, else of the most trusted one, which comes first."""
    base = published or bases.get(source, next(iter(bases.values()), None))
    return Fraction(value) / Fraction(base) if base else None


def _largest_first(figure):
    return (figure is None, -figure if figure is not None else 0)
