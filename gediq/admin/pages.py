"""The site itself: its pages, its identity, the figures it announced."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import ChiffreAnnonce, Identite, Page
from .a_faire import AFaireFilter
from .base import EditableAdmin
from .libelles import yes_no
from .publication import FIELDSET_PUBLICATION, PublicationMixin


@admin.register(Page)
class PageAdmin(PublicationMixin, EditableAdmin):
    list_display = ("titre_fr", "titre_en", "slug", "publication", "lien_au_pied")
    list_filter = (AFaireFilter, "publication", "au_pied")
    search_fields = ("titre_fr", "titre_en", "slug")
    prepopulated_fields = {"slug": ("titre_fr",)}
    fieldsets = (
        (None, {"fields": (("titre_fr", "titre_en"), ("texte_fr", "texte_en"))}),
        (_("Adresse et place"), {"fields": ("slug", "au_pied", "position")}),
        FIELDSET_PUBLICATION,
    )

    @admin.display(description=_("au pied de page"), ordering="au_pied")
    def lien_au_pied(self, obj):
        return yes_no(obj.au_pied)

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


@admin.register(Identite)
class IdentiteAdmin(EditableAdmin):
    """One row: its list is its form."""

    fieldsets = (
        (_("Accueil"), {"fields": (("accueil_fr", "accueil_en"),)}),
        (_("Coordonnées"), {"fields": ("courriel", "telephone", "adresse_postale")}),
        (
            _("Renseignements personnels"),
            {
                "fields": (
                    ("responsable_renseignements_fr", "responsable_renseignements_en"),
                    "courriel_renseignements",
                )
            },
        ),
        (_("Pied de page"), {"fields": (("pied_fr", "pied_en"),)}),
    )

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        identite, _created = Identite.objects.get_or_create(pk=1)
        return redirect(reverse("admin:gediq_identite_change", args=[identite.pk]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ChiffreAnnonce)
class ChiffreAnnonceAdmin(EditableAdmin):
    list_display = ("libelle_fr", "valeur", "unite", "libelle_en", "position")
    list_filter = (AFaireFilter, "unite")
    search_fields = ("libelle_fr", "libelle_en", "code")
    fieldsets = (
        (_("Ce qui a été annoncé"), {"fields": (("libelle_fr", "libelle_en"), ("valeur", "unite"))}),
        (_("De quoi"), {"fields": (("base_fr", "base_en"), "extrait_source")}),
        (_("Explication aux lecteurs"), {"fields": (("note_fr", "note_en"),)}),
        (_("Repères"), {"fields": ("code", "position")}),
    )
