"""A session in one screen, in the order of the brochure: when and where, what, who, then the site's part."""

import uuid
from functools import partial

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.publication import FIELDSET_PUBLICATION, PublicationMixin
from gediq.models import Publication
from gediq.typographie import label_value

from ..domain.changements import changes_between, record_changes
from ..domain.duplication import next_code
from ..domain.instantane import snapshot, snapshot_of
from ..domain.textes_avis import dates_text
from ..enums import ObjetAvis, TypeSeance
from ..models import Cycle, Seance
from .copies import duplicate_seance_view, name_seance
from .depots import DocumentsMixin
from .forms import MOTIFS, SeanceForm
from .lignes import DateSeanceInline, LieuSeanceInline
from .provenance import ProvenanceMixin

FIELDSET_MOTIF = (
    _("Motif du changement"),
    {
        "fields": (MOTIFS,),
        "classes": ("avec-avis",),
        "description": _(
            "Cette séance est publiée : ses lecteurs sont avertis de ce qui change, et pourquoi."
        ),
    },
)


class ChangementRefuseError(Exception):
    """A published session would change without a reason for its readers, or lose the day they noted."""

    def __init__(self, sentences, *, is_reason_missing):
        super().__init__()
        self.sentences = sentences
        self.is_reason_missing = is_reason_missing


def say_change(change):
    """« Date : 5 juin 2020 → 12 juin 2020 »."""
    langue = get_language()
    told = " → ".join(filter(None, (change.avant[langue], change.apres[langue])))
    return label_value([told], ObjetAvis(change.objet).label, "", langue=langue)


def reason_of(form, formsets):
    """The reason given to readers: its own field, else the « motif » just typed beside a statut."""
    given = [form.cleaned_data.get(name, "") for name in MOTIFS]
    if given[0].strip():
        return given
    for edited in (form, *(row for rows in formsets for row in rows.forms)):
        if "motif_fr" in edited.changed_data and edited.cleaned_data.get("motif_fr"):
            return edited.cleaned_data["motif_fr"], edited.cleaned_data.get("motif_en") or ""
    return given


class TypeFilter(admin.SimpleListFilter):
    title = _("type")
    parameter_name = "type"

    def lookups(self, request, model_admin):
        return TypeSeance.choices

    def queryset(self, request, queryset):
        return queryset.filter(types__contains=self.value()) if self.value() in TypeSeance else queryset


@admin.register(Seance)
class SeanceAdmin(DocumentsMixin, ProvenanceMixin, PublicationMixin, EditableAdmin):
    list_display = ("intitule", "jours", "villes", "mode", "statut", "publication", "anglais")
    list_filter = (AFaireFilter, "cycle", TypeFilter, "mode", "statut", "publication")
    search_fields = (
        "code",
        "titre_fr",
        "titre_en",
        "referentiels__titre_fr",
        "referentiels__titre_en",
        "lieux__municipalite__nom",
        "personnes_ressources_fr",
        "extrait_source",
    )
    form = SeanceForm
    change_form_template = "admin/programmation/fiche.html"
    fieldsets = (
        (
            _("Quand et où"),
            {
                "fields": ("cycle", ("mode", "mode_connu"), "statut", ("motif_fr", "motif_en")),
                "classes": ("avec-lignes",),
            },
        ),
        (
            _("Quoi"),
            {
                "fields": (
                    "types",
                    ("titre_fr", "titre_en"),
                    "referentiels",
                    "themes",
                    ("serie", "rang_serie"),
                )
            },
        ),
        (
            _("Qui et comment participer"),
            {"fields": (("personnes_ressources_fr", "personnes_ressources_en"), ("acces_fr", "acces_en"))},
        ),
        (
            _("Après la séance"),
            {
                "fields": ("municipalites_presentes", ("compte_rendu_fr", "compte_rendu_en")),
                "classes": ("avec-documents",),
            },
        ),
        FIELDSET_PUBLICATION,
        (_("Adresse et ordre"), {"fields": (("code", "position"),)}),
        (_("Provenance"), {"fields": ("extrait_source",)}),
    )
    autocomplete_fields = ("municipalites_presentes",)
    inlines = (DateSeanceInline, LieuSeanceInline)

    # --- List ---

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("cycle__programme")
        if request.resolver_match.url_name.endswith("_changelist"):
            return rows.prefetch_related("dates", "lieux__municipalite", "lieux__date", "referentiels")
        return rows

    @admin.display(description=_("séance"), ordering="code")
    def intitule(self, obj):
        return name_seance(obj)

    @admin.display(description=_("dates"))
    def jours(self, obj):
        return dates_text(snapshot_of(obj, obj.dates.all(), obj.lieux.all()), get_language())

    @admin.display(description=_("villes"))
    def villes(self, obj):
        return ", ".join(lieu.municipalite.name_in(get_language()) for lieu in obj.lieux.all()) or "—"

    # --- Form ---

    def get_urls(self):
        duplicate = self.admin_site.admin_view(partial(duplicate_seance_view, self))
        page = path("<int:object_id>/copie/", duplicate, name="programmation_seance_copie")
        return [page, *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        first, *others = super().get_fieldsets(request, obj)
        is_public = obj is not None and obj.publication == Publication.PUBLIEE
        asks_why = is_public and self.has_change_permission(request, obj)
        return [first, *([FIELDSET_MOTIF] if asks_why else []), *others]

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return (*names, "code") if obj else names

    def get_changeform_initial_data(self, request):
        newest = Cycle.objects.order_by("-programme__annee_debut", "-position", "-pk").first()
        proposed = {"code": next_code(), "cycle": newest and newest.pk, "position": ""}
        return proposed | super().get_changeform_initial_data(request)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Boxes to tick: nothing to hold down, nothing to type. A thousand municipalities are searched."""
        if db_field.name not in self.autocomplete_fields:
            return super().formfield_for_manytomany(
                db_field, request, widget=CheckboxSelectMultiple, **kwargs
            )
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.queryset = field.queryset.select_related("parent")
        field.label_from_instance = self.admin_site.get_model_admin(db_field.related_model).suggestion
        return field

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["copie_uid"] = uuid.uuid4()
        context["avis"] = obj.avis.all() if obj else ()
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- What readers are told ---

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.motif_refuse = getattr(request, "motif_refuse", ())
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ChangementRefuseError as refusal:
            # Nothing was saved; the same form, refused this time, shows all that was typed.
            setattr(request, "motif_refuse" if refusal.is_reason_missing else "refus", refusal.sentences)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        form.avant = snapshot(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        motif_fr, motif_en = reason_of(form, formsets)
        try:
            record_changes(form.instance, form.avant, by=request.user, motif_fr=motif_fr, motif_en=motif_en)
        except ValidationError as error:
            is_reason_missing = error.code == "motif_requis"
            changes = changes_between(form.avant, snapshot(form.instance)) if is_reason_missing else ()
            sentences = [*error.messages, *map(say_change, changes)]
            raise ChangementRefuseError(sentences, is_reason_missing=is_reason_missing) from error

    def _show_conflict(self, request, object_id, form_url, fusion):
        """The reason is no text of the session: two readings of it never differ, and it must not be lost."""
        fusion.etat.valeurs.update({name: request.POST.get(name, "") for name in MOTIFS})
        return super()._show_conflict(request, object_id, form_url, fusion)
