"""What every page of the back office shares."""

from modeltranslation.admin import TranslationAdmin

from ..domain.edition import recording
from .champs import ChampsMixin
from .formulaire import EditableForm


class EditableAdmin(ChampsMixin, TranslationAdmin):
    """Admin of an `Editable` and of the rows edited with it.

    Subclasses give `fieldsets` in the order of the client's paper, languages in pairs:
    `("titre_fr", "titre_en")`. Forms of their own derive from `EditableForm`.
    """

    form = EditableForm
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording(by=request.user):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        obj.verrou += 1
        obj.updated_by = request.user
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
