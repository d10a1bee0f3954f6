"""The pages of the history: what changed, going back to a state, bringing back what was deleted."""

from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from reversion.models import Version

from .historique import (
    content_type,
    describe,
    history_of,
    latest_rows,
    rows_at,
    state_from,
    stored_fields,
    version_values,
)

PAR_PAGE = 20


def history_view(model_admin, request, object_id):
    obj = model_admin.get_object(request, unquote(object_id))
    if obj is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, object_id)
    if not model_admin.has_view_or_change_permission(request, obj):
        raise PermissionDenied
    page = Paginator(history_of(model_admin.model, obj.pk), PAR_PAGE).get_page(request.GET.get("p"))
    describe(page.object_list)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Historique"),
        "subtitle": str(obj),
        "opts": model_admin.opts,
        "objet": obj,
        "page": page,
        "may_restore": model_admin.has_change_permission(request, obj),
        "change_url": model_admin.url("change", obj.pk),
    }
    return TemplateResponse(request, model_admin.object_history_template, context)


def passages_since(obj, verrou):
    """What others saved after the state whose lock number was `verrou`."""
    root = content_type(type(obj)).pk, str(obj.pk)
    newer = []
    for passage in history_of(type(obj), obj.pk):
        if root in passage.rows_after and str(stored_fields(passage.rows_after[root])["verrou"]) == verrou:
            break
        newer.append(passage)
    describe(newer)
    return newer


def deleted_view(model_admin, request):
    """Records that were deleted; each link shows one as an « add » form, saved only if the editor saves."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    versions = Version.objects.get_deleted(model_admin.opts.concrete_model).select_related("revision__user")
    page = Paginator(versions.order_by("-revision_id"), PAR_PAGE).get_page(request.GET.get("p"))
    deletions = {
        entry.object_id: entry
        for entry in LogEntry.objects.filter(
            content_type=get_content_type_for_model(model_admin.model),
            action_flag=DELETION,
            object_id__in=[version.object_id for version in page],
        )
        .select_related("user")
        .order_by("action_time")
    }
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Fiches supprimées"),
        "subtitle": str(model_admin.opts.verbose_name_plural),
        "opts": model_admin.opts,
        "page": page,
        "fiches": [{"version": version, "suppression": deletions.get(version.object_id)} for version in page],
        "add_url": model_admin.url("add"),
    }
    return TemplateResponse(request, "admin/supprimees.html", context)


def show_old_state(model_admin, request, object_id):
    """Put in the request the state that `?version=` or `?supprimee=` asks to see in the form."""
    if object_id is None:
        pk = request.GET.get("supprimee", "")
        rows = latest_rows(model_admin.model, int(pk)) if pk.isdecimal() else {}
        obj, genre = model_admin.model(), "supprimee"
        asked = (
            bool(pk)
            and not model_admin.model._base_manager.filter(pk=int(pk) if pk.isdecimal() else 0).exists()
        )
    else:
        asked = request.GET.get("version", "")
        obj, genre = model_admin.get_object(request, unquote(object_id)), "version"
        if obj is None or not asked or not model_admin.has_change_permission(request, obj):
            return
        pk = obj.pk
        rows = rows_at(model_admin.model, pk, int(asked)) if asked.isdecimal() else {}
    if not asked:
        return
    if not rows:
        messages.warning(request, _("Cet état n’est plus dans l’historique."))
        return
    formsets, _inlines = model_admin._create_formsets(request, obj, object_id is not None)
    request.etat, lost = state_from(rows, obj, pk, formsets)
    request.contexte_etat = {"genre": genre, "perdus": lost, "revision": revision_of(rows)}


def revision_of(rows):
    return max((version.revision for version in rows.values()), key=lambda revision: revision.pk)


def comment_for(request, model, pk):
    """What the history will say of this save."""
    if pk is None:
        return _("Fiche rétablie") if "supprimee" in request.GET else _("Création")
    asked = request.GET.get("version", "")
    rows = rows_at(model, pk, int(asked)) if asked.isdecimal() else None
    if not rows:
        return _("Modification")
    moment = revision_of(rows).date_created.isoformat(timespec="seconds")
    return _("Retour à l’état du %(moment)s") % {"moment": moment}


def give_back_key(model_admin, request, obj):
    """A record brought back keeps the number that its addresses and links hold."""
    pk = request.GET.get("supprimee", "")
    if not pk.isdecimal() or model_admin.model._base_manager.filter(pk=int(pk)).exists():
        return
    version = Version.objects.get_for_object_reference(model_admin.model, int(pk)).first()
    if version and (version_values(version) or {}).get("uid") == obj.uid:
        obj.pk = int(pk)
