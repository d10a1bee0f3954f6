"""Dated releases of the open data: read, and made by one button.

Own view rather than the « add » form: nobody types a release, one asks for it and sees first what it holds.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..domain.jeux import find_jeu
from ..domain.parutions import find_news, publish_parutions
from ..models import Parution
from .liste import ListeAdmin


@admin.register(Parution)
class ParutionAdmin(ListeAdmin):
    list_display = ("titre", "jour", "lignes", "created_by")
    list_filter = ("jeu",)
    list_select_related = ("created_by",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-jour", "jeu")
    fields = ("jeu", "jour", "lignes", "empreinte", "created_at", "created_by")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("jeu de données"), ordering="jeu")
    def titre(self, obj):
        jeu = find_jeu(obj.jeu)
        return jeu.titre if jeu else obj.jeu

    def changelist_view(self, request, extra_context=None):
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_queryset(self, request):
        """Without the files: a list does not show them."""
        return super().get_queryset(request).defer("contenu")

    def view_on_site(self, obj):
        return reverse("parution-export-csv", args=[obj.jeu, obj.jour.isoformat()])

    def add_view(self, request, form_url="", extra_context=None):
        """A GET says what would be released; a POST does it, once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._publish(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Faire paraître les données du jour"),
            "opts": self.opts,
            "objet": None,
            "nouvelles": find_news(),
        }
        return TemplateResponse(request, "admin/gediq/parution_accord.html", context)

    def _publish(self, request):
        made = publish_parutions(by=request.user)
        if made:
            sentence = ngettext("%(n)d jeu de données a paru.", "%(n)d jeux de données ont paru.", len(made))
            self.message_user(request, sentence % {"n": len(made)}, messages.SUCCESS)
        else:
            self.message_user(request, _("Rien n’a changé\xa0: rien n’a paru."), messages.INFO)
        return HttpResponseRedirect(reverse("admin:gediq_parution_changelist"))
