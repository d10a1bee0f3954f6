"""Preview links: who may still read which draft. Created from the draft's own page; revoked here."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..models import LienApercu


@admin.register(LienApercu)
class LienApercuAdmin(admin.ModelAdmin):
    list_display = ("objet", "objet_id", "created_by", "created_at", "expire_le", "revoque_le")
    list_select_related = ("created_by",)
    list_filter = ("objet",)
    actions = ("revoke",)
    readonly_fields = ("objet", "objet_id", "created_by", "created_at", "revoque_le")
    fields = ("objet", "objet_id", "created_by", "created_at", "expire_le", "revoque_le")

    @admin.action(description=_("Révoquer les liens choisis"), permissions=["change"])
    def revoke(self, request, queryset):
        count = queryset.filter(revoque_le__isnull=True).update(revoque_le=timezone.now())
        self.message_user(
            request, ngettext("%(n)s lien révoqué.", "%(n)s liens révoqués.", count) % {"n": count}
        )

    def has_add_permission(self, request):
        return False
