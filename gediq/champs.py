"""Field types of the house."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField, create_sanitizer

from .traduction import is_filled

EXTENSIONS_TEXTE = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Superscript": True,
    "Subscript": True,
    "Link": {"protocols": ["http", "https", "mailto"], "enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}


clean_html = create_sanitizer(EXTENSIONS_TEXTE)


def clean_text(html):
    """Rich text as it is kept; a text where nobody would read anything is empty."""
    cleaned = clean_html(html or "")
    return cleaned if is_filled(cleaned) else ""


class TexteRicheFormField(ProseEditorFormField):
    def has_changed(self, initial, data):
        """An editor left alone posts an empty paragraph: that changes nothing."""
        return super().has_changed(clean_text(initial), clean_text(data))


class TexteRicheField(ProseEditorField):
    """Rich text, sanitised on the server also when it was posted without the editor."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EXTENSIONS_TEXTE)
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, **kwargs)

    def clean(self, value, instance):
        return clean_text(super().clean(value, instance))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TexteRicheFormField} | kwargs)


class DateVariableField(models.CharField):
    """A date known to the day, the month or the year, kept as `2021-03-26`, `2021-03` or `2021`."""

    default_validators = [
        RegexValidator(
            r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
            _("Écrivez une année, un mois ou un jour\xa0: 2021, 2021-03 ou 2021-03-26."),
        )
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)


class ChoixOrdonnesFormField(forms.MultiValueField):
    """As many lists as ranks: the first choice, then perhaps a second…"""

    def __init__(self, *, choices, ranks, **kwargs):
        lists = [forms.ChoiceField(choices=[("", "—"), *choices], required=False) for _rank in range(ranks)]
        widget = ChoixOrdonnesWidget([lst.widget for lst in lists])
        super().__init__(lists, widget=widget, require_all_fields=False, **kwargs)
        widget.libelle = capfirst(self.label or "")

    def compress(self, data_list):
        return [value for value in data_list if value]

    def has_changed(self, initial, data):
        """By the whole list: Django compares rank by rank and stops at the shorter one."""
        return self.compress(data or []) != list(initial or [])

    def clean(self, value):
        chosen = super().clean(value) or []
        if len(set(chosen)) != len(chosen):
            raise ValidationError(_("Le même choix est fait deux fois."), code="double")
        return chosen


class ChoixOrdonnesWidget(forms.MultiWidget):
    libelle = ""

    def decompress(self, value):
        return list(value or [])

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for rank, widget in enumerate(context["widget"]["subwidgets"], start=1):
            names = {"champ": self.libelle, "rang": rank}
            widget["attrs"]["aria-label"] = _("%(champ)s : choix no %(rang)s") % names
        return context


class ChoixOrdonnesField(models.CharField):
    """A few values of a closed list, in an order that matters, kept as « a,b » and read as a list.

    `contains` on one value is exact: no value of our closed lists is part of another.
    """

    def __init__(self, *args, ranks=3, **kwargs):
        self.ranks = ranks
        kwargs.setdefault("max_length", 100)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if value is None or isinstance(value, list):
            return value or []
        return [part for part in str(value).split(",") if part]

    def get_prep_value(self, value):
        return ",".join(value) if isinstance(value, list | tuple) else value

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        allowed = dict(self.flatchoices)
        for part in value:
            if part not in allowed:
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": part})
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value):
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs):
        return ChoixOrdonnesFormField(
            choices=self.choices,
            ranks=self.ranks,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            initial=self.default if self.has_default() else None,
        )
