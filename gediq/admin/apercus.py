"""Preview links: who may still read which draft. Created from the draft's own page; revoked here."""

from django.apps import apps
from django.contrib import admin
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import LienApercu
from .liste import ListeAdmin


@admin.register(LienApercu)
class LienApercuAdmin(ListeAdmin):
    list_display = ("fiche", "created_by", "created_at", "expire_le", "revoque_le")
    list_select_related = ("created_by",)
    list_filter = ("objet",)
    actions = ("revoke",)
    readonly_fields = ("fiche", "created_by", "created_at", "revoque_le")
    fields = ("fiche", "created_by", "created_at", "expire_le", "revoque_le")

    @admin.action(description=_("Révoquer les liens choisis"), permissions=["change"])
    def revoke(self, request, queryset):
        count = queryset.filter(revoque_le__isnull=True).update(revoque_le=timezone.now())
        self.message_user(
            request, ngettext("%(n)s lien révoqué.", "%(n)s liens révoqués.", count) % {"n": count}
        )

    @admin.display(description=_("fiche"), ordering="objet")
    def fiche(self, obj):
        return f"{capfirst(apps.get_model(obj.objet)._meta.verbose_name)} {obj.objet_id}"

    def has_add_permission(self, request):
        return False
