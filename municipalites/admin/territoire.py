"""Territories, and the municipalities among them."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.exports import ExportsMixin
from gediq.admin.libelles import yes_no

from ..models import Indicateur, Municipalite, Territoire, Valeur
from .actes import FermetureMixin, RattachementMixin, name_territory
from .chiffres import ChiffresMixin
from .exports import EXPORT_CHIFFRES, EXPORT_TERRITOIRES
from .filtres import CoordonneesFilter, CouverteFilter, ExistenceFilter, MrcFilter, RegionFilter, TailleFilter
from .inviter import InviterMixin
from .notes import NoterMixin


@admin.register(Territoire)
class TerritoireAdmin(NoterMixin, FermetureMixin, ChiffresMixin, ExportsMixin, EditableAdmin):
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
    exports = (EXPORT_TERRITOIRES, EXPORT_CHIFFRES)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match.url_name == "autocomplete":
            return rows.select_related("parent")
        return rows

    def suggestion(self, obj):
        return name_territory(obj)


@admin.register(Municipalite)
class MunicipaliteAdmin(InviterMixin, RattachementMixin, TerritoireAdmin):
    """Local municipalities alone, the level being given; programme and figures choose among them."""

    list_display = ("nom", "code", "nature", "parent", "chiffres_connus", "coordonnees", "date_fin")
    list_filter = (
        *(AFaireFilter, RegionFilter, MrcFilter, TailleFilter, CouverteFilter, ExistenceFilter),
        *(CoordonneesFilter, "nature"),
    )
    fieldsets = (
        (_("Nom et code"), {"fields": (("nom", "appellation_anglaise"), ("code", "nature"))}),
        *TerritoireAdmin.fieldsets[1:],
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match.url_name.endswith("_changelist"):
            return rows.annotate(connus=known_figures(), demandes=Value(Indicateur.objects.count()))
        return rows

    @admin.display(description=_("chiffres"), ordering="connus")
    def chiffres_connus(self, obj):
        return _("%(connus)s sur %(total)s") % {"connus": obj.connus, "total": obj.demandes}

    @admin.display(description=_("coordonnées"), ordering="latitude")
    def coordonnees(self, obj):
        return yes_no(obj.latitude is not None)


def known_figures():
    """How many indicators have at least one figure, whatever the year."""
    known = Valeur.objects.filter(territoire=OuterRef("pk"), valeur__isnull=False).order_by()
    counted = known.values("territoire").annotate(nombre=Count("indicateur", distinct=True))
    return Coalesce(Subquery(counted.values("nombre")), Value(0))
