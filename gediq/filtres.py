"""Filters in the query string, each optional: read, checked and told the same way by a page and its files."""

from django import forms
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .recherche.normaliseur import QUERY_LENGTH
from .typographie import label_value

UNREADABLE = {"null_characters_not_allowed": _("Cette valeur contient des caractères illisibles.")}
TOO_LONG = {
    "max_length": _("La recherche est trop longue : gardez-en les mots importants, 200 caractères au plus.")
}


def text_filter(label, **options):
    options.setdefault("error_messages", UNREADABLE)
    return forms.CharField(label=label, required=False, **options)


def words_filter(label):
    return text_filter(label, max_length=QUERY_LENGTH, error_messages=UNREADABLE | TOO_LONG)


class Filtre(forms.Form):
    """An unknown value is refused with a sentence and filters nothing.

    `REFUSALS` gives that sentence to each filter whose values are known; `rows` those values.
    """

    REFUSALS = {}
    # Those of `REFUSALS` a reader chooses in a menu; all of them unless said.
    MENUS = None
    # Accepted but not told among the filters at work: the order, the pages.
    UNTOLD = ()

    def rows(self, name):
        """(value, text, language of the text, "" if the page's) of what can be asked of this filter."""
        raise NotImplementedError

    def is_known(self, name, value):
        return any(row[0] == value for row in self.rows(name))

    def clean(self):
        for name, sentence in self.REFUSALS.items():
            value = self.cleaned_data.get(name)
            if value and not self.is_known(name, value):
                short = Truncator(value).chars(40)
                self.add_error(name, forms.ValidationError(sentence, params={"valeur": short}))
        return self.cleaned_data

    @property
    def chosen(self):
        """The accepted filters that are set, in the order of the form: {name: value}."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def refusals(self):
        """One sentence per refused value."""
        return [sentence for sentences in self.errors.values() for sentence in sentences]

    @property
    def words(self):
        """What was typed, to be shown again even when it is refused."""
        return self.data.get("q", "").replace("\0", "")[:QUERY_LENGTH]

    @property
    def menus(self):
        """(name, label, options) of each menu; an option is (value, text, its own language or "", chosen)."""
        chosen = self.chosen
        return [
            (name, self.fields[name].label, [(*row, row[0] == chosen.get(name)) for row in self.rows(name)])
            for name in self.MENUS or self.REFUSALS
        ]

    @property
    def active(self):
        """(« Ville : Laval », query string without it) of each accepted filter."""
        return [
            (self._told(name, value), self.query_string(without=name))
            for name, value in self.chosen.items()
            if name not in self.UNTOLD
        ]

    def _told(self, name, value):
        known = self.rows(name) if name in self.REFUSALS else []
        text = next((row[1] for row in known if row[0] == value), value)
        label = self.fields[name].label
        return label_value([text], label, label, langue=get_language())

    def query_string(self, *, without=""):
        """The accepted filters as an address writes them, perhaps without one of them."""
        return urlencode({name: value for name, value in self.chosen.items() if name != without})
