"""How the back office names a field, a row, a value: in words, never in codes."""

import re
from contextlib import suppress
from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField

from ..champs import ChoixOrdonnesField, TexteRicheField
from ..recherche.normaliseur import plain_text
from ..typographie import format_dates, format_moment, format_month, format_time

MOIS = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
JOUR = re.compile(r"\d{4}-\d\d-\d\d")
LIBELLES = {"fr": gettext_lazy("%(champ)s (français)"), "en": gettext_lazy("%(champ)s (anglais)")}


def language_of(field):
    """Language of a column that holds one of two translations, or None."""
    return getattr(field, "language", None)


def name_languages(models):
    """Call each column of a translated text « titre (français) », in lists, forms and messages alike."""
    for model in models:
        for field in model._meta.get_fields():
            if language_of(field):
                field.verbose_name = lazy(localized_name, str)(
                    field.translated_field.verbose_name, field.language
                )


def localized_name(name, langue):
    return LIBELLES[langue] % {"champ": name}


def field_label(field):
    return capfirst(str(field.verbose_name))


def unique_message(field):
    """The model's own sentence, or ours: Django's speaks of an « objet » and of a « champ »."""
    own = field.error_messages["unique"]
    is_default = own == models.Field.default_error_messages["unique"]
    return _("Une autre fiche a déjà cette valeur.") if is_default else own


def row_label(formset, form):
    """« Date : 5 juin 2020 », or « Date no 3 » for a row that has no name yet."""
    noun = capfirst(str(formset.model._meta.verbose_name))
    if form.instance._state.adding:
        rank = formset.forms.index(form) + 1
        return _("%(nom)s no %(rang)s") % {"nom": noun, "rang": rank}
    return named_row(noun, form.instance)


def named_row(noun, name):
    return _("%(nom)s : %(valeur)s") % {"nom": capfirst(str(noun)), "valeur": name}


def display_input(field, value):
    """The value of a form field, stored or just typed, as people read it."""
    if isinstance(field, forms.ModelChoiceField):
        return display_related(field, value)
    if value in (None, "", []):
        return ""
    if isinstance(field, ProseEditorFormField):
        return plain_text(str(value))
    if isinstance(field, forms.BooleanField | forms.NullBooleanField):
        return yes_no(field.to_python(value))
    if isinstance(field, forms.fields.BaseTemporalField | forms.SplitDateTimeField):
        return display_plain(read_moment(field, value))
    if isinstance(value, list | tuple) and not isinstance(field, forms.MultipleChoiceField):
        choices = dict(getattr(getattr(field, "fields", [None])[0], "choices", ()))
        return " ".join(str(choices.get(part, part)) for part in value if part)
    if choices := dict(getattr(field, "choices", ())):
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(choices.get(part, choices.get(str(part), part))) for part in values)
    return display_plain(value)


def read_moment(field, value):
    """The day or hour that was typed, or the text itself when it is none."""
    if not isinstance(value, str | list):
        return value
    try:
        return field.clean(value)
    except ValidationError:
        return value if isinstance(value, str) else " ".join(filter(None, value))


def display_related(field, value):
    values = value if isinstance(value, list | tuple) else [value]
    keys = [getattr(part, "pk", part) for part in values if part not in (None, "")]
    try:
        rows = field.queryset.model._base_manager.filter(pk__in=keys) if keys else ()
    except (TypeError, ValueError, ValidationError):
        return ", ".join(map(str, keys))
    return ", ".join(sorted(map(str, rows)))


def display_value(field, value, names):
    """The stored value of a model field; `names(model, pk)` names the rows it points to."""
    if value in (None, "", []):
        return ""
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(sorted(names(field.related_model, key) for key in keys))
    value = field.to_python(value)
    if isinstance(field, TexteRicheField):
        return plain_text(value)
    if isinstance(field, ChoixOrdonnesField):
        return ", ".join(str(dict(field.flatchoices).get(part, part)) for part in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return yes_no(value)
    return display_plain(value)


def display_plain(value):
    """A day, a month or an hour as readers of the page's language write it; the rest as it is."""
    langue = page_language()
    value = read_day(value)
    if isinstance(value, datetime):
        return display_moment(value)
    if isinstance(value, date):
        return format_dates([value], langue=langue)
    if isinstance(value, time):
        return format_time(value, langue=langue)
    if isinstance(value, str) and MOIS.fullmatch(value):
        return format_month(*map(int, value.split("-")), langue=langue)
    return str(value)


def read_day(value):
    """The day that a text writes: some fields hold a year, a month or a day."""
    if isinstance(value, str) and JOUR.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def display_moment(value):
    """« 5 juin 2020, à 14 h 30 », in the language of the page and the time of Montréal."""
    local = timezone.localtime(value)
    return format_moment([local.date()], local.time(), langue=page_language())


def page_language():
    return (get_language() or "fr")[:2]


def yes_no(value):
    return _("oui") if value else _("non")
