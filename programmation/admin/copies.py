"""Copying a session in one click, a whole cycle after its new period and title were asked."""

import re
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gediq.admin.formulaire import parse_uid

from ..domain.duplication import duplicate_cycle, duplicate_seance
from ..domain.intitule import session_title
from ..models import Cycle


class CopieCycleForm(forms.ModelForm):
    uid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Cycle
        fields = ("code", "titre_fr", "titre_en")
        labels = {
            "code": gettext_lazy("Période du nouveau cycle"),
            "titre_fr": gettext_lazy("Titre (français)"),
            "titre_en": gettext_lazy("Titre (anglais)"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["titre_fr"].required = True
        for langue in ("fr", "en"):
            self.fields[f"titre_{langue}"].widget.attrs.update({"lang": langue, "class": "vTextField"})


def duplicate_seance_view(model_admin, request, object_id):
    """Only a POST copies; the token it carries makes a double click one copy."""
    seance = object_to_copy(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseRedirect(model_admin.url("change", seance.pk))
    copy = duplicate_seance(seance, by=request.user, uid=parse_uid(request.POST.get("copie")))
    sentence = _("Voici la copie, en brouillon : donnez-lui ses dates, vérifiez le reste, puis publiez-la.")
    model_admin.message_user(request, sentence, messages.SUCCESS)
    return HttpResponseRedirect(model_admin.url("change", copy.pk))


def duplicate_cycle_view(model_admin, request, object_id):
    """A page of its own: the new cycle's period and title cannot be guessed."""
    cycle = object_to_copy(model_admin, request, object_id)
    form = CopieCycleForm(request.POST or None, initial={"code": next_period(cycle), "uid": uuid.uuid4()})
    if request.method == "POST":
        copy = copied_cycle(form, cycle, by=request.user)
        if copy:
            sentence = _("Le cycle %(code)s est créé, avec ses séances en brouillon.") % {"code": copy.code}
            model_admin.message_user(request, sentence, messages.SUCCESS)
            return HttpResponseRedirect(model_admin.url("change", copy.pk))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Copier le cycle"),
        "opts": model_admin.opts,
        "objet": cycle,
        "form": form,
        "seances": [name_seance(seance) for seance in cycle.seances.with_details().in_brochure_order()],
    }
    return TemplateResponse(request, "admin/programmation/copie_cycle.html", context)


def name_seance(seance):
    """« op-10 – Référentiel 7 : … », for the lists of the back office."""
    return f"{seance.code} – {session_title(seance, get_language())}"


def copied_cycle(form, cycle, *, by):
    """The new cycle, or None with the reason in `form`; the same form sent twice gives the same cycle."""
    if (uid := parse_uid(form.data.get("uid"))) and (done := Cycle.objects.filter(uid=uid).first()):
        return done
    if not form.is_valid():
        return None
    try:
        return duplicate_cycle(cycle, by=by, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def object_to_copy(model_admin, request, object_id):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    return get_object_or_404(model_admin.model, pk=object_id)


def next_period(cycle):
    """« 2021-2022 » after the last period of the programme."""
    last = cycle.programme.cycles.order_by("-code").values_list("code", flat=True).first()
    years = [int(year) + 1 for year in re.findall(r"\d{4}", last)]
    return "-".join(map(str, years))
