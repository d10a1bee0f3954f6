"""The rule that a database refused to see broken, in the words its constraint has in French."""

import re

from django.apps import apps
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from .libelles import field_label, named_row, unique_message


def sentence_for(error):
    """Return one sentence for an `IntegrityError` of either database."""
    cause = error.__cause__
    diagnostic = getattr(cause, "diag", None)
    name = diagnostic.constraint_name if diagnostic else None
    if name:
        return _by_name(name, diagnostic.table_name) or _by_kind(type(cause).__name__)
    text = str(error)
    kind, _separator, detail = text.partition(" constraint failed: ")
    if kind == "CHECK":
        return _by_name(detail) or _by_kind(kind)
    if kind == "UNIQUE":
        return _by_columns(re.findall(r"(\w+)\.(\w+)", detail)) or _by_kind(kind)
    return _by_kind(text)


def _by_name(name, table=None):
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
        if model._meta.db_table == table:
            for field in model._meta.local_fields:
                if field.unique and name == f"{table}_{field.column}_key":
                    return _unique_field(field)
    return None


def _by_columns(columns):
    table = columns[0][0] if columns else None
    names = {column for _table, column in columns}
    for model in apps.get_models():
        if model._meta.db_table != table or model._meta.proxy:
            continue
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and names == {
                model._meta.get_field(name).column for name in constraint.fields
            }:
                return str(constraint.get_violation_error_message())
        for field in model._meta.local_fields:
            if field.unique and names == {field.column}:
                return _unique_field(field)
    return None


def _unique_field(field):
    return named_row(field_label(field), unique_message(field))


def _by_kind(text):
    if "foreign" in text.casefold():
        return _("Une fiche choisie ici vient d’être supprimée : choisissez-en une autre.")
    if "unique" in text.casefold():
        return _("Une autre fiche vient d’être enregistrée avec la même valeur.")
    return _("L’enregistrement contredit une règle des données : rien n’a été changé.")
