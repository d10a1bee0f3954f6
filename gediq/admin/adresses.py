"""Addresses to paste in Outlook: all of them in one box, semicolons between."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ..models import fold_email

SEPARATEUR = "; "


def addresses_page(model_admin, request, adresses, *, ecartes=()):
    """A page to copy from: each of `adresses` once; `ecartes` says in words who is left aside, and why."""
    found = list(dict.fromkeys(filter(None, map(fold_email, adresses))))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "objet": None,
        "title": _("Copier les adresses"),
        "adresses": SEPARATEUR.join(found),
        "nombre": len(found),
        "ecartes": list(ecartes),
    }
    return TemplateResponse(request, "admin/adresses.html", context)
