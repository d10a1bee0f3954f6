"""What is counted, and who says it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.base import EditableAdmin
from gediq.admin.libelles import yes_no

from ..models import Indicateur, Source


class CodeStable:
    """Imports and addresses name the row by its code: once it is there, it stays."""

    def get_readonly_fields(self, request, obj=None):
        return ("code", *super().get_readonly_fields(request, obj)) if obj else ()


@admin.register(Indicateur)
class IndicateurAdmin(CodeStable, EditableAdmin):
    list_display = ("libelle_fr", "code", "famille", "unite", "base", "cle", "position", "anglais")
    list_filter = (AFaireFilter, "famille", "unite", "est_cle")
    list_select_related = ("base",)
    search_fields = ("libelle_fr", "libelle_en", "code", "definition_fr", "definition_en")
    fieldsets = (
        (
            _("Ce qui est compté"),
            {"fields": (("libelle_fr", "libelle_en"), ("definition_fr", "definition_en"))},
        ),
        (_("Comment"), {"fields": (("unite", "decimales"), "base", ("libelle_part_fr", "libelle_part_en"))}),
        (_("Où il paraît"), {"fields": (("famille", "position"), "est_cle")}),
        (_("Repère"), {"fields": ("code",)}),
    )
    autocomplete_fields = ("base",)

    @admin.display(description=_("chiffre clé"), ordering="est_cle")
    def cle(self, obj):
        return yes_no(obj.est_cle)


@admin.register(Source)
class SourceAdmin(CodeStable, EditableAdmin):
    list_display = ("titre_fr", "producteur_fr", "code", "licence_fr", "date_consultation", "anglais")
    list_filter = (AFaireFilter, ("producteur_fr", admin.AllValuesFieldListFilter))
    search_fields = ("titre_fr", "titre_en", "producteur_fr", "producteur_en", "code", "url")
    fieldsets = (
        (
            _("La source"),
            {
                "fields": (
                    ("producteur_fr", "producteur_en"),
                    ("titre_fr", "titre_en"),
                    "url",
                    "date_consultation",
                )
            },
        ),
        (
            _("À quelles conditions"),
            {"fields": (("licence_fr", "licence_en"), ("attribution_fr", "attribution_en"))},
        ),
        (_("Ce que le lecteur doit savoir"), {"fields": (("note_fr", "note_en"),)}),
        (_("Repère"), {"fields": ("code",)}),
    )
