"""Accounts: who signs in, in which groups, what was done to each. Those of municipalities are only read."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    BaseUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import get_default_password_validators
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from ..domain.connexion import TypeEvenement, end_sessions, note_evenement
from ..domain.equipe import ADMINISTRATION, require_other_administrator
from ..models import Utilisateur, fold_email
from . import equipe
from .a_faire import AFaireFilter
from .libelles import yes_no
from .liste import ListeAdmin
from .widgets import MotDePasseIllisible


class MotsDePasseMixin:
    """What a password must be, told once to who chooses it for somebody else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, second = self.fields["password1"], self.fields["password2"]
        shortest = max(getattr(rule, "min_length", 0) for rule in get_default_password_validators())
        first.help_text = gettext(
            "Au moins %(n)s caractères. Ni un mot de passe courant, ni le nom ou le courriel de la personne, "
            "ni des chiffres seulement."
        ) % {"n": shortest}
        second.label, second.help_text = gettext("Mot de passe, une seconde fois"), ""


class NouveauCompteForm(MotsDePasseMixin, BaseUserCreationForm):
    """The password typed here is provisional: its owner replaces it at the first sign-in."""

    class Meta:
        model = Utilisateur
        fields = ("courriel", "nom", "langue")

    def clean_courriel(self):
        return fold_email(self.cleaned_data["courriel"])

    def save(self, commit=True):
        self.instance.mot_de_passe_provisoire = True
        self.instance.is_staff = True
        return super().save(commit)


class CompteForm(UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Mot de passe"), widget=MotDePasseIllisible)

    class Meta(UserChangeForm.Meta):
        model = Utilisateur

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].help_text = ""

    def clean(self):
        data = super().clean()
        if not self._stays_administrator(data):
            require_other_administrator(self.instance)
        return data

    def _stays_administrator(self, data):
        if not (data.get("is_active") and data.get("is_staff")):
            return False
        return self.instance.is_superuser or any(
            group.name == ADMINISTRATION for group in data.get("groups", ())
        )


class MotDePasseForm(MotsDePasseMixin, AdminPasswordChangeForm):
    """A provisional password; Django's way of taking one away is left to « compte actif »."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True

    def save(self, commit=True):
        self.user.mot_de_passe_provisoire = True
        return super().save(commit)


class GroupesField(forms.ModelMultipleChoiceField):
    """The names of the groups are in the catalogue, since their table is in the code."""

    def label_from_instance(self, obj):
        return gettext(obj.name)


class GroupesFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(pk, gettext(name)) for pk, name in super().field_choices(field, request, model_admin)]


class SorteFilter(admin.SimpleListFilter):
    """The team first: those of municipalities are many, and read elsewhere."""

    title = _("sorte de compte")
    parameter_name = "sorte"

    def lookups(self, request, model_admin):
        return [("equipe", _("Équipe")), ("municipalite", _("Municipalités"))]

    def queryset(self, request, queryset):
        sortes = {"equipe": False, "municipalite": True}
        return queryset.filter(est_municipal=sortes[self.value()]) if self.value() in sortes else queryset


@admin.register(Utilisateur)
class UtilisateurAdmin(ListeAdmin, UserAdmin):
    form = CompteForm
    add_form = NouveauCompteForm
    add_form_template = None  # the one of every record; Django's own has a sentence of its own
    change_password_form = MotDePasseForm
    list_display = ("courriel", "nom", "sorte", "groupes", "actif", "second_facteur", "last_login")
    list_filter = (AFaireFilter, SorteFilter, "is_active", ("groups", GroupesFilter), "langue")
    search_fields = ("courriel", "nom")
    ordering = ("nom", "courriel")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("courriel", "nom", "langue", "password")}),
        (_("Accès"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Repères"), {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("courriel", "nom", "langue", "password1", "password2"),
                "description": _(
                    "Ce mot de passe ne sert qu’une fois\xa0: la personne choisira le sien en ouvrant "
                    "sa première session. Ses groupes se choisissent à l’écran suivant."
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "created_at")
    save_on_top = True

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["form_class"] = GroupesField
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = _("Une personne a les droits de tous ses groupes.")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        rows = super().get_queryset(request).prefetch_related("groups")
        return rows.annotate(a_second_facteur=Exists(factors))

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("sorte"), ordering="est_municipal")
    def sorte(self, obj):
        return gettext("Municipalité") if obj.est_municipal else gettext("Équipe")

    @admin.display(description=_("compte actif"), ordering="is_active")
    def actif(self, obj):
        return yes_no(obj.is_active)

    @admin.display(description=_("second facteur"), ordering="a_second_facteur")
    def second_facteur(self, obj):
        return yes_no(obj.a_second_facteur)

    @admin.display(description=_("groupes"))
    def groupes(self, obj):
        return ", ".join(gettext(group.name) for group in obj.groups.all()) or "—"

    def has_change_permission(self, request, obj=None):
        """A municipal person's account follows the access given by the municipality."""
        return super().has_change_permission(request, obj) and not (obj and obj.est_municipal)

    def has_delete_permission(self, request, obj=None):
        """The history keeps the name: an account is closed, and never deleted by hand."""
        return False

    def get_urls(self):
        def page(suffix, view, name):
            wrapped = self.admin_site.admin_view(partial(view, self))
            return path(f"<path:object_id>/{suffix}/", wrapped, name=f"gediq_utilisateur_{name}")

        return [
            page("depart", equipe.departure_view, "depart"),
            page("second-facteur", equipe.second_factor_view, "second_facteur"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["liens_equipe"] = equipe.links_for(self, request, obj)
        context["evenements"] = obj.evenements.select_related("par") if obj else ()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "courriel" in form.changed_data:
            told = form.initial["courriel"]
            note_evenement(obj, TypeEvenement.COURRIEL, by=request.user, destinataire=told)
        if "is_active" in form.changed_data and not obj.is_active:
            end_sessions(obj)

    def user_change_password(self, request, id, form_url=""):
        """For somebody else: one's own password is chosen in one's own page, and is not provisional."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("mot-de-passe")
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            if isinstance(response, HttpResponseRedirect):
                utilisateur = self.get_object(request, unquote(id))
                precision = gettext("Provisoire, donné par une autre personne")
                note_evenement(utilisateur, TypeEvenement.MOT_DE_PASSE, by=request.user, precision=precision)
        return response


# Groups come from the table of gediq.domain.groupes; factors, proven addresses and tasks are written by the
# machine alone: there is nothing to edit by hand.
admin.site.unregister([Group, Authenticator, EmailAddress, DBTaskResult])
