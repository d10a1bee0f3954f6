"""A référentiel, with the documents that hang from it."""

from django.contrib import admin
from django.db.models import Count
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.publication import FIELDSET_PUBLICATION, PublicationMixin

from ..models import Referentiel
from .depots import DocumentsMixin
from .provenance import ProvenanceMixin


@admin.register(Referentiel)
class ReferentielAdmin(DocumentsMixin, ProvenanceMixin, PublicationMixin, EditableAdmin):
    list_display = ("numero", "titre_fr", "nombre_documents", "publication", "anglais")
    list_display_links = ("numero", "titre_fr")
    list_filter = (AFaireFilter, "publication", "themes")
    search_fields = ("numero", "titre_fr", "titre_en", "resume_fr", "resume_en")
    fieldsets = (
        (_("Le référentiel"), {"fields": ("numero", ("titre_fr", "titre_en"), "themes")}),
        (_("Résumé"), {"fields": (("resume_fr", "resume_en"),)}),
        (_("Texte intégral"), {"fields": (("texte_fr", "texte_en"),), "classes": ("avec-documents",)}),
        FIELDSET_PUBLICATION,
        (_("Provenance"), {"fields": ("extrait_source",)}),
    )
    change_form_template = "admin/programmation/fiche.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(documents_comptes=Count("documents", distinct=True))

    @admin.display(description=_("documents"))
    def nombre_documents(self, obj):
        return obj.documents_comptes

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)
