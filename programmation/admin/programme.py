"""The programme, its cycles, its series of sessions."""

from functools import partial

from django.contrib import admin
from django.db.models import Count
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.inlines import EditableStackedInline
from gediq.admin.publication import FIELDSET_PUBLICATION, PublicationMixin

from ..models import Cycle, Financement, Programme, Serie
from .copies import duplicate_cycle_view
from .forms import CycleForm, FinancementForm
from .provenance import ProvenanceMixin


class FinancementInline(EditableStackedInline):
    model = Financement
    form = FinancementForm
    fieldsets = ((None, {"fields": (("organisme", "position"), ("mention_fr", "mention_en"))}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisme").prefetch_related("organisme__noms")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "organisme":
            # Listed once for all the rows, not once for each.
            rows = field.queryset.prefetch_related("noms")
            field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in rows)]
        return field


@admin.register(Programme)
class ProgrammeAdmin(ProvenanceMixin, PublicationMixin, EditableAdmin):
    list_display = ("titre_fr", "periode", "publication", "anglais")
    list_filter = (AFaireFilter, "publication")
    search_fields = ("titre_fr", "titre_en", "surtitre_fr", "slug")
    prepopulated_fields = {"slug": ("titre_fr",)}
    fieldsets = (
        (
            _("Le programme"),
            {
                "fields": (
                    ("titre_fr", "titre_en"),
                    ("surtitre_fr", "surtitre_en"),
                    ("annee_debut", "annee_fin"),
                )
            },
        ),
        (
            _("Présentation"),
            {
                "fields": (
                    ("presentation_titre_fr", "presentation_titre_en"),
                    ("presentation_fr", "presentation_en"),
                    ("note_fr", "note_en"),
                )
            },
        ),
        (
            _("Remerciements"),
            {
                "fields": (("remerciements_fr", "remerciements_en"),),
                "classes": ("avec-lignes", "avec-participations"),
            },
        ),
        FIELDSET_PUBLICATION,
        (_("Adresse"), {"fields": ("slug",)}),
        (_("Provenance"), {"fields": ("extrait_source",)}),
    )
    inlines = (FinancementInline,)
    change_form_template = "admin/programmation/fiche.html"

    @admin.display(description=_("période"), ordering="annee_debut")
    def periode(self, obj):
        return f"{obj.annee_debut}-{obj.annee_fin}"

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return (*names, "slug") if obj else names

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["participations"] = obj.participations.count()
            listed = reverse("admin:programmation_participation_changelist")
            context["participations_url"] = f"{listed}?programme__id__exact={obj.pk}"
            if request.user.has_perm("programmation.add_participation"):
                paste = reverse("admin:programmation_participation_coller")
                context["coller_url"] = f"{paste}?programme={obj.pk}"
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Cycle)
class CycleAdmin(EditableAdmin):
    form = CycleForm
    list_display = ("titre_fr", "code", "programme", "position", "nombre_seances", "anglais")
    list_filter = (AFaireFilter, "programme")
    list_select_related = ("programme",)
    search_fields = ("titre_fr", "titre_en", "code")
    fieldsets = ((_("Le cycle"), {"fields": ("programme", ("code", "position"), ("titre_fr", "titre_en"))}),)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(seances_comptees=Count("seances"))

    @admin.display(description=_("séances"))
    def nombre_seances(self, obj):
        return obj.seances_comptees

    def get_urls(self):
        duplicate = self.admin_site.admin_view(partial(duplicate_cycle_view, self))
        page = path("<int:object_id>/copie/", duplicate, name="programmation_cycle_copie")
        return [page, *super().get_urls()]


@admin.register(Serie)
class SerieAdmin(EditableAdmin):
    list_display = ("titre_fr", "titre_en", "nombre_seances")
    list_filter = (AFaireFilter,)
    search_fields = ("titre_fr", "titre_en")
    fieldsets = ((_("La série"), {"fields": (("titre_fr", "titre_en"),)}),)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(seances_comptees=Count("seances"))

    @admin.display(description=_("séances"))
    def nombre_seances(self, obj):
        return obj.seances_comptees
