"""Agreements, and the aid programmes they belong to."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.exports import ExportsMixin
from gediq.admin.formulaire import EditableForm
from gediq.admin.publication import FIELDSET_PUBLICATION, PublicationMixin
from gediq.admin.widgets import GabaritMaison
from gediq.fichiers import inspect_file
from gediq.fichiers.formats import FORMATS
from gediq.fichiers.noms import content_disposition, extension_of, storage_name

from ..models import Entente, ProgrammeAide, Territoire
from .exports import EXPORT_ENTENTES
from .filtres import EnVigueurFilter, MinistereFilter, RegionSignataireFilter


class FichierEntente(GabaritMaison, AdminFileWidget):
    """The stored name says nothing: what is there is a link, read by staff alone while it is a draft."""

    template_name = "admin/widgets/fichier_entente.html"


class EntenteForm(EditableForm):
    """The file's own name is not kept: neither its length nor its signs count."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if fichier := self.fields.get("fichier"):
            fichier.max_length, fichier.allow_empty_file = None, True
            fichier.widget = FichierEntente({"accept": ",".join(f".{name}" for name in FORMATS)})

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        if isinstance(fichier, UploadedFile):
            fichier.name = storage_name(inspect_file(fichier).extension, "ententes")
        return fichier


@admin.register(Entente)
class EntenteAdmin(PublicationMixin, ExportsMixin, EditableAdmin):
    form = EntenteForm
    list_display = ("entente", "signataires_nommes", "date_debut", "date_fin", "publication", "anglais")
    list_filter = (
        *(AFaireFilter, EnVigueurFilter, RegionSignataireFilter, MinistereFilter),
        *("publication", "programme_aide"),
    )
    list_select_related = ("programme_aide",)
    search_fields = (
        *("signataires__nom", "signataires__code", "programme_aide__nom_fr", "programme_aide__sigle"),
        *("mandataire", "organisme__noms__nom_fr", "organisme__noms__sigle"),
    )
    fieldsets = (
        (_("Qui a signé"), {"fields": ("signataires", "mandataire")}),
        (_("Avec qui"), {"fields": (("organisme", "programme_aide"),)}),
        (_("Quand"), {"fields": (("date_debut", "date_fin"),)}),
        (_("Montants"), {"fields": (("montant_ministere", "montant_local"),)}),
        (_("Texte de l’entente"), {"fields": ("fichier", "url", ("note_fr", "note_en"))}),
        FIELDSET_PUBLICATION,
    )
    autocomplete_fields = ("signataires",)
    exports = (EXPORT_ENTENTES,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("organisme__noms", "signataires")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "organisme":
            field.queryset = field.queryset.prefetch_related("noms")
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = Territoire.objects.select_related("parent").in_french_order()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = self.admin_site.get_model_admin(Territoire).suggestion
        return field

    @admin.display(description=_("entente"))
    def entente(self, obj):
        return str(obj)

    @admin.display(description=_("signataires"))
    def signataires_nommes(self, obj):
        return ", ".join(map(str, obj.signataires.all()))

    def get_urls(self):
        view = self.admin_site.admin_view(partial(file_view, self))
        return [
            path("<int:object_id>/fichier", view, name="municipalites_entente_fichier"),
            *super().get_urls(),
        ]


def file_view(model_admin, request, object_id):
    """Of a draft too: staff read what visitors may not."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    entente = get_object_or_404(Entente.objects.exclude(fichier=""), pk=object_id)
    if not entente.fichier.storage.exists(entente.fichier.name):
        raise Http404
    extension = extension_of(entente.fichier.name)
    response = FileResponse(entente.fichier.open(), content_type=FORMATS[extension].type_mime)
    response.headers["Content-Disposition"] = content_disposition(str(entente), extension)
    return response


@admin.register(ProgrammeAide)
class ProgrammeAideAdmin(EditableAdmin):
    list_display = ("nom_fr", "sigle", "code", "anglais")
    list_filter = (AFaireFilter,)
    search_fields = ("nom_fr", "nom_en", "sigle", "code")
    fieldsets = (
        (_("Le programme d’aide"), {"fields": (("nom_fr", "nom_en"), ("sigle", "code"), "site_web")}),
    )
