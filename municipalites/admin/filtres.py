"""Filters of the lists about municipalities."""

from datetime import date

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gediq.models import Organisme, Publication

from ..domain.filtres import latest_population
from ..domain.tailles import TAILLES, in_class
from ..models import Entente, Niveau, Territoire

SIGNATURES = Entente.signataires.through.objects


class ExistenceFilter(admin.SimpleListFilter):
    """A merged municipality keeps its row, out of the way."""

    title = _("existence")
    parameter_name = "existence"

    def lookups(self, request, model_admin):
        return [("actuel", _("Existe")), ("ancien", _("N’existe plus"))]

    def queryset(self, request, queryset):
        if self.value() == "actuel":
            return queryset.filter(date_fin__isnull=True)
        if self.value() == "ancien":
            return queryset.filter(date_fin__isnull=False)
        return queryset


class CoordonneesFilter(admin.SimpleListFilter):
    """What the map can show; seven hundred municipalities have no published point."""

    title = _("coordonnées")
    parameter_name = "coordonnees"

    def lookups(self, request, model_admin):
        return [("oui", _("Connues")), ("non", _("Inconnues"))]

    def queryset(self, request, queryset):
        if self.value() in ("oui", "non"):
            return queryset.filter(latitude__isnull=self.value() == "non")
        return queryset


class SaisieFilter(admin.SimpleListFilter):
    """A menu of a hundred places, or a day: a field and a button rather than a hundred links."""

    template = "admin/filtre_saisie.html"

    def choices(self, changelist):
        """One thing for the template: the field, what it offers, and the other filters to keep."""
        others = [
            (name, value)
            for name, values in changelist.get_filters_params().items()
            if name != self.parameter_name
            for value in values
        ]
        yield {
            "nom": self.parameter_name,
            "valeur": self.value() or "",
            "choix": self.lookup_choices,
            "autres": [*others, ("q", changelist.query)] if changelist.query else others,
            "effacer": changelist.get_query_string(remove=[self.parameter_name]) if self.value() else "",
        }


class LieuFilter(SaisieFilter):
    """All that is part of a region or of an MRC, by its code: numbers of rows do not last."""

    niveau = ""

    def lookups(self, request, model_admin):
        rows = Territoire.objects.current().filter(niveau=self.niveau).in_french_order()
        return list(rows.values_list("code", "nom"))

    def places(self):
        """The territories of the place asked for."""
        parents = Territoire.objects.filter(niveau=self.niveau, code=self.value())
        return Territoire.objects.within(parents)

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=self.places().order_by().values("pk")) if self.value() else queryset


class RegionFilter(LieuFilter):
    title = _("région administrative")
    parameter_name = "region"
    niveau = Niveau.REGION


class MrcFilter(LieuFilter):
    title = _("MRC")
    parameter_name = "mrc"
    niveau = Niveau.MRC


class RegionSignataireFilter(RegionFilter):
    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        signed = SIGNATURES.filter(territoire__in=self.places().order_by().values("pk"))
        return queryset.filter(pk__in=signed.values("entente"))


class MinistereFilter(SaisieFilter):
    """Those with an agreement, their names read at once."""

    title = _("ministère")
    parameter_name = "ministere"

    def lookups(self, request, model_admin):
        signed = Entente.objects.order_by().values("organisme")
        rows = Organisme.objects.filter(pk__in=signed).prefetch_related("noms")
        return [(row.code, str(row)) for row in rows]

    def queryset(self, request, queryset):
        return queryset.filter(organisme__code=self.value()) if self.value() else queryset


class TailleFilter(admin.SimpleListFilter):
    """By the newest population; an unknown one is in no class."""

    title = _("population")
    parameter_name = "taille"

    def lookups(self, request, model_admin):
        return [(taille.code, taille.libelle) for taille in TAILLES]

    def queryset(self, request, queryset):
        if self.value() not in [taille.code for taille in TAILLES]:
            return queryset
        return queryset.annotate(population=latest_population()).filter(in_class(self.value()))


class EnVigueurFilter(SaisieFilter):
    """Agreements that run on the day typed."""

    title = _("entente en vigueur le")
    parameter_name = "en_vigueur"

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return True

    @property
    def jour(self):
        try:
            return date.fromisoformat(self.value() or "")
        except ValueError:
            return None

    def queryset(self, request, queryset):
        return queryset.in_force(self.jour) if self.jour else queryset


class CouverteFilter(EnVigueurFilter):
    """Municipalities that an agreement covers on the day typed, by themselves or through their MRC."""

    def queryset(self, request, queryset):
        if not self.jour:
            return queryset
        ententes = Entente.objects.in_force(self.jour).exclude(publication=Publication.RETIREE)
        keys = SIGNATURES.filter(entente__in=ententes.order_by().values("pk")).values("territoire")
        return queryset.filter(Q(pk__in=keys) | Q(parent__in=keys) | Q(parent__parent__in=keys))
