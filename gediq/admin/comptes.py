"""Accounts of the team: who signs in, and in which groups."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from ..models import Utilisateur, fold_email


class NouveauCompteForm(BaseUserCreationForm):
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


@admin.register(Utilisateur)
class UtilisateurAdmin(UserAdmin):
    add_form = NouveauCompteForm
    list_display = ("courriel", "nom", "langue", "groupes", "is_active", "last_login")
    list_filter = ("is_active", "groups", "langue")
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
            {"fields": ("courriel", "nom", "langue", "password1", "password2")},
        ),
    )
    readonly_fields = ("last_login", "created_at")
    save_on_top = True

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = _("Une personne a les droits de tous ses groupes.")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("groupes"))
    def groupes(self, obj):
        return ", ".join(group.name for group in obj.groups.all()) or "—"




# Groups come from the table of gediq.domain.groupes: there is nothing to edit by hand.
admin.site.unregister(Group)
