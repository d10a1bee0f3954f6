"""The one query string of the programme: read, checked and applied the same way by page and feeds."""

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.models import EntreeRecherche, Theme
from gediq.recherche.normaliseur import query_words

from ..enums import Mode, Statut, TypeSeance
from ..models import Cycle, LieuSeance, Seance

UNKNOWN = {"invalid_choice": _("Ce choix n’existe pas."), "invalid": _("Cette valeur n’est pas valable.")}


class FiltreSeances(forms.Form):
    """Filters by GET. An unknown value is refused with a sentence and filters nothing."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=200, strip=True)
    cycle = forms.CharField(label=_("Cycle"), required=False, max_length=9)
    type = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("Tous les types")), *TypeSeance.choices], error_messages=UNKNOWN
    )
    mode = forms.ChoiceField(
        label=_("Mode"), required=False, choices=[("", _("Tous les modes")), *Mode.choices], error_messages=UNKNOWN
    )
    statut = forms.ChoiceField(
        label=_("Statut"), required=False, choices=[("", _("Tous les statuts")), *Statut.choices], error_messages=UNKNOWN
    )
    ville = forms.CharField(label=_("Ville"), required=False, max_length=10)
    theme = forms.SlugField(label=_("Thème"), required=False, max_length=60, error_messages=UNKNOWN)
    annee = forms.IntegerField(
        label=_("Année"), required=False, min_value=1900, max_value=2100, error_messages=UNKNOWN
    )

    def clean_cycle(self):
        return self._known("cycle", Cycle.objects.published().filter(code=self.cleaned_data["cycle"]))

    def clean_ville(self):
        places = LieuSeance.objects.filter(municipalite__code=self.cleaned_data["ville"])
        return self._known("ville", places.filter(seance__in=Seance.objects.published()))

    def clean_theme(self):
        return self._known("theme", Theme.objects.filter(slug=self.cleaned_data["theme"]))

    def _known(self, name, rows):
        value = self.cleaned_data[name]
        if value and not rows.exists():
            raise forms.ValidationError(UNKNOWN["invalid_choice"], code="invalid_choice")
        return value

    @property
    def chosen(self):
        """The accepted filters that are set, in the order of the form: {name: value}."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

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


def _with_words(value, langue):
    found = Q()
    for read in {"fr", langue}:
        if words := query_words(value, read):
            entries = EntreeRecherche.objects.filter(objet="programmation.seance", langue=read).matching(words)
            found |= Q(pk__in=[int(pk) for pk in entries.values_list("objet_id", flat=True)])
    return found or Q(pk__in=[])


CONDITIONS = {
    "q": _with_words,
    "cycle": lambda value, langue: Q(cycle__code=value),
    "type": lambda value, langue: Q(types__contains=value),
    "mode": _in_mode,
    "statut": lambda value, langue: Q(statut=value)
    | Q(pk__in=Seance.objects.filter(dates__statut=value).values("pk")),
    "ville": lambda value, langue: Q(pk__in=LieuSeance.objects.filter(municipalite__code=value).values("seance")),
    "theme": lambda value, langue: Q(pk__in=Seance.objects.filter(themes__slug=value).values("pk")),
    "annee": lambda value, langue: Q(
        pk__in=Seance.objects.filter(dates__cle_date__startswith=f"{value}-").values("pk")
    ),
}
