"""The one query string of the directory: read, checked and applied the same way by page and files.

Quebec has some eleven hundred municipalities, and never ten times more: their names, places and
populations are read in one query and compared here, exactly, the same on every database.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db.models import FloatField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gediq.filtres import Filtre, text_filter, words_filter
from gediq.recherche.normaliseur import normalize, query_words

from ..models import Niveau, Territoire, Valeur
from .contenus import ENTENTES, chain_of, contents_of
from .tailles import TAILLES, size_class

LEVELS = {"region": Niveau.REGION, "mrc": Niveau.MRC}
ETATS = {"en_vigueur": "entente-en-vigueur", "passee": "entente-passee", "sans_date": "entente-sans-date"}
NO_AGREEMENT = "aucune"
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
    """A territory as the filters read it; `immigrants` and `base` only when the order asks for them."""

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
    immigrants: float | None
    base: float | None

    def name_in(self, langue):
        return (self.appellation_anglaise if langue == "en" else "") or self.nom

    @property
    def part(self):
        if self.immigrants is None or not self.base:
            return None
        return Fraction(self.immigrants) / Fraction(self.base)


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
        share = latest_share() if self.data.get("tri") == "immigrants" else (_nothing(), _nothing())
        # Django's own queryset: nothing here is translated, and the rows are many.
        rows = QuerySet(Territoire).filter(
            date_fin__isnull=True, niveau__in=[*LEVELS.values(), Niveau.MUNICIPALITE]
        )
        columns = Place._fields[: Place._fields.index("latitude")]
        # As floats: nothing of them is shown, and a decimal costs more to read than all the rest.
        numbers = ("latitude", "longitude", latest_population(), *share)
        numbers = (Cast(number, FloatField()) for number in numbers)
        values = rows.order_by("cle_tri", "id").values_list(*columns, *numbers)
        return {row[0]: Place(*row) for row in values}

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
            figure = {"population": "population", "immigrants": "part"}[self.ordre]
            found.sort(key=lambda row: _largest_first(getattr(row, figure)))
        return found


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


def latest_share():
    """The two terms of the newest share of immigrants: the count, and the base it came with or has."""
    same = {name: OuterRef(name) for name in ("territoire", "annee")}
    whole = Valeur.objects.shown().filter(**same, indicateur=OuterRef("indicateur__base")).values("valeur")
    base = latest("imm").annotate(terme=Coalesce("base", Subquery(whole[:1]))).values("terme")
    return Subquery(latest("imm").values("valeur")[:1]), Subquery(base[:1])


def _nothing():
    return Value(None, output_field=FloatField())


def _largest_first(figure):
    return (figure is None, -figure if figure is not None else 0)
