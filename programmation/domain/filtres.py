"""The one query string of the programme: read, checked and applied the same way by page and feeds."""

from django import forms
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.models import EntreeRecherche
from gediq.recherche.normaliseur import QUERY_LENGTH, query_words
from gediq.typographie import format_years, label_value

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
UNREADABLE = {"null_characters_not_allowed": _("Cette valeur contient des caractères illisibles.")}
TOO_LONG = {
    "max_length": _("La recherche est trop longue : gardez-en les mots importants, 200 caractères au plus.")
}


def _text(label, **options):
    options.setdefault("error_messages", UNREADABLE)
    return forms.CharField(label=label, required=False, **options)


class FiltreSeances(forms.Form):
    """Filters by GET. An unknown value is refused with a sentence and filters nothing."""

    q = _text(_("Mots"), max_length=QUERY_LENGTH, error_messages=UNREADABLE | TOO_LONG)
    cycle = _text(_("Cycle"))
    type = _text(_("Type"))
    mode = _text(_("Mode"))
    statut = _text(_("Statut"))
    ville = _text(_("Ville"))
    theme = _text(_("Thème"))
    annee = _text(_("Année"))

    @cached_property
    def options(self):
        """What cycles, cities, themes and years can be asked for: one query, run only when needed."""
        return public_options(get_language())

    def clean(self):
        for name in REFUSALS:
            value = self.cleaned_data.get(name)
            if value and not self._is_known(name, value):
                short = Truncator(value).chars(40)
                self.add_error(name, forms.ValidationError(REFUSALS[name], params={"valeur": short}))
        return self.cleaned_data

    def _is_known(self, name, value):
        if name in CLOSED_LISTS:
            return value in CLOSED_LISTS[name].values
        if name == "annee":
            # An empty year is no mistake: a subscriber may ask for the next one.
            return len(value) == 4 and value.isascii() and value.isdecimal()
        return any(option.valeur == value for option in self.options[name])

    @property
    def chosen(self):
        """The accepted filters that are set, in the order of the form: {name: value}."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def refusals(self):
        """One sentence per refused value."""
        return [sentence for sentences in self.errors.values() for sentence in sentences]

    @property
    def words(self):
        """What was typed, to be shown again even when it is refused."""
        return self.data.get("q", "").replace("\0", "")[:QUERY_LENGTH]

    def choices(self, name):
        """What a reader can choose in a menu, each as an option of `options`."""
        if name in CLOSED_LISTS:
            return [Option(name, value, str(label), "") for value, label in CLOSED_LISTS[name].choices]
        return self.options[name]

    @property
    def menus(self):
        """(name, label, options) of each menu; an option is (value, text, its own language or "", chosen)."""
        chosen = self.chosen
        return [
            (
                name,
                self.fields[name].label,
                [
                    (
                        option.valeur,
                        self._text(option),
                        self._own_langue(option),
                        option.valeur == chosen.get(name),
                    )
                    for option in self.choices(name)
                ],
            )
            for name in REFUSALS
        ]

    def _text(self, option):
        """The title of a cycle needs its years to be told from another."""
        if option.filtre != "cycle":
            return option.libelle
        years = map(int, option.valeur.split("-"))
        return f"{option.libelle} ({format_years(*years, langue=get_language())})"

    def _own_langue(self, option):
        return option.langue if option.langue != get_language() else ""

    @property
    def active(self):
        """(« Ville : Laval », query string without it) of each accepted filter."""
        return [
            (self._told(name, value), self.query_string(without=name)) for name, value in self.chosen.items()
        ]

    def _told(self, name, value):
        known = self.choices(name) if name in REFUSALS else []
        text = next((self._text(option) for option in known if option.valeur == value), value)
        label = self.fields[name].label
        return label_value([text], label, label, langue=get_language())

    def query_string(self, *, without=""):
        """The accepted filters as an address writes them, perhaps without one of them."""
        return urlencode({name: value for name, value in self.chosen.items() if name != without})

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
