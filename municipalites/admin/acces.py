"""Who may enter for which municipality: read here, changed by acts that the domain checks."""

from django.contrib import admin
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gediq.admin.actes import Acte, run_act
from gediq.admin.liste import ListeAdmin
from gediq.admin.recherche import search

from ..domain.acces import change_role, lock_municipalites, revoke_acces
from ..forms import RoleForm
from ..models import AccesMunicipal

RETIRER = Acte(
    "revoke_selected",
    _("Retirer l’accès"),
    _(
        "Ces personnes ne pourront plus entrer dès leur prochaine page. Les invitations qu’elles ont "
        "envoyées restent à la municipalité. Si plus personne n’y transmet, «\xa0À faire\xa0» le dira."
    ),
    lambda rows: rows.filter(revoque_le__isnull=True),
    revoke_acces,
    lambda n: ngettext("%(n)s accès retiré.", "%(n)s accès retirés.", n) % {"n": n},
)
MODIFIER = Acte(
    "change_selected",
    _("Changer le rôle"),
    _("Le nouveau rôle vaut dès leur prochaine page."),
    lambda rows: rows.filter(revoque_le__isnull=True),
    change_role,
    lambda n: ngettext("%(n)s rôle changé.", "%(n)s rôles changés.", n) % {"n": n},
    RoleForm,
)


@transaction.atomic
def run_locked(model_admin, request, queryset, acte):
    """The municipalities first, then their rows: in the order in which the domain waits for them."""
    lock_municipalites(queryset.order_by().values_list("municipalite", flat=True))
    return run_act(model_admin, request, queryset, acte)


class TraceAdmin(ListeAdmin):
    """Rows that the domain writes: read, acted upon from the list or from their page, never deleted."""

    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/municipalites/trace.html"
    actes = ()

    def has_change_permission(self, request, obj=None):
        """For the acts; the form itself is read only."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, self.get_search_fields(request), search_term), False

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name))}
        return super().change_view(request, object_id, form_url, title | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With a button for each act that this row may still know."""
        if obj and self.has_change_permission(request) and self.is_open(obj):
            context["gestes"] = self.actes
        return super().render_change_form(request, context, add, change, form_url, obj)


class ActifFilter(admin.SimpleListFilter):
    title = _("accès")
    parameter_name = "actif"

    def lookups(self, request, model_admin):
        return [("oui", _("En cours")), ("non", _("Retiré"))]

    def queryset(self, request, queryset):
        if self.value() not in ("oui", "non"):
            return queryset
        return queryset.filter(revoque_le__isnull=self.value() == "oui")


@admin.register(AccesMunicipal)
class AccesMunicipalAdmin(TraceAdmin):
    list_display = (
        "utilisateur",
        "adresse",
        "municipalite",
        "role",
        "created_at",
        "invite_par",
        "revoque_le",
    )
    list_filter = (ActifFilter, "role")
    list_select_related = ("utilisateur", "municipalite", "invite_par")
    search_fields = (
        *("utilisateur__nom", "utilisateur__courriel"),
        *("municipalite__nom", "municipalite__code"),
    )
    fields = (
        *("utilisateur", "adresse", "municipalite", "role"),
        *("created_at", "invite_par", "revoque_le", "revoque_par"),
    )
    readonly_fields = fields
    actions = ("change_selected", "revoke_selected")
    actes = (MODIFIER, RETIRER)

    def has_add_permission(self, request):
        """An access comes from an invitation."""
        return False

    def is_open(self, obj):
        return obj.revoque_le is None

    @admin.display(description=_("courriel"), ordering="utilisateur__courriel")
    def adresse(self, obj):
        return obj.utilisateur.courriel

    @admin.action(description=MODIFIER.titre, permissions=["change"])
    def change_selected(self, request, queryset):
        return run_locked(self, request, queryset, MODIFIER)

    @admin.action(description=RETIRER.titre, permissions=["change"])
    def revoke_selected(self, request, queryset):
        return run_locked(self, request, queryset, RETIRER)
