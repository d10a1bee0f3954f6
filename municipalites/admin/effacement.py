"""« Effacer cette personne… », from a contact: all of it is shown first, then erased in every app at once."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from gediq.domain.effacement import erase_person, find_person

from ..domain.effacement import erase_contact, find_contact


class EffacementMixin:
    """Gives a contact its page « effacer », for Administration only."""

    def get_urls(self):
        view = self.admin_site.admin_view(partial(erasure_view, self))
        return [
            path("<path:object_id>/effacer/", view, name="municipalites_contact_effacer"),
            *super().get_urls(),
        ]


def erasure_view(model_admin, request, object_id):
    """A GET says what would go; a POST erases it."""
    contact = model_admin.get_object(request, unquote(object_id))
    if not request.user.has_perm("gediq.change_utilisateur"):
        raise PermissionDenied
    if contact is None:
        raise Http404
    refusals = []
    if request.method == "POST":
        try:
            lines = _erase(contact, by=request.user)
        except ValidationError as error:
            refusals = error.messages
        else:
            model_admin.message_user(request, _("Personne effacée."), messages.SUCCESS)
            for line in lines:
                model_admin.message_user(request, line, messages.INFO)
            return HttpResponseRedirect(reverse("admin:municipalites_contact_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Effacer cette personne"),
        "opts": model_admin.opts,
        "objet": contact,
        "lignes": find_person(contact.courriel) if contact.courriel else find_contact(contact),
        "refus": refusals,
    }
    return TemplateResponse(request, "admin/municipalites/contact_effacer.html", context)


def _erase(contact, *, by):
    """By the address, which reaches every app; without one, there is no more than this contact."""
    if contact.courriel:
        return erase_person(contact.courriel, by=by)
    return erase_contact(contact, by=by)
