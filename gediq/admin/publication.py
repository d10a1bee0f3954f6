"""Publishing from a list: each act shows what it touches, and does it all or not at all."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..domain.publication import back_to_draft, publish, withdraw
from ..models import Publication

FIELDSET_PUBLICATION = (
    _("Publication"),
    {"fields": (("publication", "publier_le"), ("motif_retrait_fr", "motif_retrait_en"))},
)


class RetraitForm(forms.Form):
    """The reason readers will find where the record was."""

    motif_fr = forms.CharField(
        label=_("Motif du retrait (français)"),
        help_text=_("Cette phrase est montrée à qui suit un ancien lien."),
        widget=forms.Textarea({"rows": 3, "lang": "fr"}),
    )
    motif_en = forms.CharField(
        label=_("Motif du retrait (anglais)"),
        help_text=_("Facultatif."),
        widget=forms.Textarea({"rows": 3, "lang": "en"}),
        required=False,
    )


@dataclass(frozen=True)
class Acte:
    """What a bulk action does to the rows that are not yet `cible`."""

    nom: str
    titre: str
    effet: str
    cible: str
    run: Callable
    say_done: Callable
    form: type[forms.Form] = forms.Form


PUBLIER = Acte(
    "publish_selected",
    _("Publier les fiches choisies"),
    _("Elles paraîtront tout de suite sur le site, dans les deux langues."),
    Publication.PUBLIEE,
    publish,
    lambda n: ngettext("%(n)s fiche publiée.", "%(n)s fiches publiées.", n) % {"n": n},
)
RETIRER = Acte(
    "withdraw_selected",
    _("Retirer les fiches choisies"),
    _("Elles quitteront le site; leur adresse dira pourquoi."),
    Publication.RETIREE,
    withdraw,
    lambda n: ngettext("%(n)s fiche retirée.", "%(n)s fiches retirées.", n) % {"n": n},
    RetraitForm,
)
REMETTRE = Acte(
    "draft_selected",
    _("Remettre en brouillon les fiches choisies"),
    _("Elles quitteront le site sans explication, comme si elles n’avaient jamais paru."),
    Publication.BROUILLON,
    back_to_draft,
    lambda n: (
        ngettext("%(n)s fiche remise en brouillon.", "%(n)s fiches remises en brouillon.", n) % {"n": n}
    ),
)


class PublicationMixin:
    """For the admin of a `Publiable`: bulk acts, and deletion of drafts alone."""

    actions = ("publish_selected", "withdraw_selected", "draft_selected")

    def has_delete_permission(self, request, obj=None):
        """What was public is withdrawn, never deleted."""
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or obj.publication == Publication.BROUILLON)

    @admin.action(description=PUBLIER.titre, permissions=["change"])
    def publish_selected(self, request, queryset):
        return run_act(self, request, queryset, PUBLIER)

    @admin.action(description=RETIRER.titre, permissions=["change"])
    def withdraw_selected(self, request, queryset):
        return run_act(self, request, queryset, RETIRER)

    @admin.action(description=REMETTRE.titre, permissions=["change"])
    def draft_selected(self, request, queryset):
        return run_act(self, request, queryset, REMETTRE)


def run_act(model_admin, request, queryset, acte):
    """Ask first; once confirmed, do it, or show the form again with what refused it."""
    confirmed = "confirmer" in request.POST
    form = acte.form(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        try:
            done = apply_act(queryset, acte, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            model_admin.message_user(request, acte.say_done(done), messages.SUCCESS)
            return None
    return confirmation_page(model_admin, request, queryset, acte, form)


@transaction.atomic
def apply_act(queryset, acte, *, by, **answers):
    """Return how many rows changed; the rows are locked and read again, so that no text goes back in time."""
    keys = list(queryset.order_by().values_list("pk", flat=True))
    rows = queryset.model._base_manager.filter(pk__in=keys).exclude(publication=acte.cible)
    rows = list(rows.select_for_update().order_by("pk"))
    for row in rows:
        try:
            acte.run(row, by=by, **answers)
        except ValidationError as error:
            raise ValidationError([f"{row} : {message}" for message in error.messages]) from error
    return len(rows)


def confirmation_page(model_admin, request, queryset, acte, form):
    rows = list(queryset.order_by("pk"))
    concerned = [row for row in rows if row.publication != acte.cible]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": acte.titre,
        "opts": model_admin.opts,
        "acte": acte,
        "form": form,
        "fiches": [{"nom": str(row), "url": model_admin.url("change", row.pk)} for row in concerned],
        "deja": len(rows) - len(concerned),
        "cles": [row.pk for row in rows],
        "nom_cles": ACTION_CHECKBOX_NAME,
        "liste_url": model_admin.url("changelist"),
    }
    return TemplateResponse(request, "admin/publication.html", context)
