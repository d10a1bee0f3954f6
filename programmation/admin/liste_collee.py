"""Pasting the list of participants of a programme: read line by line first, recorded after a second « yes ».

Not an « add » form: fifty names typed one by one would be fifty forms.
"""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gediq.admin.widgets import is_key

from ..domain.liste_collee import Territoire, add_participants, read_list
from ..models import Programme


class ListeForm(forms.Form):
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=gettext_lazy("Programme"),
        help_text=gettext_lazy("Celui auquel ces municipalités participent."),
    )
    liste = forms.CharField(
        label=gettext_lazy("Noms ou codes"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 12, "lang": "fr", "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Une municipalité ou une MRC par ligne\xa0: son nom, son code, ou les deux. "
            "Les accents, les articles et «\xa0Ville de\xa0» ne comptent pas. "
            "Rien n’est inscrit avant votre accord."
        ),
    )

    @property
    def signature(self):
        """What was read: recording anything else than what was shown asks for another reading."""
        data = self.cleaned_data
        return hashlib.sha256(f"{data['programme'].pk} {data['liste']}".encode()).hexdigest()


def paste_view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    asked = request.GET.get("programme", "")
    form = ListeForm(request.POST or None, initial={"programme": asked if is_key(asked) else None})
    lectures = []
    if request.method == "POST" and form.is_valid():
        try:
            lectures = read_list(
                form.cleaned_data["liste"],
                programme=form.cleaned_data["programme"],
                choix=choices_of(request.POST),
            )
        except ValidationError as error:
            form.add_error("liste", error.messages)
    if lectures and request.POST.get("vu") == form.signature:
        return record(model_admin, request, form.cleaned_data["programme"], lectures)
    return show(model_admin, request, form, lectures)


def choices_of(data):
    """{line: key of the territory chosen} of the lines that fit several."""
    named = {name.removeprefix("choix-"): key for name, key in data.items() if name.startswith("choix-")}
    return {int(line): int(key) for line, key in named.items() if is_key(line) and is_key(key)}


def record(model_admin, request, programme, lectures):
    """Record what is recognised; the lines left aside come back to be mended."""
    added = add_participants(
        programme, [lecture.territoire for lecture in lectures if lecture.is_new], by=request.user
    )
    sentence = ngettext("%(n)s participation inscrite.", "%(n)s participations inscrites.", len(added)) % {
        "n": len(added)
    }
    model_admin.message_user(request, sentence, messages.SUCCESS)
    left = [lecture.texte for lecture in lectures if lecture.territoire is None]
    if not left:
        return HttpResponseRedirect(f"{model_admin.url('changelist')}?programme__id__exact={programme.pk}")
    form = ListeForm(initial={"programme": programme.pk, "liste": "\n".join(left)})
    sentence = ngettext(
        "%(n)s ligne reste à corriger\xa0: la voici.",
        "%(n)s lignes restent à corriger\xa0: les voici.",
        len(left),
    )
    model_admin.message_user(request, sentence % {"n": len(left)}, messages.WARNING)
    return show(model_admin, request, form, [])


def show(model_admin, request, form, lectures):
    name = model_admin.admin_site.get_model_admin(Territoire).suggestion
    lines = [(lecture, [(row, name(row)) for row in lecture.candidats]) for lecture in lectures]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "objet": None,
        "title": _("Coller une liste de participants"),
        "form": form,
        "vu": form.signature if lectures else "",
        "lectures": lines,
        "nouvelles": sum(lecture.is_new for lecture in lectures),
        "deja": [line for line in lines if line[0].deja],
        "inconnues": [line for line in lines if not line[1]],
        "ambigues": [line for line in lines if line[0].is_ambiguous],
        "reconnues": [line for line in lines if line[0].is_new],
    }
    return TemplateResponse(request, "admin/programmation/liste_collee.html", context)
