"""Languages of the content: who is translated, what fell back, and the rule « no English without French »."""

from html import unescape

from django.db import models
from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import NotRegistered, translator


def english_needs_french(*names):
    """Return one database constraint per translated field: English is refused where French is empty."""
    return [
        models.CheckConstraint(
            name=f"%(app_label)s_%(class)s_{name}_en_exige_fr",
            condition=Q(**{f"{name}_en__isnull": True})
            | Q(**{f"{name}_en": ""})
            | (Q(**{f"{name}_fr__isnull": False}) & ~Q(**{f"{name}_fr": ""})),
            violation_error_message=_("Le texte anglais demande d’abord le texte français."),
        )
        for name in names
    ]


def is_filled(value):
    """Tell whether a reader would see something: the empty editor saves an empty paragraph."""
    return bool(unescape(strip_tags(value or "")).replace("\xa0", " ").strip())


def translated_fields(model):
    """Names of the fields of `model` that have one column per language, in order of declaration."""
    try:
        return list(translator.get_options_for_model(model).get_field_names())
    except NotRegistered:
        return []


class Traduisible(models.Model):
    """What has reader's text in French, and perhaps in English."""

    class Meta:
        abstract = True

    def missing_translations(self, langue="en"):
        """Names of the fields filled in French and empty in `langue`."""
        return [
            name
            for name in translated_fields(type(self))
            if is_filled(getattr(self, f"{name}_fr")) and not is_filled(getattr(self, f"{name}_{langue}"))
        ]

    def is_translated(self, langue):
        """True when every reader's field filled in French is filled in `langue`."""
        return langue == "fr" or not self.missing_translations(langue)

    def text_in(self, name, langue):
        """Return (text, language it is really in): English falls back to French, never the reverse."""
        text = getattr(self, f"{name}_{langue}") or ""
        if langue != "fr" and not is_filled(text):
            return getattr(self, f"{name}_fr") or "", "fr"
        return text, langue
