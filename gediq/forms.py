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

    def start_of_query(self):
        """What the field can hold of a refused query, so that it can be corrected rather than typed again."""
        return "".join(char for char in self.data.get("q", "")[:QUERY_LENGTH] if char.isprintable())
