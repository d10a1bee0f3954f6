"""Loading reviewed source data: what the database never had is created, the rest is only compared.

A row staff edited is never overwritten and a row they deleted is never made again: both are said.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import override

from .. import registre
from ..models import Publiable, Publication
from ..typographie import NBSP, format_count, quote
from .edition import recording, save_edited, versions_of

COMMENT = "Chargement de la source"
LANGUES = {"fr": "français", "en": "anglais"}
SHORT = 90


def load_source(*, by=None):
    """Run every step the apps registered, as one entry of the history; return the report, in French."""
    report = []
    with override("fr"), recording(by=by, comment=COMMENT):
        for step in sorted(registre.chargements, key=lambda step: step.rang):
            report.append(f"{step.libelle}{NBSP}:")
            report += [f"  {line}" for line in step.run()]
    return report


def called(kind, name):
    """« Page « Confidentialité » »: how the report names a row."""
    return f"{kind} {quote(name, langue='fr')}"


def write_counts(numbers):
    """« 2 séries, 9 référentiels », from {model: number}."""
    return ", ".join(
        format_count(number, model._meta.verbose_name, model._meta.verbose_name_plural, langue="fr")
        for model, number in numbers.items()
    )


@dataclass
class Chargeur:
    """Brings the rows of one step into the database and keeps what there is to say about them."""

    created: Counter = field(default_factory=Counter)
    remarks: list = field(default_factory=list)

    def load(self, model, repere, record, *, key=("uid",), links=None):
        """Return the row of `record`, known by its uid or else by `key`; None when staff deleted it.

        `record` maps columns to the values of the source, `links` relations to the rows they should
        hold. What the source does not state is not compared. `repere` names the row in the report.
        """
        values = {name: clean(model, name, value) for name, value in record.items()}
        if row := _find(model, values, key):
            self._compare(row, repere, values, links or {})
        elif versions_of(model, values["uid"]).exists():
            self.remarks.append(f"{repere}{NBSP}: supprimé par l’équipe, donc pas recréé.")
        else:
            row = _create(model, values, links or {})
            self.created[model] += 1
        return row

    def report(self):
        """Lines for the person who ran the command."""
        added = f"Ajouté{NBSP}: {write_counts(self.created)}." if self.created else "Rien à ajouter."
        return [added, *self.remarks]

    def _compare(self, row, repere, values, links):
        for name, value in values.items():
            stored = getattr(row, name)
            if name != "uid" and (stored or "") != (value or ""):
                self.remarks.append(describe_difference(row, repere, name, stored, value))
        for name, rows in links.items():
            if set(getattr(row, name).all()) != set(rows):
                self.remarks.append(describe_difference(row, repere, name))


def clean(model, name, value):
    """The value as a form stores it, so that saving a row unchanged makes no difference to report."""
    return value if isinstance(value, Model) else model._meta.get_field(name).clean(value, None)


def _find(model, values, key):
    rows = model._default_manager
    own_key = {name: values[name] for name in key}
    return rows.filter(uid=values["uid"]).first() or rows.filter(**own_key).first()


def _create(model, values, links):
    row = model(**values)
    if isinstance(row, Publiable):
        row.publication = Publication.PUBLIEE
    save_edited(row)
    for name, rows in links.items():
        getattr(row, name).set(rows)
    return row


def describe_difference(row, repere, name, *values):
    said = [quote(_in_words(value), langue="fr") for value in values]
    details = f" ({said[0]} au lieu de {said[1]})" if said and max(map(len, said)) <= SHORT else ""
    return f"{repere}{NBSP}: {_label(row, name)} diffère de la source{details}."


def _in_words(value):
    if isinstance(value, list):
        return ", ".join(value)
    return "vide" if value in (None, "") else str(value)


def _label(row, name):
    """« titre (français) »: the column of one language says which."""
    bare, _separator, langue = name.rpartition("_")
    try:
        return f"{row._meta.get_field(bare).verbose_name} ({LANGUES[langue]})"
    except (FieldDoesNotExist, KeyError):
        return str(row._meta.get_field(name).verbose_name)
