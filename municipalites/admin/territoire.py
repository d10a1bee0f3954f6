"""Territories, and the municipalities among them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin

from ..models import Municipalite, Territoire


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


@admin.register(Territoire)
class TerritoireAdmin(EditableAdmin):
    list_display = ("nom", "code", "niveau", "nature", "parent", "date_fin")
    list_filter = (AFaireFilter, "niveau", ExistenceFilter, "nature")
    list_select_related = ("parent",)
    search_fields = ("nom", "code", "appellation_anglaise")
    fieldsets = (
        (_("Nom et code"), {"fields": (("nom", "appellation_anglaise"), ("niveau", "nature"), "code")}),
        (_("Situation"), {"fields": ("parent", ("latitude", "longitude"), "site_web")}),
        (_("Fusion ou disparition"), {"fields": (("date_fin", "successeur"),)}),
    )
    autocomplete_fields = ("parent", "successeur")


@admin.register(Municipalite)
class MunicipaliteAdmin(TerritoireAdmin):
    """Local municipalities alone, the level being given; programme and figures choose among them."""

    list_display = ("nom", "code", "nature", "parent", "date_fin")
    list_filter = (AFaireFilter, ExistenceFilter, "nature")
    fieldsets = (
        (_("Nom et code"), {"fields": (("nom", "appellation_anglaise"), ("code", "nature"))}),
        *TerritoireAdmin.fieldsets[1:],
    )
