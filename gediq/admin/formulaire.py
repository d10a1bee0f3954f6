"""The forms of edited rows: what every one of them carries besides its fields."""

import uuid

from django import forms
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from ..traduction import is_filled, translated_fields


class JetonField(forms.CharField):
    """A hidden value of the machine: it never makes a row look changed."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, max_length=40, label="")

    def has_changed(self, initial, data):
        return False


class EditableForm(forms.ModelForm):
    """Base of every form of `EditableAdmin`.

    `verrou` says which state of the row was read, `uid` which row is being created. `etat` is a
    state to show instead of the stored one (a conflict, an old version); `refus` the sentence of
    a rule that the database alone could see broken.
    """

    verrou = JetonField()
    uid = JetonField()
    etat = {}
    refus = ""

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={**(initial or {}), **self.etat}, **kwargs)
        if not self.instance._state.adding:
            self.initial.setdefault("verrou", str(self.instance.verrou))

    def clean(self):
        if self.refus:
            self.add_error(None, self.refus)
        self._require_french()
        return super().clean()

    def _require_french(self):
        """The database says it too, but not where."""
        for name in translated_fields(self._meta.model):
            french, english = (self.cleaned_data.get(f"{name}_{langue}") for langue in ("fr", "en"))
            if is_filled(english) and not is_filled(french) and f"{name}_fr" in self.cleaned_data:
                self.add_error(f"{name}_fr", _("Le texte anglais demande d’abord le texte français."))

    def clean_uid(self):
        """A row that comes back keeps its identity, unless it lives already."""
        uid = parse_uid(self.cleaned_data["uid"])
        if (
            self.instance._state.adding
            and uid
            and not self._meta.model._base_manager.filter(uid=uid).exists()
        ):
            self.instance.uid = uid
        return uid


class EditableRowForm(EditableForm):
    """A row of an inline. Its uniqueness is judged on the whole set, by `EditableFormSet`."""

    def _post_clean(self):
        # A save may swap the values of two rows: the database as it is now has no say in it.
        constraints = [
            (model, [rule for rule in rules if not isinstance(rule, UniqueConstraint)])
            for model, rules in self.instance.get_constraints()
        ]
        self.instance.get_constraints = lambda: constraints
        super()._post_clean()
        del self.instance.get_constraints

    def validate_unique(self):
        pass


def parse_uid(text):
    """Return the UUID that `text` writes, or None."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
