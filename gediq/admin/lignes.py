"""The rows of an inline, saved together: deletions first, and rows may swap what must be unique."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, UniqueConstraint
from django.forms.models import BaseInlineFormSet


class RegleUnique(NamedTuple):
    """What no two rows may share, perhaps only among rows that meet `condition`."""

    fields: tuple
    condition: Q | None
    message: Callable

    @property
    def watched(self):
        """Names of the fields whose change may break the rule."""
        return {*self.fields, *(name.partition("__")[0] for name in names_in(self.condition))}


def names_in(condition):
    """Names of the fields a condition reads."""
    if condition is None:
        return
    for child in condition.children:
        if isinstance(child, Q):
            yield from names_in(child)
        else:
            yield child[0]


def unique_rules(model):
    """Uniqueness in `model`, except its keys; what rests on an expression is left to the database."""
    rules = [
        RegleUnique(
            (field.name,), None, lambda row, name=field.name: row.unique_error_message(model, (name,))
        )
        for field in model._meta.local_fields
        if field.unique and not field.primary_key and field.name != "uid"
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            message = constraint.get_violation_error_message
            rules.append(
                RegleUnique(tuple(constraint.fields), constraint.condition, lambda row, text=message: text())
            )
    return rules


class EditableFormSet(BaseInlineFormSet):
    """`etat` is the rows to show instead of the stored ones; `by` who saves."""

    by = None

    def __init__(self, *args, etat=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.etat = {ligne.pk: ligne for ligne in etat or () if ligne.pk}
        new_rows = [ligne.valeurs for ligne in etat or () if not ligne.pk]
        if etat is not None:
            self.initial_extra = new_rows
            self.extra = len(new_rows)
            self.max_num = max(self.max_num, self.initial_form_count() + self.extra)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if not self.is_bound and (ligne := self.etat.get(form.instance.pk)):
            form.initial.update(ligne.valeurs)
            form.initial["DELETE"] = ligne.supprimee
        return form

    # --- What was posted, against what is stored ---

    def is_stale(self):
        """True when a posted row was changed or deleted since the page was read."""
        return any(
            form.instance._state.adding or posted_text(form, "verrou") != str(form.instance.verrou)
            for form in self.initial_forms
        )

    # --- Uniqueness ---

    def validate_unique(self):
        rows = [
            form
            for form in self.forms
            if form.is_valid()
            and form not in self.deleted_forms
            and (form in self.initial_forms or form.has_changed())
        ]
        for rule in unique_rules(self.model):
            self._refuse_doubles(rule, rows)

    def _refuse_doubles(self, rule, rows):
        seen = {}
        for form in rows:
            key = self._key(rule, form.instance)
            if None in key:
                continue
            for other in seen.setdefault(key, []):
                if is_concerned(rule, form.instance) and is_concerned(rule, other.instance):
                    return self._refuse(rule, form)
            seen[key].append(form)
            if self.fk.name not in rule.fields and self._is_taken_elsewhere(rule, form):
                return self._refuse(rule, form)
        return None

    def _key(self, rule, row):
        fields = [self.model._meta.get_field(name) for name in rule.fields if name != self.fk.name]
        return tuple(getattr(row, field.attname) for field in fields)

    def _is_taken_elsewhere(self, rule, form):
        """Tell whether a row of another parent has the value."""
        own_rows = [other.instance.pk for other in self.initial_forms if other.instance.pk]
        values = dict(zip(rule.fields, self._key(rule, form.instance), strict=True))
        return (
            self.model._base_manager.filter(rule.condition or Q(), **values).exclude(pk__in=own_rows).exists()
        )

    def _refuse(self, rule, form):
        visible = [name for name in rule.fields if name in form.fields and name != self.fk.name]
        form.add_error(
            visible[0] if len(visible) == 1 else None, ValidationError(rule.message(form.instance))
        )

    # --- Saving ---

    def save_existing_objects(self, commit=True):
        if not commit:
            return super().save_existing_objects(commit)
        self.changed_objects, self.deleted_objects = [], []
        kept = []
        for form in self.initial_forms:
            if form in self.deleted_forms:
                self.deleted_objects.append(form.instance)
                self.delete_existing(form.instance)
            elif form.has_changed():
                self.changed_objects.append((form.instance, form.changed_data))
                kept.append(form)
        self._vacate(kept)
        return [self.save_existing(form, form.instance) for form in kept]

    def _vacate(self, forms):
        """Free the unique values that several rows are exchanging.

        No order of UPDATEs passes a swap, and no spare value exists for a date or a city: the rows
        leave the table and come back in the same transaction with their keys. Foreign keys are
        checked at its end on both databases, so what points to them stays.
        """
        watched = set().union(*(rule.watched for rule in unique_rules(self.model)))
        moving = [form.instance for form in forms if watched & set(form.changed_data)]
        self._moving = {row.pk for row in moving} if len(moving) > 1 else set()
        if self._moving:
            rows = self.model._base_manager.filter(pk__in=self._moving)
            rows._raw_delete(rows.db)

    def save_existing(self, form, obj, commit=True):
        obj.verrou += 1
        obj.updated_by = self.by
        created_at = obj.created_at
        saved = super().save_existing(form, obj, commit)
        if commit and obj.pk in self._moving:
            # Coming back is an INSERT, which dated the row anew.
            obj.created_at = created_at
            self.model._base_manager.filter(pk=obj.pk).update(created_at=created_at)
        return saved

    def save_new(self, form, commit=True):
        form.instance.verrou = 1
        form.instance.created_by = form.instance.updated_by = self.by
        return super().save_new(form, commit)


def posted_text(form, name):
    """What was posted in a hidden field, as text."""
    return form[name].data or ""


def is_concerned(rule, row):
    """Tell whether `row`, as it is about to be saved, meets the rule's condition."""
    if rule.condition is None:
        return True
    values = row._get_field_expression_map(meta=row._meta, exclude=set())
    return rule.condition.check(values)
