"""Rows edited on their parent's page."""

from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from .champs import ChampsMixin
from .formulaire import EditableForm


class EditableInlineMixin(ChampsMixin):
    form = EditableForm
    extra = 0


class EditableStackedInline(EditableInlineMixin, TranslationStackedInline):
    """One block per row: the ordinary choice, good on a phone."""


class EditableTabularInline(EditableInlineMixin, TranslationTabularInline):
    """One line per row, for rows of two or three short fields."""
