"""How each field looks in a form of the back office: its label, its language, its widget."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models

from .libelles import field_label, language_of, unique_message
from .widgets import ChoixAssiste, ChoixAssistes, ChoixMultiplesField, DateHeure, FicheLiee, ZoneTexte


class ChampsMixin:
    """For a ModelAdmin or an inline: `("titre_fr", "titre_en")` in `fieldsets` stand side by side."""

    formfield_overrides = {
        models.TextField: {"widget": ZoneTexte},
        models.DateTimeField: {"widget": DateHeure},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.label = field_label(db_field)
            field.error_messages["unique"] = unique_message(db_field)
            if langue := language_of(db_field):
                field.widget.attrs["lang"] = langue
            if isinstance(field.widget, DateHeure):
                field.widget.name_inputs(field.label)
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                field.widget = FicheLiee.instead_of(field.widget)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoixAssiste(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", ChoixMultiplesField)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoixAssistes(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
