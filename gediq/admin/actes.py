"""Bulk acts of a list: each shows what it touches, and does it all or not at all."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse


@dataclass(frozen=True)
class Acte:
    """What a bulk action does to the rows that `concerned` keeps: the others are in that state already."""

    nom: str
    titre: str
    effet: str
    concerned: Callable
    run: Callable
    say_done: Callable
    form: type[forms.Form] = forms.Form


def run_act(model_admin, request, queryset, acte):
    """Ask first; once confirmed, do it, or show the form again with what refused it."""
    confirmed = "confirmer" in request.POST
    form = acte.form(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        try:
            done = apply_act(queryset, acte, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            model_admin.message_user(request, acte.say_done(done), messages.SUCCESS)
            return None
    return confirmation_page(model_admin, request, queryset, acte, form)


@transaction.atomic
def apply_act(queryset, acte, *, by, **answers):
    """Return how many rows changed; the rows are locked and read again, so that no text goes back in time."""
    keys = list(queryset.order_by().values_list("pk", flat=True))
    rows = acte.concerned(queryset.model._base_manager.filter(pk__in=keys))
    rows = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        try:
            acte.run(row, by=by, **answers)
        except ValidationError as error:
            raise ValidationError([f"{row} : {message}" for message in error.messages]) from error
    return len(rows)


def confirmation_page(model_admin, request, queryset, acte, form):
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    concerned = list(acte.concerned(queryset.order_by("pk")))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": acte.titre,
        "opts": model_admin.opts,
        "acte": acte,
        "form": form,
        "fiches": [{"nom": str(row), "url": model_admin.url("change", row.pk)} for row in concerned],
        "deja": len(keys) - len(concerned),
        "cles": keys,
        "nom_cles": ACTION_CHECKBOX_NAME,
        "liste_url": model_admin.url("changelist"),
    }
    return TemplateResponse(request, "admin/acte.html", context)
