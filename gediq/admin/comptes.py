"""Accounts of the team: who signs in, and in which groups."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    BaseUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Utilisateur, fold_email
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


class MotDePasseForm(MotsDePasseMixin, AdminPasswordChangeForm):
    """A password for the person; Django's way of taking it away is left to « compte actif »."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


class GroupesField(forms.ModelMultipleChoiceField):
    """The names of the groups are in the catalogue, since their table is in the code."""

    def label_from_instance(self, obj):
        return gettext(obj.name)


class GroupesFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(pk, gettext(name)) for pk, name in super().field_choices(field, request, model_admin)]


@admin.register(Utilisateur)
class UtilisateurAdmin(ListeAdmin, UserAdmin):
    form = CompteForm
    add_form = NouveauCompteForm
    add_form_template = None  # the one of every record; Django's own has a sentence of its own
    change_password_form = MotDePasseForm
    list_display = ("courriel", "nom", "langue", "groupes", "actif", "last_login")
    list_filter = ("is_active", ("groups", GroupesFilter), "langue")
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
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("compte actif"), ordering="is_active")
    def actif(self, obj):
        return yes_no(obj.is_active)

    @admin.display(description=_("groupes"))
    def groupes(self, obj):
        return ", ".join(gettext(group.name) for group in obj.groups.all()) or "—"


# Groups come from the table of gediq.domain.groupes: there is nothing to edit by hand.
admin.site.unregister(Group)
