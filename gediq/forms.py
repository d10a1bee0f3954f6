"""What readers may ask by the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .recherche.normaliseur import QUERY_LENGTH


class RechercheForm(forms.Form):
    q = forms.CharField(
        label=_("Mots à chercher"),
        required=False,
        max_length=QUERY_LENGTH,
        error_messages={
            "max_length": _("Écrivez %(limit_value)d caractères au plus."),
            "null_characters_not_allowed": _("Ces mots contiennent un caractère qui ne s’écrit pas."),
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
