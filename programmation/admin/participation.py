"""Which municipalities take part in a programme: one by one, or a whole list pasted."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin

from ..models import Participation
from .liste_collee import paste_view


@admin.register(Participation)
class ParticipationAdmin(EditableAdmin):
    list_display = ("municipalite", "code", "programme", "date_debut", "date_fin", "note_fr")
    list_filter = (AFaireFilter, "programme")
    list_select_related = ("programme", "territoire__parent")
    search_fields = ("territoire__nom", "territoire__code", "note_fr")
    fieldsets = (
        (
            _("La participation"),
            {"fields": ("programme", "territoire", ("date_debut", "date_fin"), ("note_fr", "note_en"))},
        ),
    )
    autocomplete_fields = ("territoire",)

    @admin.display(description=_("municipalité ou MRC"), ordering="territoire__cle_tri")
    def municipalite(self, obj):
        return obj.territoire.nom

    @admin.display(description=_("code"), ordering="territoire__code")
    def code(self, obj):
        return obj.territoire.code

    def get_urls(self):
        paste = self.admin_site.admin_view(partial(paste_view, self))
        return [path("coller/", paste, name="programmation_participation_coller"), *super().get_urls()]
