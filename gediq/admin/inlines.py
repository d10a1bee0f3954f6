"""Rows edited on their parent's page."""

from modeltranslation.admin import TranslationStackedInline

from .champs import ChampsMixin
from .formulaire import EditableRowForm
from .lignes import EditableFormSet

# More than any record has; a form that claims more rows is drawn with no more than these.
MOST_ROWS = 200


class EditableStackedInline(ChampsMixin, TranslationStackedInline):
    """One block per row: good on a phone."""

    form = EditableRowForm
    formset = EditableFormSet
    template = "admin/edit_inline/lignes.html"
    extra = 0
    max_num = MOST_ROWS

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **kwargs})
