"""The preview links of one draft: who holds one reads the page before the public does."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from ..contexte import site_origin
from ..domain.publication import create_preview, revoke_preview
from ..models import LienApercu, Publiable


def has_preview(obj):
    """What has an address of its own may be read there before the public does."""
    return isinstance(obj, Publiable) and hasattr(obj, "get_absolute_url")


def preview_view(model_admin, request, object_id):
    """List the valid links of a record; create or revoke one by POST."""
    obj = model_admin.get_object(request, unquote(object_id))
    if not has_preview(obj):
        raise Http404
    if not model_admin.has_change_permission(request, obj):
        raise PermissionDenied
    links = LienApercu.objects.valid().for_object(obj).select_related("created_by")
    if request.method == "POST":
        if "revoquer" in request.POST:
            for link in links.filter(jeton=request.POST["revoquer"]):
                revoke_preview(link)
            messages.success(request, _("Lien révoqué."))
        else:
            create_preview(obj, by=request.user)
            messages.success(request, _("Lien créé : copiez-le pour l’envoyer."))
        return redirect(request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Aperçu"),
        "subtitle": str(obj),
        "opts": model_admin.opts,
        "objet": obj,
        "liens": [{"lien": link, "adresses": addresses(request, obj, link)} for link in links],
    }
    return TemplateResponse(request, "admin/apercu.html", context)


def addresses(request, obj, link):
    for langue, nom in (("fr", _("français")), ("en", _("anglais"))):
        with translation.override(langue):
            yield {"nom": nom, "url": f"{site_origin(request)}{obj.get_absolute_url()}?apercu={link.jeton}"}
