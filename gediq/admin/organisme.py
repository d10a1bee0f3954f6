"""Organisations, with the names they bore."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import NomOrganisme, Organisme
from .base import EditableAdmin
from .inlines import EditableStackedInline


class NomOrganismeInline(EditableStackedInline):
    model = NomOrganisme
    fieldsets = ((None, {"fields": (("nom_fr", "nom_en"), "sigle", ("debut", "fin"))}),)


@admin.register(Organisme)
class OrganismeAdmin(EditableAdmin):
    list_display = ("__str__", "code", "site_web")
    search_fields = ("code", "noms__nom_fr", "noms__nom_en", "noms__sigle")
    fieldsets = (
        (None, {"fields": ("code", "site_web")}),
        (_("Logo"), {"fields": ("logo", ("logo_texte_fr", "logo_texte_en"))}),
    )
    inlines = (NomOrganismeInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("noms")
