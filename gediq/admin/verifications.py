"""What no page of the back office may forget; checked when the server starts."""

from django.contrib.admin.checks import ModelAdminChecks
from django.core import checks

from ..models import Editable
from .champs import ChampsMixin
from .formulaire import EditableForm
from .lignes import EditableFormSet


class EditableChecks(ModelAdminChecks):
    def check(self, admin_obj, **kwargs):
        return [
            *super().check(admin_obj, **kwargs),
            *self._check_no_list_editable(admin_obj),
            *self._check_form(admin_obj),
            *self._check_fieldsets_given(admin_obj),
            *self._check_inlines_are_editable(admin_obj),
        ]

    def _check_no_list_editable(self, admin_obj):
        if admin_obj.list_editable:
            yield self._error(admin_obj, "E001", "list_editable would overwrite what others have just saved.")

    def _check_form(self, admin_obj):
        if not issubclass(admin_obj.form, EditableForm):
            yield self._error(admin_obj, "E002", "its form must derive from EditableForm.")

    def _check_fieldsets_given(self, admin_obj):
        for options in (admin_obj, *self._inlines(admin_obj)):
            if isinstance(options, ChampsMixin) and not options.fieldsets:
                yield self._error(options, "E003", "fieldsets must be given, languages in pairs.")

    def _check_inlines_are_editable(self, admin_obj):
        for inline in self._inlines(admin_obj):
            if issubclass(inline.model, Editable) and not issubclass(inline.formset, EditableFormSet):
                yield self._error(
                    inline, "E004", "an inline of an Editable must derive from EditableStackedInline."
                )

    def _inlines(self, admin_obj):
        return [inline(admin_obj.model, admin_obj.admin_site) for inline in admin_obj.inlines]

    def _error(self, obj, number, message):
        return checks.Error(message, obj=obj.__class__, id=f"gediq.admin.{number}")
