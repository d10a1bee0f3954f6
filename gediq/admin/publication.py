"""Publishing from a list, withdrawing from it; what was public is never deleted."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..domain.publication import back_to_draft, publish, withdraw
from ..models import Publication
from .actes import Acte, run_act

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


def not_yet(publication):
    """The rows that an act would bring to `publication`."""
    return lambda rows: rows.exclude(publication=publication)


PUBLIER = Acte(
    "publish_selected",
    _("Publier les fiches choisies"),
    _("Elles paraîtront tout de suite sur le site, dans les deux langues."),
    not_yet(Publication.PUBLIEE),
    publish,
    lambda n: ngettext("%(n)s fiche publiée.", "%(n)s fiches publiées.", n) % {"n": n},
)
RETIRER = Acte(
    "withdraw_selected",
    _("Retirer les fiches choisies"),
    _("Elles quitteront le site; leur adresse dira pourquoi."),
    not_yet(Publication.RETIREE),
    withdraw,
    lambda n: ngettext("%(n)s fiche retirée.", "%(n)s fiches retirées.", n) % {"n": n},
    RetraitForm,
)
REMETTRE = Acte(
    "draft_selected",
    _("Remettre en brouillon les fiches choisies"),
    _("Elles quitteront le site sans explication, comme si elles n’avaient jamais paru."),
    not_yet(Publication.BROUILLON),
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
