"""Small forms about the people of a municipality, the same in the space and in the back office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gediq.courriels.adresses import clean_address
from gediq.courriels.nettoyage import clean_name
from gediq.models import Utilisateur, fold_email

from .models import Role

# What each role may do, told where one is chosen.
ROLES = [
    (Role.LECTURE, _("Lecture\xa0: lire ce que la municipalité prépare")),
    (Role.REDACTION, _("Rédaction\xa0: lire et rédiger au nom de la municipalité")),
    (
        Role.TRANSMISSION,
        _("Transmission\xa0: rédiger, transmettre au GEDCIQ, inviter des collègues et retirer leur accès"),
    ),
]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"), choices=ROLES, widget=forms.RadioSelect)


class InvitationForm(RoleForm):
    field_order = ("nom", "courriel", "langue", "role")
    nom = forms.CharField(label=_("Nom"), max_length=150, widget=forms.TextInput({"autocomplete": "off"}))
    courriel = forms.EmailField(
        label=_("Courriel au travail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("L’invitation part à cette adresse, et les codes qui ouvrent la session aussi."),
    )
    langue = forms.ChoiceField(label=_("Langue de ses courriels"), choices=Utilisateur.Langue)

    def clean_nom(self):
        return clean_name(self.cleaned_data["nom"])

    def clean_courriel(self):
        return clean_address(self.cleaned_data["courriel"])


class ProfilForm(forms.Form):
    nom = forms.CharField(label=_("Nom"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    langue = forms.ChoiceField(
        label=_("Langue de nos courriels"),
        choices=Utilisateur.Langue,
        help_text=_("L’adresse de la page décide de la langue de la page."),
    )

    def clean_nom(self):
        return clean_name(self.cleaned_data["nom"])


class AdresseForm(forms.Form):
    courriel = forms.EmailField(
        label=_("Votre courriel au travail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_courriel(self):
        return clean_address(fold_email(self.cleaned_data["courriel"]))
