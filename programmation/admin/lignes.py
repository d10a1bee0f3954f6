"""The rows of a session's screen: its dates and its places, in a constant number of queries."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gediq.admin.inlines import EditableStackedInline
from gediq.admin.lignes import EditableFormSet
from gediq.admin.widgets import ChoixAssiste

from ..models import DateSeance, LieuSeance
from .forms import DateSeanceForm, HeureInput, JourField, JourInput, LieuSeanceForm

COMME_LA_SEANCE = [("", _("Comme la séance"))]


class MunicipaliteSelect(ChoixAssiste):
    """Django asks the database for the name of each chosen row; `connue` is the one already at hand."""

    connue = None

    def optgroups(self, name, value, attrs=None):
        row = self.connue
        if row is None or list(map(str, value)) != [str(row.pk)]:
            return super().optgroups(name, value, attrs)
        return [(None, [self.create_option(name, row.pk, str(row), True, 0)], 0)]


class LieuSeanceFormSet(EditableFormSet):
    @cached_property
    def dates(self):
        """The dates a place may be limited to: those of its session, already saved."""
        return list(self.instance.dates.all()) if self.instance.pk else []

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "dates": self.dates}

    def save(self, commit=True):
        """A date removed in the same save limits its place no longer."""
        left = set(DateSeance.objects.filter(seance=self.instance).values_list("pk", flat=True))
        for form in self.forms:
            if form.instance.date_id not in left:
                form.instance.date = None
        return super().save(commit)


class LigneInline(EditableStackedInline):
    """A date or a place: what is empty is the session's."""

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs["choices"] = db_field.get_choices(blank_choice=COMME_LA_SEANCE)
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class DateSeanceInline(LigneInline):
    model = DateSeance
    form = DateSeanceForm
    formfield_overrides = {
        **LigneInline.formfield_overrides,
        models.DateField: {"form_class": JourField, "widget": JourInput},
        models.TimeField: {"widget": HeureInput},
    }
    fieldsets = (
        (None, {"fields": (("jour", "mois"), ("debut", "fin"))}),
        (
            _("Si cette date diffère de la séance"),
            {"fields": (("statut", "mode"), ("motif_fr", "motif_en")), "classes": ("collapse",)},
        ),
    )


class LieuSeanceInline(LigneInline):
    model = LieuSeance
    form = LieuSeanceForm
    formset = LieuSeanceFormSet
    autocomplete_fields = ("municipalite",)
    fieldsets = (
        (
            None,
            {"fields": (("municipalite", "position"), ("salle", "adresse"), ("acces_fr", "acces_en"))},
        ),
        (
            _("Si ce lieu diffère de la séance"),
            {"fields": ("date", ("statut", "mode"), ("motif_fr", "motif_en")), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("municipalite", "date")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "municipalite":
            kwargs["widget"] = MunicipaliteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
