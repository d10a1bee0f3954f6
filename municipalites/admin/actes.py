"""Bulk acts on territories: ended with a successor, attached to an MRC."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gediq.admin.actes import Acte, run_act

from ..domain.territoires import attach_to_mrc, close_territory
from ..models import Niveau, Territoire


class TerritoireField(forms.ModelChoiceField):
    """In French order, each with its code and what it is part of: thirty names are shared by two places."""

    def label_from_instance(self, obj):
        return name_territory(obj)


def name_territory(territoire):
    """« Saint-Sulpice (60005, L’Assomption) »."""
    facts = [territoire.code, *([str(territoire.parent)] if territoire.parent else [])]
    return f"{territoire} ({', '.join(facts)})"


class FermetureForm(forms.Form):
    date_fin = forms.DateField(
        label=_("N’existe plus depuis le"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    successeur = TerritoireField(
        Territoire.objects.none(),
        required=False,
        label=_("Remplacé par"),
        help_text=_("Le territoire qui les a repris tous; vide s’il n’y en a pas."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Territoire.objects.current().select_related("parent").in_french_order()
        self.fields["successeur"].queryset = rows.exclude(niveau=Niveau.PROVINCE)


class RattachementForm(forms.Form):
    mrc = TerritoireField(Territoire.objects.none(), label=_("MRC"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Territoire.objects.current().filter(niveau=Niveau.MRC)
        self.fields["mrc"].queryset = rows.select_related("parent").in_french_order()


FERMER = Acte(
    "close_selected",
    _("Mettre fin aux territoires choisis"),
    _("Leur fiche reste, avec sa date de fin; les listes publiques ne les montrent plus."),
    lambda rows: rows.filter(date_fin__isnull=True),
    close_territory,
    lambda n: ngettext("%(n)s territoire n’existe plus.", "%(n)s territoires n’existent plus.", n) % {"n": n},
    FermetureForm,
)
RATTACHER = Acte(
    "attach_selected",
    _("Rattacher à une MRC les municipalités choisies"),
    _("Elles feront partie de cette MRC et de sa région, dans toutes les pages."),
    lambda rows: rows,
    attach_to_mrc,
    lambda n: ngettext("%(n)s municipalité rattachée.", "%(n)s municipalités rattachées.", n) % {"n": n},
    RattachementForm,
)


class FermetureMixin:
    """For the admin of a territory."""

    actions = ("close_selected",)

    @admin.action(description=FERMER.titre, permissions=["change"])
    def close_selected(self, request, queryset):
        return run_act(self, request, queryset, FERMER)


class RattachementMixin(FermetureMixin):
    actions = ("close_selected", "attach_selected")

    @admin.action(description=RATTACHER.titre, permissions=["change"])
    def attach_selected(self, request, queryset):
        return run_act(self, request, queryset, RATTACHER)
