"""The summary of what is to be corrected, at the top of the form: each line leads to its field."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from .libelles import row_label


class Erreur(NamedTuple):
    libelle: str
    message: str
    cible: str


def error_summary(form, inline_formsets):
    lines = list(form_errors(form))
    for inline in inline_formsets:
        formset = inline.formset
        for message in formset.non_form_errors():
            lines.append(
                Erreur(str(formset.model._meta.verbose_name_plural), message, f"{formset.prefix}-group")
            )
        for row in formset.forms:
            if formset.is_bound and row.errors:
                lines.extend(form_errors(row, f"{row_label(formset, row)}, "))
    return lines


def form_errors(form, prefix=""):
    for name, sentences in form.errors.items():
        bound = form[name] if name in form.fields else None
        label = bound.label if bound else _("Ensemble de la fiche")
        for message in sentences:
            yield Erreur(f"{prefix}{label}", message, first_id(bound))


def first_id(bound):
    """The id of the input that takes the focus: the first one, when a field has several."""
    if bound is None or bound.is_hidden:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"
