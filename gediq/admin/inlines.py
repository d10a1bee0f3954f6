"""Rows edited on their parent's page."""

from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from .champs import ChampsMixin
from .formulaire import EditableRowForm
from .lignes import EditableFormSet

# More than any record has; a form that claims more rows is drawn with no more than these.
MOST_ROWS = 200


class EditableInlineMixin(ChampsMixin):
    form = EditableRowForm
    formset = EditableFormSet
    extra = 0
    max_num = MOST_ROWS

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **kwargs})


class EditableStackedInline(EditableInlineMixin, TranslationStackedInline):
    """One block per row: the ordinary choice, good on a phone."""

    template = "admin/edit_inline/lignes.html"


class EditableTabularInline(EditableInlineMixin, TranslationTabularInline):
    """One line per row, for rows of two or three short fields."""

    template = "admin/edit_inline/tableau.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The header of the column is no label for a screen reader."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = field.label
        return field
