"""A document and its editions: the record is edited, the editions follow one another."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.inlines import EditableStackedInline
from gediq.admin.publication import FIELDSET_PUBLICATION, PublicationMixin
from gediq.fichiers.noms import content_disposition

from ..models import Document, Edition, TypeDocument
from .depots import deposit_view, edition_view


class EditionInline(EditableStackedInline):
    """What is out is not touched; only its note and its date can still be mended."""

    model = Edition
    fieldsets = ((None, {"fields": ("contenu", ("note_fr", "note_en"), "date_edition")}),)
    readonly_fields = ("contenu",)
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("contenu"))
    def contenu(self, edition):
        return render_to_string("admin/programmation/_edition.html", {"edition": edition})


@admin.register(Document)
class DocumentAdmin(PublicationMixin, EditableAdmin):
    list_display = ("nom", "type", "referentiel", "langue", "edition", "publication", "anglais")
    list_filter = (AFaireFilter, "publication", "type", "langue", "audience", "est_accessible", "referentiel")
    list_select_related = ("type", "referentiel")
    search_fields = ("numero", "titre_fr", "titre_en", "auteurs", "referentiel__titre_fr", "seance__code")
    fieldsets = (
        (
            _("Le document"),
            {
                "fields": (
                    ("titre_fr", "titre_en"),
                    ("numero", "type"),
                    ("auteurs", "date_document"),
                    ("resume_fr", "resume_en"),
                )
            },
        ),
        (
            _("Le fichier"),
            {
                "fields": (("langue", "est_accessible"), "audience"),
                "classes": ("avec-lignes", "avec-adresse"),
            },
        ),
        (_("De quoi il fait partie"), {"fields": (("referentiel", "seance"), ("municipalite", "position"))}),
        FIELDSET_PUBLICATION,
    )
    autocomplete_fields = ("municipalite",)
    inlines = (EditionInline,)
    change_form_template = "admin/programmation/fiche.html"

    # --- List ---

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match.url_name.endswith("_changelist"):
            return rows.prefetch_related("editions")
        return rows

    @admin.display(description=_("document"), ordering="cle_numero")
    def nom(self, obj):
        return str(obj)

    @admin.display(description=_("édition"))
    def edition(self, obj):
        return obj.newest_edition or _("aucune")

    # --- Form ---

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["adresse_durable"] = obj.get_absolute_url()
            if self.has_change_permission(request, obj):
                context["edition_url"] = self.url("edition", obj.pk)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        def page(route, view, name):
            wrapped = self.admin_site.admin_view(partial(view, self))
            return path(route, wrapped, name=f"programmation_document_{name}")

        return [
            page("deposer/", deposit_view, "depot"),
            page("<int:object_id>/nouvelle-edition/", edition_view, "edition"),
            page("<int:object_id>/editions/<int:numero>/fichier", file_view, "fichier"),
            *super().get_urls(),
        ]


def file_view(model_admin, request, object_id, numero):
    """Drafts and reserved files too: staff read what visitors may not."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    edition = get_object_or_404(Edition.objects.exclude(fichier=""), document=object_id, numero=numero)
    if not edition.fichier.storage.exists(edition.fichier.name):
        raise Http404
    response = FileResponse(edition.fichier.open(), content_type=edition.type_mime)
    name = content_disposition(edition.document.titre_fr, edition.extension)
    response.headers["Content-Disposition"] = name
    return response


@admin.register(TypeDocument)
class TypeDocumentAdmin(EditableAdmin):
    list_display = ("nom_fr", "nom_en", "position")
    list_filter = (AFaireFilter,)
    search_fields = ("nom_fr", "nom_en")
    fieldsets = ((_("Le type"), {"fields": (("nom_fr", "nom_en"), "position")}),)
