"""Themes: one bilingual list for the whole site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Theme
from .base import EditableAdmin


@admin.register(Theme)
class ThemeAdmin(EditableAdmin):
    list_display = ("nom_fr", "nom_en", "position")
    search_fields = ("nom_fr", "nom_en", "slug", "description_fr", "description_en")
    fieldsets = (
        (None, {"fields": (("nom_fr", "nom_en"), ("description_fr", "description_en"))}),
        (_("Adresse et ordre"), {"fields": ("slug", "position")}),
    )
    prepopulated_fields = {"slug": ("nom_fr",)}
