"""Invitations to the space of a municipality: the « add » form invites, the acts remind and withdraw."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gediq.admin.actes import Acte
from gediq.admin.widgets import is_key
from gediq.courriels.adresses import clean_address
from gediq.courriels.nettoyage import clean_name

from ..domain.invitations import (
    DELAI_DOUBLE_CLIC,
    create_invitation,
    create_invitation_link,
    refuse_invitation,
    remind_invitation,
    revoke_invitation,
)
from ..domain.liens_invitation import write_message
from ..forms import ROLES
from ..models import Contact, Invitation, Municipalite
from ..models.acces import DUREE_INVITATION
from .acces import TraceAdmin, run_locked


def waiting(rows):
    return rows.filter(acceptee_le__isnull=True, revoquee_le__isnull=True)


def remindable(rows):
    """Those whose last link did not leave a moment ago."""
    return waiting(rows).filter(expire_le__lte=timezone.now() + DUREE_INVITATION - DELAI_DOUBLE_CLIC)


RELANCER = Acte(
    "remind_selected",
    gettext_lazy("Relancer"),
    gettext_lazy("Un nouveau lien part à chaque personne; ceux qu’elle a déjà reçus servent encore."),
    remindable,
    remind_invitation,
    lambda n: ngettext("%(n)s invitation relancée.", "%(n)s invitations relancées.", n) % {"n": n},
)
RETIRER = Acte(
    "revoke_selected",
    gettext_lazy("Retirer l’invitation"),
    gettext_lazy("Tous les liens déjà envoyés à ces personnes cessent de servir."),
    waiting,
    revoke_invitation,
    lambda n: ngettext("%(n)s invitation retirée.", "%(n)s invitations retirées.", n) % {"n": n},
)
LIEN = gettext_lazy("Créer un lien à transmettre")


class EtatFilter(admin.SimpleListFilter):
    title = gettext_lazy("état")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        return [
            ("attente", _("En attente")),
            ("expiree", _("Expirée")),
            ("acceptee", _("Acceptée")),
            ("retiree", _("Retirée")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        found = {
            "attente": waiting(queryset).filter(expire_le__gt=now),
            "expiree": waiting(queryset).filter(expire_le__lte=now),
            "acceptee": queryset.filter(acceptee_le__isnull=False),
            "retiree": queryset.filter(revoquee_le__isnull=False),
        }
        return found.get(self.value(), queryset)


class NouvelleInvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ("municipalite", "nom", "courriel", "langue", "role")
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].choices = ROLES
            self.fields["role"].help_text = ""

    def clean_nom(self):
        return clean_name(self.cleaned_data["nom"])

    def clean_courriel(self):
        return clean_address(self.cleaned_data["courriel"])

    def clean(self):
        """The domain decides, and not the constraint of the table: an expired invitation is renewed."""
        data = self.cleaned_data
        if not self.errors:
            refuse_invitation(data["municipalite"], data["courriel"])
        return data


@admin.register(Invitation)
class InvitationAdmin(TraceAdmin):
    form = NouvelleInvitationForm
    list_display = ("nom", "courriel", "municipalite", "role", "etat", "expire_le", "created_by")
    list_filter = (EtatFilter, "role")
    list_select_related = ("municipalite", "created_by")
    search_fields = ("nom", "courriel", "municipalite__nom", "municipalite__code")
    fields = ("municipalite", ("nom", "courriel"), "langue", "role")
    autocomplete_fields = ("municipalite",)
    actions = ("remind_selected", "link_selected", "revoke_selected")
    actes = (RELANCER, {"nom": "link_selected", "titre": LIEN}, RETIRER)

    def is_open(self, obj):
        return not obj.acceptee_le and not obj.revoquee_le

    def get_fields(self, request, obj=None):
        life = ("etat", "relances", "expire_le", "created_by", "created_at") if obj else ()
        return (*self.fields, *life)

    def get_fieldsets(self, request, obj=None):
        told = _("Le courriel part dès l’enregistrement. Son lien sert pendant 30 jours.")
        return [(None, {"fields": self.get_fields(request, obj), "description": "" if obj else told})]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)[4:] if obj else ()

    @admin.display(description=gettext_lazy("état"))
    def etat(self, obj):
        if obj.acceptee_le:
            return _("Acceptée")
        if obj.revoquee_le:
            return _("Retirée")
        return _("En attente") if obj.expire_le > timezone.now() else _("Expirée")

    # --- Inviting ---

    def get_changeform_initial_data(self, request):
        """From the page of a municipality or of a contact: by number, never by name in an address."""
        keys = {name: key for name, key in request.GET.items() if is_key(key)}
        if "contact" in keys and request.user.has_perm("municipalites.view_contact"):
            return initial_of(Contact.objects.filter(pk=keys["contact"]).first())
        return {"municipalite": keys["municipalite"]} if "municipalite" in keys else {}

    def add_view(self, request, form_url="", extra_context=None):
        """What somebody else did between the check of the form and the act is said, and nothing is lost."""
        page = {
            "title": _("Inviter une personne"),
            "subtitle": "",
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        try:
            return super().add_view(request, form_url, page | (extra_context or {}))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        obj.pk = create_invitation(by=request.user, **form.cleaned_data).pk
        obj.refresh_from_db()

    def response_add(self, request, obj, post_url_continue=None):
        sentence = _("L’invitation part à %(adresse)s.") % {"adresse": obj.courriel}
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:municipalites_invitation_change", args=[obj.pk]))

    # --- Acts ---

    @admin.action(description=RELANCER.titre, permissions=["change"])
    def remind_selected(self, request, queryset):
        return run_locked(self, request, queryset, RELANCER)

    @admin.action(description=RETIRER.titre, permissions=["change"])
    def revoke_selected(self, request, queryset):
        return run_locked(self, request, queryset, RETIRER)

    @admin.action(description=LIEN, permissions=["change"])
    def link_selected(self, request, queryset):
        """The link is in this answer and nowhere else."""
        if queryset.count() != 1:
            self.message_user(request, _("Choisissez une seule invitation."), messages.WARNING)
            return None
        invitation = queryset.get()
        try:
            lien = create_invitation_link(invitation, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": LIEN,
            "opts": self.opts,
            "objet": invitation,
            "invitation": invitation,
            "message": write_message(invitation, lien),
        }
        return TemplateResponse(request, "admin/municipalites/invitation_lien.html", context)


def initial_of(contact):
    if contact is None:
        return {}
    is_municipal = Municipalite.objects.filter(pk=contact.territoire_id).exists()
    place = {"municipalite": contact.territoire_id} if is_municipal else {}
    return place | {"nom": contact.nom, "courriel": contact.courriel, "langue": contact.langue}
