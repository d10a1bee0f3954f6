"""What the page of coverage is asked: which set, on which day, with the figures of which year."""

from django import forms
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.filtres import Filtre, text_filter
from gediq.registre import CHOIX, ensembles

from ..models import Niveau, Valeur
from .couverture import IMMIGRANTS, MERGERS, POPULATION, PROVINCE, coverage
from .ensembles import SIGNATAIRES

ANNEE = "annee"
SEPARATOR = "."


class FiltreCouverture(Filtre):
    """A set is written « signataires » or « presentes.op-10 »; one query reads all there is to choose."""

    REFUSALS = {
        "ensemble": _("L’ensemble «\xa0%(valeur)s\xa0» n’existe pas ou n’est pas publié."),
        "annee": _("Aucun chiffre du Québec n’est connu pour l’année «\xa0%(valeur)s\xa0»."),
    }

    ensemble = text_filter(_("Ensemble"))
    date = forms.DateField(
        label=_("Date"),
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Cette date n’existe pas\xa0: écrivez par exemple 2018-07-01.")},
    )
    annee = text_filter(_("Année des chiffres"))

    @cached_property
    def options(self):
        """Rows of `CHOIX`; those of the kind « annee » are the years Quebec has figures for."""
        code, cle = self._asked()
        known = [row.choices(cle if row.code == code else "") for row in ensembles if not row.is_single]
        return sorted(_years().union(*known))

    def _asked(self):
        code, _separator, cle = self.data.get("ensemble", "").replace("\0", "").partition(SEPARATOR)
        return code, cle

    def rows(self, name):
        if name == ANNEE:
            return [(annee, annee, "") for annee in sorted(self._years_of(), reverse=True)]
        return [row for _ensemble, rows in self.groups for row in rows]

    @property
    def groups(self):
        """(kind, its sets as (value, text, own language)): a menu in groups, the kinds of one set first."""
        langue = get_language()
        return [
            (ensemble, [self._row(ensemble, option, langue) for option in self._options_of(ensemble)])
            for ensemble in sorted(ensembles, key=lambda row: not row.is_single)
        ]

    def _options_of(self, ensemble):
        if ensemble.is_single:
            return [None]
        return [dict(zip(CHOIX, row, strict=True)) for row in self.options if row[0] == ensemble.code]

    def _row(self, ensemble, option, langue):
        if option is None:
            return ensemble.code, str(ensemble.libelle), ""
        name = "nom" if option["nom_fr"] else "secours"
        french, own = option[f"{name}_fr"], option[f"{name}_{langue}"]
        text = " ".join(filter(None, [own or french, f"({option['repere']})"]))
        return f"{ensemble.code}{SEPARATOR}{option['cle']}", text, "" if own or not french else "fr"

    def _years_of(self):
        """{year: codes of the figures Quebec has}."""
        years = {}
        for row in self.options:
            if row[0] == ANNEE:
                years.setdefault(row[1], set()).add(row[2])
        return years

    # --- What is asked, defaults included ---

    @cached_property
    def choisi(self):
        """(kind, value, text, own language) of the set."""
        asked = self.chosen.get("ensemble", SIGNATAIRES.code)
        return next((ensemble, *row) for ensemble, rows in self.groups for row in rows if row[0] == asked)

    @property
    def jour(self):
        """The day asked; of a set that is today's when nothing is asked, today."""
        asked = self.chosen.get("date")
        return asked or (timezone.localdate() if self.choisi[0].est_du_jour else None)

    @property
    def annees(self):
        return self.rows(ANNEE)

    @property
    def annee_ecrite(self):
        return str(self.annee_retenue)

    @property
    def annee_retenue(self):
        """The year asked, else the newest with both figures of Quebec, else with one."""
        years = self._years_of()
        newest = max(years, key=lambda annee: (len(years[annee]), annee), default=timezone.localdate().year)
        return int(self.chosen.get("annee", newest))

    def weigh(self):
        ensemble, value, _text, _langue = self.choisi
        cle = value.partition(SEPARATOR)[2]
        merged = "__".join(["successeur"] * MERGERS)
        named = ensemble.rows(cle, self.jour).select_related(merged).order_by("cle_tri", "id")
        return coverage(named, annee=self.annee_retenue)


def _years():
    """The years Quebec has a figure for, and of what, as rows of `CHOIX`."""
    rows = Valeur.objects.rewrite(False).filter(
        territoire__niveau=Niveau.PROVINCE,
        territoire__code=PROVINCE,
        indicateur__code__in=[POPULATION, IMMIGRANTS],
        valeur__isnull=False,
    )
    nothing = [Value("", CharField())] * 4
    annee = Cast("annee", CharField())
    return rows.order_by().values_list(Value(ANNEE, CharField()), annee, "indicateur__code", *nothing)
