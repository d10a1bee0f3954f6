"""How each field looks in a form of the back office: its label, its language, its widget."""

from .libelles import field_label, language_of


class ChampsMixin:
    """For a ModelAdmin or an inline. Name pairs in `fieldsets`: `("titre_fr", "titre_en")` stand side by side."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.label = field_label(db_field)
            if langue := language_of(db_field):
                field.widget.attrs["lang"] = langue
        return field
