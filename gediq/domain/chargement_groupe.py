"""The same rule as `Chargeur` for a thousand rows: a few queries, one search rebuild, one history entry.

An empty column is filled, unless the history says that somebody emptied it.
"""

from collections import Counter
from dataclasses import dataclass, field

import reversion
from django.db.models import Model
from django.utils import timezone

from .. import registre
from ..recherche.index import reindex
from ..typographie import NBSP
from .chargement import Chargeur, clean, describe_difference, write_counts
from .edition import uids_in_history, versions_of_model

EMPTY = ("", None)


@dataclass
class ChargeurGroupe(Chargeur):
    completed: Counter = field(default_factory=Counter)

    def load_all(self, model, records, *, key):
        """Return {key: row} of what now exists; the columns named by `key` tell rows apart.

        What is written here calls no signal: `finish` rebuilds the search.
        """
        records = [{name: clean(model, name, value) for name, value in record.items()} for record in records]
        rows = list(model._default_manager.all())
        by_uid = {row.uid: row for row in rows}
        by_key = {_key(vars(row), key): row for row in rows}
        matched = [(by_uid.get(record["uid"]) or by_key.get(_key(record, key)), record) for record in records]
        self._complete(model, [pair for pair in matched if pair[0]])
        created = self._create(model, [record for row, record in matched if not row])
        return by_key | {_key(vars(row), key): row for row in created}

    def finish(self):
        """Rebuild the search entries of the models that changed."""
        changed = {model._meta.concrete_model for model in (*self.created, *self.completed)}
        for source in registre.recherche:
            if source.model._meta.concrete_model in changed:
                reindex(source)

    def report(self):
        added, *remarks = super().report()
        completed = [f"Complété{NBSP}: {write_counts(self.completed)}."] if self.completed else []
        return [added, *completed, *remarks]

    def _create(self, model, records):
        known = uids_in_history(model) if records else set()
        deleted = [record for record in records if str(record["uid"]) in known]
        self.remarks += [
            f"{model(**record)}{NBSP}: supprimé par l’équipe, donc pas recréé." for record in deleted
        ]
        rows = [model(**record, verrou=1) for record in records if str(record["uid"]) not in known]
        model._default_manager.bulk_create(rows)
        _record(rows)
        if rows:
            self.created[model] += len(rows)
        return rows

    def _complete(self, model, pairs):
        """Fill what is empty and was never anything else; say what differs."""
        differing = [
            (row, name, value)
            for row, record in pairs
            for name, value in record.items()
            if name != "uid" and not _same(_stored(row, name), _plain(value))
        ]
        empty = [row for row, name, _value in differing if _stored(row, name) in EMPTY]
        held = _held_before(model, empty)
        rows, names = {}, set()
        for row, name, value in differing:
            if _stored(row, name) in EMPTY and (str(row.pk), _column(row, name)) not in held:
                setattr(row, name, value)
                rows[row.pk] = row
                names.add(name)
            else:
                self.remarks.append(describe_difference(row, str(row), name, getattr(row, name), value))
        self._save(model, list(rows.values()), names)

    def _save(self, model, rows, names):
        if rows:
            for row in rows:
                row.verrou += 1
                row.updated_at = timezone.now()
            model._default_manager.bulk_update(rows, [*names, "verrou", "updated_at"])
            _record(rows)
            self.completed[model] += len(rows)


def _key(values, names):
    return tuple(values[name] for name in names)


def _record(rows):
    for row in rows:
        reversion.add_to_revision(row)


def _plain(value):
    return value.pk if isinstance(value, Model) else value


def _column(row, name):
    return row._meta.get_field(name).attname


def _stored(row, name):
    return getattr(row, _column(row, name))


def _same(stored, value):
    """An empty column is the same in either way; what the source does not give is not compared."""
    return value in EMPTY or stored == value


def _held_before(model, rows):
    """{(primary key, column)} the history once held a value for."""
    versions = versions_of_model(model).filter(object_id__in=[str(row.pk) for row in rows])
    return {
        (version.object_id, name)
        for version in (versions if rows else ())
        for name, value in version.field_dict.items()
        if value not in EMPTY
    }
