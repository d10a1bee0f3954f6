"""History of a row together with the rows edited on its page: who, when, old → new, and going back.

django-reversion rather than django-simple-history, after a trial of « bring back the deleted dates
and both languages »: it groups all the rows of one save in one revision and follows the children, so
that a state of the whole is one read; the other keeps a table per model and no link between them.
What it cannot do, showing and comparing, is this file; nothing is ever written back but by the form.
"""

import difflib
import json
import re
from dataclasses import dataclass, field
from itertools import groupby

import reversion
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, FileField, Q, TextField
from django.utils.translation import gettext as _
from reversion.errors import RevertError
from reversion.models import Version

from ..traduction import translated_fields
from .libelles import display_value, field_label, language_of, named_row
from .verrou import Etat, Ligne
from .widgets import is_key

REVISIONS = 200
WORDS = 2000


@dataclass
class ChangementChamp:
    libelle: str
    langue: str
    avant: str
    apres: str
    is_text: bool = True

    @property
    def segments(self):
        """The two texts as one: (kept | removed | added, words); a day or a choice is read whole."""
        return word_diff(self.avant, self.apres) if self.is_text and self.avant and self.apres else []


@dataclass
class Changement:
    """What one save did to one row."""

    libelle: str
    nature: str
    champs: list[ChangementChamp] = field(default_factory=list)


@dataclass
class Passage:
    """One entry of the history."""

    revision: object
    rows_before: dict
    rows_after: dict
    is_current: bool = False
    changements: list[Changement] = field(default_factory=list)


# --- Reading the versions ------------------------------------------------------------------------


def child_relations(model):
    return [model._meta.get_field(name) for name in model.AGREGAT]


def content_type(model):
    return ContentType.objects.get_for_model(model)


def stored_fields(version):
    return json.loads(version.serialized_data)[0]["fields"]


def key_of(version):
    return version.content_type_id, version.object_id


def aggregate_versions(model, pk):
    """Versions of a row and of the rows edited with it, oldest first, of the last revisions."""
    wanted = Q(content_type=content_type(model), object_id=str(pk))
    parents = {}
    for relation in child_relations(model):
        kind = content_type(relation.related_model)
        parents[kind.pk] = relation.field.name
        wanted |= Q(content_type=kind, serialized_data__contains=f'"{relation.field.name}": {pk}')
    versions = Version.objects.filter(wanted)
    recent = list(
        versions.order_by("-revision_id").values_list("revision_id", flat=True).distinct()[:REVISIONS]
    )
    found = versions.filter(revision_id__in=recent).select_related("revision__user", "content_type")
    return [
        version
        for version in found.order_by("revision_id", "id")
        if version.content_type_id not in parents
        or str(stored_fields(version).get(parents[version.content_type_id])) == str(pk)
    ]


def replay(model, pk):
    """Yield (revision, rows before, rows after) for each save, oldest first; rows are versions by key.

    A revision that holds the root holds every child that then existed: one that is missing was deleted.
    """
    root = (content_type(model).pk, str(pk))
    current = {}
    for _revision_id, group in groupby(aggregate_versions(model, pk), lambda version: version.revision_id):
        saved = {key_of(version): version for version in group}
        before = current
        current = saved if root in saved else {**before, **saved}
        yield next(iter(saved.values())).revision, before, current


def read_values(row, verrou):
    """The values of `row` when its lock number was `verrou`, by field name, or None if unknown."""
    if not is_key(row.pk) or not is_key(verrou):
        return None
    versions = Version.objects.get_for_object_reference(type(row), row.pk)
    for version in versions.filter(serialized_data__contains=f'"verrou": {int(verrou)}'):
        if stored_fields(version)["verrou"] == int(verrou):
            return version_values(version)
    return None


def version_values(version):
    """Values of a version as form fields take them, or None if the model has changed too much."""
    model = version.content_type.model_class()
    try:
        stored = version.field_dict
    except RevertError:
        return None
    bare = set(translated_fields(model))
    return {
        field_.name: stored[field_.attname]
        for field_ in (*model._meta.fields, *model._meta.many_to_many)
        if field_.name not in bare and field_.attname in stored
    }


def lock_row(model, pk):
    """Keep a row from everybody else until the transaction ends, and its stored state from oblivion.

    A row that a command or an old import wrote has no entry in the history: without one, a form read
    now could not be compared later, and the first change would have no « before ».
    """
    if not is_key(pk):
        return
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row and read_values(row, row.verrou) is None:
        with reversion.create_revision():
            reversion.set_comment(_("État trouvé avant la première modification suivie"))
            reversion.add_to_revision(row)


# --- Showing what changed ------------------------------------------------------------------------


def history_of(model, pk):
    """Entries of the history, newest first; their changes are read later, by `describe`."""
    passages = [Passage(*step) for step in replay(model, pk)]
    if passages:
        passages[-1].is_current = True
    return passages[::-1]


def describe(passages):
    """Fill the changes of the entries shown, in a number of queries that does not grow with them."""
    raw = [(passage, list(row_changes(passage.rows_before, passage.rows_after))) for passage in passages]
    names = NomsLies(
        (field_, value)
        for _passage, rows in raw
        for _row, fields in rows
        for field_, *values in fields
        for value in values
    )
    for passage, rows in raw:
        for changement, fields in rows:
            changement.champs = [
                ChangementChamp(
                    field_label(field_),
                    language_of(field_) or "",
                    display_value(field_, old, names),
                    display_value(field_, new, names),
                    isinstance(field_, CharField | TextField) and not field_.choices,
                )
                for field_, old, new in fields
            ]
            if changement.champs or changement.nature != "modification":
                passage.changements.append(changement)


