"""The one query string of the programme: read, checked and applied the same way by page and feeds."""

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.filtres import Filtre, text_filter, words_filter
from gediq.models import EntreeRecherche
from gediq.recherche.normaliseur import query_words
from gediq.typographie import format_years

from ..enums import Mode, Statut, TypeSeance
from ..models import LieuSeance, Seance
from .options import Option, public_options

CLOSED_LISTS = {"type": TypeSeance, "mode": Mode, "statut": Statut}
REFUSALS = {
    "cycle": _("Aucun cycle publié ne porte la période « %(valeur)s »."),
    "type": _("Le type « %(valeur)s » n’existe pas."),
    "mode": _("Le mode « %(valeur)s » n’existe pas."),
    "statut": _("Le statut « %(valeur)s » n’existe pas."),
    "ville": _("Aucune séance publiée n’a lieu dans la ville de code « %(valeur)s »."),
    "theme": _("Aucune séance publiée ne porte le thème « %(valeur)s »."),
    "annee": _("L’année « %(valeur)s » n’est pas valable : écrivez quatre chiffres, par exemple 2020."),
}


class FiltreSeances(Filtre):
    REFUSALS = REFUSALS

    q = words_filter(_("Mots"))
    cycle = text_filter(_("Cycle"))
    type = text_filter(_("Type"))
    mode = text_filter(_("Mode"))
    statut = text_filter(_("Statut"))
    ville = text_filter(_("Ville"))
    theme = text_filter(_("Thème"))
    annee = text_filter(_("Année"))

    @cached_property
    def options(self):
        """What cycles, cities, themes and years can be asked for: one query, run only when needed."""
        return public_options(get_language())

    def is_known(self, name, value):
        if name in CLOSED_LISTS:
            return value in CLOSED_LISTS[name].values
        if name == "annee":
            # An empty year is no mistake: a subscriber may ask for the next one.
            return len(value) == 4 and value.isascii() and value.isdecimal()
        return any(option.valeur == value for option in self.options[name])

    def choices(self, name):
        """What a reader can choose in a menu, each as an option of `options`."""
        if name in CLOSED_LISTS:
            return [Option(name, value, str(label), "") for value, label in CLOSED_LISTS[name].choices]
        return self.options[name]

    def rows(self, name):
        return [
            (option.valeur, self._text(option), self._own_langue(option)) for option in self.choices(name)
        ]

    def _text(self, option):
        """The title of a cycle needs its years to be told from another."""
        if option.filtre != "cycle":
            return option.libelle
        years = map(int, option.valeur.split("-"))
        return f"{option.libelle} ({format_years(*years, langue=get_language())})"

    def _own_langue(self, option):
        return option.langue if option.langue != get_language() else ""

    def apply(self, seances, langue=None):
        """Keep, of the queryset `seances`, those that match every accepted filter, each once."""
        for name, value in self.chosen.items():
            seances = seances.filter(CONDITIONS[name](value, langue or get_language()))
        return seances


def _in_mode(value, langue):
    # A mixed session is also in person and also by videoconference.
    modes = [value] if value == Mode.MIXTE else [value, Mode.MIXTE]
    own = Seance.objects.filter(Q(dates__mode__in=modes) | Q(lieux__mode__in=modes)).values("pk")
    return Q(mode__in=modes) | Q(pk__in=own)


def _in_statut(value, langue):
    own = Seance.objects.filter(Q(dates__statut=value) | Q(lieux__statut=value)).values("pk")
    return Q(statut=value) | Q(pk__in=own)


def _with_words(value, langue):
    """Found in the language of the page or in French, which English pages also show."""
    entries = EntreeRecherche.objects.none()
    for read in sorted({"fr", langue}):
        if words := query_words(value, read):
            entries |= EntreeRecherche.objects.filter(langue=read).matching(words)
    found = entries.filter(objet=Seance._meta.label_lower)
    return Q(pk__in=found.annotate(cle=Cast("objet_id", BigIntegerField())).values("cle"))


CONDITIONS = {
    "q": _with_words,
    "cycle": lambda value, langue: Q(cycle__code=value),
    "type": lambda value, langue: Q(types__contains=value),
    "mode": _in_mode,
    "statut": _in_statut,
    "ville": lambda value, langue: Q(
        pk__in=LieuSeance.objects.filter(municipalite__code=value).values("seance")
    ),
    "theme": lambda value, langue: Q(pk__in=Seance.objects.filter(themes__slug=value).values("pk")),
    "annee": lambda value, langue: Q(
        pk__in=Seance.objects.filter(dates__cle_date__startswith=f"{value}-").values("pk")
    ),
}
