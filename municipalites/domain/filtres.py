"""The one query string of the directory: read, checked and applied the same way by page and files."""

from functools import lru_cache

from django.db.models import F, FloatField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gediq.filtres import Filtre, text_filter, words_filter
from gediq.recherche.normaliseur import normalize, query_words

from ..models import Niveau, Territoire, Valeur
from .contenus import ENTENTES, agreement_condition, has_any
from .tailles import TAILLES, in_class

NO_AGREEMENT = "aucune"
PLACES = {"region": Niveau.REGION, "mrc": Niveau.MRC}
LISTS = {
    "taille": [(taille.code, taille.libelle) for taille in TAILLES],
    "entente": [
        *((name, contenu.libelle) for name, contenu in ENTENTES.items()),
        (NO_AGREEMENT, _("Aucune entente publiée")),
    ],
    "tri": [
        ("nom", _("Nom")),
        ("population", _("Population")),
        ("immigrants", _("Personnes immigrantes")),
    ],
    "toutes": [("1", _("Toutes les municipalités"))],
}


class FiltreMunicipalites(Filtre):
    """Without any filter, only municipalities with something to show; `toutes=1` opens the whole list."""

    REFUSALS = {
        "region": _("Aucune région administrative n’a le code « %(valeur)s »."),
        "mrc": _("Aucune MRC n’a le code « %(valeur)s »."),
        "taille": _("La classe de taille « %(valeur)s » n’existe pas."),
        "entente": _("L’état d’entente « %(valeur)s » n’existe pas."),
        "tri": _("Le tri « %(valeur)s » n’existe pas."),
        "toutes": _("La valeur « %(valeur)s » de « toutes » n’existe pas : écrivez 1."),
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
        """Regions and MRC to choose among, and the names to search when there are words: one query."""
        levels = [*PLACES.values(), *([Niveau.MUNICIPALITE] if self.words.strip() else [])]
        rows = Territoire.objects.current().filter(niveau__in=levels).in_french_order()
        return list(rows.values_list("niveau", "pk", "code", "nom", "appellation_anglaise"))

    def rows(self, name):
        if name in LISTS:
            return [(value, str(label), "") for value, label in LISTS[name]]
        return [(code, nom, "") for niveau, _pk, code, nom, _en in self.places if niveau == PLACES[name]]

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

    def condition(self):
        """What a municipality must be, its `population` being annotated when `taille` asks for it."""
        if self.is_default:
            return has_any()
        condition = Q(pk__isnull=False)
        for name, value in self.chosen.items():
            if name not in self.UNTOLD:
                condition &= self._condition_of(name, value)
        return condition

    def _condition_of(self, name, value):
        if name == "q":
            return Q(pk__in=self._found(value))
        if name == "taille":
            return in_class(value)
        if name == "entente":
            return agreement_condition(value)
        keys = [pk for niveau, pk, code, _nom, _en in self.places if (niveau, code) == (PLACES[name], value)]
        return Q(parent__in=keys) | Q(parent__parent__in=keys)

    def _found(self, words):
        wanted = query_words(words, "fr")
        return [
            pk
            for niveau, pk, code, *names in self.places
            if niveau == Niveau.MUNICIPALITE and matches(wanted, (code, *map(searched_words, names)))
        ]

    def with_figures(self, municipalites):
        """Annotated with the figures that the filter or the order reads."""
        figures = {}
        if self.ordre == "population" or "taille" in self.chosen:
            figures["population"] = latest_population()
        if self.ordre == "immigrants":
            figures["part"] = latest_share()
        return municipalites.annotate(**figures)

    def apply(self, municipalites):
        """Those asked for, in the order asked for; equal figures and none at all go by name."""
        orders = {"nom": [], "population": ["population"], "immigrants": ["part"]}
        order = [F(name).desc(nulls_last=True) for name in orders[self.ordre]]
        return self.with_figures(municipalites).filter(self.condition()).order_by(*order, "cle_tri", "id")


def matches(wanted, texts):
    """Each word wanted begins a word of the code or of the names; no word at all finds nothing."""
    words = " ".join(["", *texts])
    return bool(wanted) and all(f" {word}" in words for word in wanted)


@lru_cache(maxsize=8192)
def searched_words(name):
    """The words of a name as the search compares them: no accent, no article, one spelling of « Ste »."""
    return normalize(name, "fr")


def latest_population():
    return Subquery(_latest("pop").values("valeur")[:1])


def latest_share():
    """The newest share of immigrants, as a float: only to sort, what is shown is exact."""
    same = {name: OuterRef(name) for name in ("territoire", "annee")}
    whole = Valeur.objects.shown().filter(**same, indicateur=OuterRef("indicateur__base")).values("valeur")
    base = NullIf(Cast(Coalesce("base", Subquery(whole[:1])), FloatField()), 0.0)
    part = Cast("valeur", FloatField()) / base
    return Subquery(_latest("imm").annotate(part=part).values("part")[:1])


def _latest(code):
    """The rows of an indicator for the municipality outside, the newest first."""
    known = Valeur.objects.shown().filter(valeur__isnull=False)
    return known.filter(territoire=OuterRef("pk"), indicateur__code=code).order_by("-annee")