def row_changes(before, after):
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old is new:
            continue
        version = new or old
        model = version.content_type.model_class()
        nature = "ajout" if old is None else "retrait" if new is None else "modification"
        values = [stored_fields(item) if item else {} for item in (old, new)]
        fields = [
            (field_, values[0].get(field_.name), values[1].get(field_.name))
            for field_ in shown_fields(model)
            if not is_parent(field_)
        ]
        changed = [change for change in fields if not is_same(change[1], change[2])]
        yield Changement(named_row(model._meta.verbose_name, name_of(version)), nature, changed), changed


def name_of(version):
    """The name of a row, anew when its own fields give it: the history keeps it as its author read it."""
    model = version.content_type.model_class()
    relations = [field_ for field_ in shown_fields(model) if field_.is_relation]
    values = version_values(version)
    if values is None or not relations or not all(map(is_parent, relations)):
        return version.object_repr
    plain = {field_.name for field_ in model._meta.fields if not field_.is_relation}
    return str(model(**{name: value for name, value in values.items() if name in plain}))


def shown_fields(model):
    """Fields people edit: what the machine derives has no place in a history."""
    bare = set(translated_fields(model))
    return [
        field_
        for field_ in (*model._meta.fields, *model._meta.many_to_many)
        if field_.editable and not field_.primary_key and field_.name not in bare
    ]


def is_parent(field_):
    """The key of a row to the record it is edited with: the whole page is about that record."""
    relation = field_.remote_field
    return bool(relation) and relation.name in getattr(field_.related_model, "AGREGAT", ())


def is_same(old, new):
    empty = (None, "", [], 0)
    return old == new or (old in empty and new in empty)


class NomsLies:
    """Names of the rows that values point to, one query per model."""

    def __init__(self, values):
        keys = {}
        for field_, value in values:
            if field_.is_relation and value:
                keys.setdefault(field_.related_model, set()).update(
                    value if isinstance(value, list) else [value]
                )
        self.names = {
            (model, str(pk)): str(row)
            for model, wanted in keys.items()
            for pk, row in model._base_manager.in_bulk(list(wanted)).items()
        }

    def __call__(self, model, pk):
        return self.names.get((model, str(pk)), f"no {pk}")


def word_diff(old, new):
    """Words kept, removed, added; whole lines when the texts are long."""
    pattern = r"\S+\s*" if len(old) + len(new) < 10 * WORDS else r".*\n?"
    before, after = re.findall(pattern, old), re.findall(pattern, new)
    segments = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            segments.append(("garde", "".join(before[start:end])))
            continue
        if start < end:
            segments.append(("retire", "".join(before[start:end])))
        if new_start < new_end:
            segments.append(("ajoute", "".join(after[new_start:new_end])))
    return segments


# --- Going back ----------------------------------------------------------------------------------


def rows_at(model, pk, revision_id):
    """Versions of the whole as it was after `revision_id`, or None."""
    for revision, _before, after in replay(model, pk):
        if revision.pk == revision_id:
            return after
    return None


def latest_rows(model, pk):
    """Versions of the whole as it was last saved."""
    states = [after for _revision, _before, after in replay(model, pk)]
    return states[-1] if states else {}


def state_from(rows, stored, key, formsets):
    """Turn versions into a state to show in the form; `stored` and `formsets` hold what is there now.

    Return it with the labels of what cannot come back: rows since deleted that it pointed to, files.
    """
    lost = []
    root = rows[content_type(type(stored)).pk, str(key)]
    etat = Etat(restorable(root, lost, stored))
    for formset in formsets:
        kind = content_type(formset.model).pk
        old = {version.object_id: version for (type_id, _pk), version in rows.items() if type_id == kind}
        etat.lignes[formset.prefix] = [
            *(stored_row(row, old.pop(str(row.pk), None), lost) for row in formset.get_queryset()),
            *(Ligne(valeurs=restorable(version, lost)) for version in old.values()),
        ]
    return etat, lost


def stored_row(row, version, lost):
    verrou = {"verrou": str(row.verrou)}
    if version is None:
        return Ligne(row.pk, verrou, supprimee=True)
    return Ligne(row.pk, {**restorable(version, lost, row), **verrou})


def restorable(version, lost, stored=None):
    """Values of a version that a form can take today; what is gone is named in `lost`."""
    model = version.content_type.model_class()
    stored_values = version_values(version) or {}
    values = {"uid": str(stored_values.get("uid", ""))}
    for field_ in shown_fields(model):
        if field_.name not in stored_values:
            continue
        value, is_whole = stored_values[field_.name], True
        if isinstance(field_, FileField):
            is_whole = not value or value == getattr(stored, field_.name, None)
        elif field_.is_relation and value:
            values[field_.name], is_whole = living(field_, value)
        else:
            values[field_.name] = value
        if not is_whole:
            noun = model._meta.verbose_name
            lost.append(named_row(noun, f"{name_of(version)}, {field_label(field_)}"))
    return values


def living(field_, value):
    """The rows that `value` points to and that still exist; and whether it is all of them."""
    keys = value if isinstance(value, list) else [value]
    found = list(field_.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    return (found if isinstance(value, list) else (found or [None])[0]), len(found) == len(keys)
