"""Dropping files: new documents of a référentiel or a session, the next edition of a document."""

import uuid

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from gediq.fichiers.formats import FORMATS
from gediq.fichiers.noms import base_name
from gediq.typographie import format_file_size

from ..domain.editions import add_edition, deposit_document
from ..models import Document, Edition, Referentiel, Seance

ACCEPTES = ",".join(f".{extension}" for extension in FORMATS)
CIBLES = {"referentiel": Referentiel, "seance": Seance}


def accepted_files():
    """What may be dropped, said before anything is sent."""
    sentence = _("PDF, Word, Excel, PowerPoint, OpenDocument ou image (%(extensions)s), %(limite)s au plus.")
    limit = format_file_size(settings.TAILLE_MAX_FICHIER, langue=(get_language() or "fr")[:2])
    return sentence % {"extensions": ", ".join(FORMATS), "limite": limit}


class DocumentsMixin:
    """For the page of a row that documents hang from: their list, and where to add one."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["documents"] = obj.documents.with_editions().in_natural_order() if obj else ()
        if obj and request.user.has_perm("programmation.add_document"):
            depot = reverse("admin:programmation_document_depot")
            context["depot_url"] = f"{depot}?{self.opts.model_name}={obj.pk}"
        context["documents_ensuite"] = obj is None and self._may_drop_next(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_drop_next(self, request):
        """A small window has no button that saves and stays."""
        return IS_POPUP_VAR not in request.GET and request.user.has_perm("programmation.add_document")


class FichiersInput(forms.FileInput):
    allow_multiple_selected = True


class FichiersField(forms.FileField):
    """Several files; what each of them is worth is judged by the domain, one by one."""

    widget = FichiersInput

    def clean(self, data, initial=None):
        return [super(FichiersField, self).clean(fichier, initial) for fichier in data or [None]]


class DepotForm(forms.Form):
    fichiers = FichiersField(
        label=gettext_lazy("Fichiers"),
        allow_empty_file=True,
        max_length=None,
    )
    referentiel = forms.ModelChoiceField(
        Referentiel.objects.all(),
        required=False,
        label=gettext_lazy("Référentiel"),
        help_text=gettext_lazy("Celui dont les documents font partie, s’il y a lieu."),
    )
    seance = forms.ModelChoiceField(
        Seance.objects.all(),
        required=False,
        label=gettext_lazy("Séance"),
        help_text=gettext_lazy("Celle où les documents ont été présentés, s’il y a lieu."),
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, then = self.fields["fichiers"], _("Chacun devient un document, en brouillon.")
        field.widget.attrs["accept"] = ACCEPTES
        field.help_text = f"{accepted_files()} {then}"


class EditionForm(forms.ModelForm):
    """The file's own name does not count: whatever its length or its signs, it is not kept."""

    fichier = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=gettext_lazy("Fichier"),
        widget=forms.FileInput({"accept": ACCEPTES}),
    )
    adresse = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=500,
        label=gettext_lazy("ou adresse web"),
        help_text=gettext_lazy("Si le document vit sur un autre site."),
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Edition
        fields = ("fichier", "adresse", "note_fr", "note_en", "date_edition")
        labels = {
            "note_fr": gettext_lazy("Ce qui change (français)"),
            "note_en": gettext_lazy("Ce qui change (anglais)"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fichier"].help_text = accepted_files()


def deposit_view(model_admin, request):
    """Not an « add » form: the file comes first, and proposes what the form of the document then shows."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    chosen = {name: request.GET.get(name) for name in CIBLES if request.GET.get(name, "").isdecimal()}
    form = DepotForm(request.POST or None, request.FILES or None, initial={**chosen, "uid": uuid.uuid4()})
    deposited = []
    if request.method == "POST" and form.is_valid():
        deposited = deposit_files(form, by=request.user)
        if deposited and form.is_valid():
            return answer_deposit(model_admin, request, form, deposited)
    context = {"title": _("Déposer un document"), "form": form, "deposes": deposited, "objet": None}
    return show_page(model_admin, request, "admin/programmation/depot.html", context)


def deposit_files(form, *, by):
    """The drafts created; what refuses a file is said in the form and does not stop the others."""
    data, documents = form.cleaned_data, []
    targets = {name: data[name] for name in CIBLES}
    files = data["fichiers"]
    for rank, fichier in enumerate(files):
        uid = uuid.uuid5(data["uid"], f"{rank} {fichier.name}")
        try:
            documents.append(deposit_document(by=by, fichier=fichier, uid=uid, **targets))
        except ValidationError as error:
            name = base_name(fichier.name)[:100]
            sentences = [f"{name} – {message}" for message in error.messages] if files[1:] else error.messages
            form.add_error("fichiers", sentences)
    return documents


def answer_deposit(model_admin, request, form, documents):
    """One document: its form, to check what the file proposed. Several: where they were dropped from."""
    sentence = ngettext(
        "Le document est créé, en brouillon : vérifiez ce que le fichier propose, puis publiez-le.",
        "%(n)s documents sont créés, en brouillon : vérifiez chacun, puis publiez-le.",
        len(documents),
    )
    model_admin.message_user(request, sentence % {"n": len(documents)}, messages.SUCCESS)
    if len(documents) == 1:
        return HttpResponseRedirect(model_admin.url("change", documents[0].pk))
    for name in CIBLES:
        if target := form.cleaned_data[name]:
            return HttpResponseRedirect(reverse(f"admin:programmation_{name}_change", args=[target.pk]))
    return HttpResponseRedirect(model_admin.url("changelist"))


def edition_view(model_admin, request, object_id):
    """Not an inline: an edition is never changed once it is out, and its number comes from a lock."""
    document = get_object_or_404(Document, pk=object_id)
    if not model_admin.has_change_permission(request, document):
        raise PermissionDenied
    form = EditionForm(request.POST or None, request.FILES or None, initial={"uid": uuid.uuid4()})
    if request.method == "POST" and (edition := added_edition(form, document, by=request.user)):
        sentence = _("L’édition %(numero)s est ajoutée : l’adresse du document mène maintenant à elle.")
        model_admin.message_user(request, sentence % {"numero": edition.numero}, messages.SUCCESS)
        return HttpResponseRedirect(model_admin.url("change", document.pk))
    context = {"title": _("Nouvelle édition"), "form": form, "objet": document}
    return show_page(model_admin, request, "admin/programmation/edition.html", context)


def added_edition(form, document, *, by):
    """The new edition, or None with the reason in `form`."""
    if not form.is_valid():
        return None
    data = {name: value or "" for name, value in form.cleaned_data.items()}
    try:
        return add_edition(document, by=by, **data)
    except ValidationError as error:
        say_refusal(form, error, "fichier")
        return None


def say_refusal(form, error, field):
    """Each sentence beside its field; those without one, beside `field`."""
    for name, sentences in getattr(error, "message_dict", {field: error.messages}).items():
        form.add_error(name if name in form.fields else None, sentences)


def show_page(model_admin, request, template, context):
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    return TemplateResponse(request, template, {**shared, **context})
