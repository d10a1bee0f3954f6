"""Widgets and fields of the back office, where Django's own lack a name, or fail on nonsense."""

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

# Digits of the largest key a database holds, less one.
LONGUEUR_CLE = 18


class ZoneTexte(AdminTextareaWidget):
    """Browsers post CRLF whatever was stored: without this every text of several lines would look changed."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 4, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if value else value


class DateHeure(AdminSplitDateTime):
    """A day and an hour, each input with a name of its own."""

    def name_inputs(self, label):
        for widget, pattern in zip(
            self.widgets, (_("%(champ)s : jour"), _("%(champ)s : heure")), strict=True
        ):
            widget.attrs["aria-label"] = pattern % {"champ": label}


class GabaritMaison:
    """For a widget drawn by a template of ours: the forms of Django look only at those of apps."""

    def _render(self, template_name, context, renderer=None):
        return render_to_string(template_name, context)


class FicheLiee(GabaritMaison, RelatedFieldWidgetWrapper):
    """A choice, and in words what may be done of the other record: Django draws a pencil, a plus, an eye."""

    template_name = "admin/widgets/fiche_liee.html"

    @classmethod
    def instead_of(cls, drawn):
        """Who may change the other record needs no second link to see it; deleting is far from here."""
        return cls(
            drawn.widget,
            drawn.rel,
            drawn.admin_site,
            can_add_related=drawn.can_add_related,
            can_change_related=drawn.can_change_related,
            can_view_related=drawn.can_view_related and not drawn.can_change_related,
        )


class MotDePasseIllisible(GabaritMaison, ReadOnlyPasswordHashWidget):
    """Nothing of what is kept of a password is worth showing; only how to give another."""

    template_name = "admin/widgets/mot_de_passe.html"


class ClesLisibles:
    """Shows a refused form again whatever had been posted."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if not key or is_key(key)], attrs)


class ChoixAssiste(ClesLisibles, AutocompleteSelect):
    """A list searched as one types."""


class ChoixAssistes(ClesLisibles, AutocompleteSelectMultiple):
    """Several rows, each searched as one types, each with its cross: one for all would break the list."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class ChoixMultiplesField(forms.ModelMultipleChoiceField):
    """No database compares a number that it could not hold."""

    def _check_values(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:20]},
                )
        return super()._check_values(value)


def is_key(value):
    """Tell whether `value` may be the number of a row."""
    text = str(value)
    return text.isdecimal() and len(text) <= LONGUEUR_CLE
