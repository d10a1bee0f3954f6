"""Two acts on the account of a colleague: handing over and closing it, and opening it to a new second factor.

Own pages rather than fields of the form: each touches more than the account, and is seen before it is done.
"""

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.equipe import possible_successors, record_departure, reset_second_factor, waiting_for


class DepartForm(forms.Form):
    successeur = forms.ModelChoiceField(
        None, label=gettext_lazy("Qui prend la relève"), empty_label=gettext_lazy("Choisissez une personne")
    )

    def __init__(self, *args, utilisateur, is_required, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successeur"].queryset = possible_successors(utilisateur)
        self.fields["successeur"].required = is_required


def links_for(model_admin, request, utilisateur):
    """The acts this person may do on this account: (label, address)."""
    if utilisateur is None or not model_admin.has_change_permission(request, utilisateur):
        return []
    links = []
    if utilisateur.is_active and utilisateur.is_staff:
        links.append((_("Départ…"), url("depart", utilisateur)))
    if utilisateur != request.user and Authenticator.objects.filter(user=utilisateur).exists():
        links.append((_("Réinitialiser le second facteur…"), url("second_facteur", utilisateur)))
    return links


def departure_view(model_admin, request, object_id):
    """A GET says what would be handed over; a POST does it, all or nothing."""
    utilisateur = find_account(model_admin, request, object_id)
    waiting = waiting_for(utilisateur)
    data = request.POST if request.method == "POST" else None
    form = DepartForm(data, utilisateur=utilisateur, is_required=bool(waiting))
    if form.is_valid():
        try:
            record_departure(utilisateur, successeur=form.cleaned_data["successeur"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            sentence = _("Le compte de %(nom)s est fermé, et ce qui l’attendait est transmis.")
            return back(model_admin, request, utilisateur, sentence % {"nom": utilisateur})
    context = {"title": _("Départ"), "form": form, "attente": waiting}
    return show_page(model_admin, request, "compte_depart.html", utilisateur, context)


def second_factor_view(model_admin, request, object_id):
    utilisateur = find_account(model_admin, request, object_id)
    refusals = []
    if request.method == "POST":
        try:
            reset_second_factor(utilisateur, by=request.user)
        except ValidationError as error:
            refusals = error.messages
        else:
            sentence = _("Le second facteur de %(nom)s est réinitialisé\xa0: un courriel le lui dit.")
            return back(model_admin, request, utilisateur, sentence % {"nom": utilisateur})
    context = {"title": _("Réinitialiser le second facteur"), "refus": refusals}
    return show_page(model_admin, request, "compte_second_facteur.html", utilisateur, context)


def find_account(model_admin, request, object_id):
    utilisateur = model_admin.get_object(request, unquote(object_id))
    if utilisateur is None:
        raise Http404
    if not model_admin.has_change_permission(request, utilisateur):
        raise PermissionDenied
    return utilisateur


def url(name, utilisateur):
    return reverse(f"admin:gediq_utilisateur_{name}", args=[utilisateur.pk])


def back(model_admin, request, utilisateur, sentence):
    model_admin.message_user(request, sentence, messages.SUCCESS)
    return HttpResponseRedirect(url("change", utilisateur))


def show_page(model_admin, request, template, utilisateur, context):
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "objet": utilisateur}
    return TemplateResponse(request, f"admin/gediq/{template}", {**shared, **context})
