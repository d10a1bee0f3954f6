"""Typographic hints on a record: told after a save, mended field by field, only when asked."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..domain.edition import recording, save_edited
from ..traduction import translated_fields
from ..typographie import fix, hints
from .libelles import field_label, named_row

LANGUES = ("fr", "en")


class ChampIndices(NamedTuple):
    """A field with something to mend; `cle` finds it again."""

    cle: str
    libelle: str
    langue: str
    verrou: int
    indices: list


def hints_of(row, prefix="", only=None):
    model = type(row)
    for name in translated_fields(model):
        for langue in LANGUES:
            column = f"{name}_{langue}"
            if only is not None and column not in only:
                continue
            if found := hints(getattr(row, column) or "", langue):
                label = f"{prefix}{field_label(model._meta.get_field(column))}"
                key = f"{model._meta.label_lower}:{row.pk}:{column}"
                yield ChampIndices(key, label, langue, row.verrou, found)


def hints_of_record(obj):
    yield from hints_of(obj)
    for name in obj.AGREGAT:
        for row in getattr(obj, name).all():
            yield from hints_of(row, f"{named_row(row._meta.verbose_name, row)}, ")


def tell_hints(model_admin, request, form, formsets):
    """After a save, a message on the texts just written; it blocks nothing."""
    found = list(hints_of(form.instance, only=form.changed_data))
    for formset in formsets:
        for row in formset.forms:
            if row.has_changed() and row.instance.pk:
                found.extend(hints_of(row.instance, only=row.changed_data))
    if found:
        count = sum(len(field.indices) for field in found)
        context = {
            "titre": ngettext(
                "Typographie : %(n)s remarque sur ce qui vient d’être écrit.",
                "Typographie : %(n)s remarques sur ce qui vient d’être écrit.",
                count,
            )
            % {"n": count},
            "url": model_admin.url("typographie", form.instance.pk),
        }
        text = render_to_string("admin/messages/typographie.html", context)
        messages.warning(request, text, extra_tags="typographie")


def hints_view(model_admin, request, object_id):
    """List the hints of a record; mend one field by POST."""
    obj = model_admin.get_object(request, unquote(object_id))
    if obj is None:
        raise Http404
    if not model_admin.has_change_permission(request, obj):
        raise PermissionDenied
    if request.method == "POST":
        mend(request, obj)
        return redirect(request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Typographie"),
        "subtitle": str(obj),
        "opts": model_admin.opts,
        "objet": obj,
        "champs": list(hints_of_record(obj)),
    }
    return TemplateResponse(request, "admin/typographie.html", context)


def mend(request, obj):
    field = next((field for field in hints_of_record(obj) if field.cle == request.POST.get("champ")), None)
    if field is None:
        messages.info(request, _("Ce champ n’a plus rien à corriger."))
        return
    if str(field.verrou) != request.POST.get("verrou"):
        messages.warning(
            request, _("Le texte a changé entre-temps : voici les remarques sur le texte actuel.")
        )
        return
    try:
        apply_fix(obj, field, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("« %(champ)s » est corrigé.") % {"champ": field.libelle})


@transaction.atomic
def apply_fix(obj, field, *, by):
    """Mend one field of `obj`, or of a row edited with it."""
    label, pk, column = field.cle.split(":")
    rows = [obj, *(row for name in obj.AGREGAT for row in getattr(obj, name).all())]
    model = next(type(row) for row in rows if row._meta.label_lower == label)
    row = model._base_manager.select_for_update(of=("self",)).get(pk=pk, verrou=field.verrou)
    setattr(row, column, fix(getattr(row, column), field.langue))
    row.full_clean()
    with recording(by=by, comment=_("Typographie")):
        save_edited(row, by=by)
