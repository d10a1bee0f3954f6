"""The forms of edited rows."""

from django import forms


class EditableForm(forms.ModelForm):
    """Base of every form of `EditableAdmin` and of its inlines."""
