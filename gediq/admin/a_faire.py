"""« À faire »: the data checks of the registry, counted, each a link to the filtered list."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import registre


@dataclass(frozen=True)
class Ligne:
    libelle: str
    nombre: int
    url: str


def lines_for(request, site):
    """Lines with something to do, for the models this person may change."""
    lines = []
    for controle in registre.controles:
        model_admin = site._registry.get(controle.model)
        if model_admin is None or not model_admin.has_change_permission(request):
            continue
        if nombre := controle.rows().count():
            options = controle.model._meta
            url = reverse(f"{site.name}:{options.app_label}_{options.model_name}_changelist")
            lines.append(Ligne(controle.libelle, nombre, f"{url}?a_faire={controle.code}"))
    return lines


class AFaireFilter(admin.SimpleListFilter):
    """The same checks as a filter of the list; absent where the model has none."""

    title = _("à faire")
    parameter_name = "a_faire"

    def lookups(self, request, model_admin):
        return [(controle.code, controle.libelle) for controle in registre.controles_of(model_admin.model)]

    def queryset(self, request, queryset):
        for controle in registre.controles_of(queryset.model):
            if controle.code == self.value():
                return queryset.filter(pk__in=controle.rows().order_by().values("pk"))
        return queryset
