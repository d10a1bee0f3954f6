"""Importing a file from the back office: send it, read its report, then apply it.

Own views rather than the « add » and « change » forms: an import is judged before it does anything,
and nobody edits what it said.
"""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from gediq.admin.liste import ListeAdmin

from ..domain.importation.oubli import say_reasons
from ..domain.importation.rapport import Action
from ..domain.importation.service import (
    IMPORTATEURS,
    PlanChangeError,
    apply_importation,
    earlier_application,
    read_report,
    simulate_importation,
)
from ..models import Importation, Source

LIGNES_PAR_PAGE = 100
# What the report may be reduced to: name in the address → (label, test of a row).
VUES = {
    "": (gettext_lazy("Toutes les lignes"), lambda row: True),
    "a-corriger": (gettext_lazy("À corriger ou à vérifier"), lambda row: row.a_corriger),
    "acceptees": (gettext_lazy("Acceptées"), lambda row: row.est_acceptee),
    "ignorees": (gettext_lazy("Sans effet"), lambda row: row.action == Action.IGNORER),
}


class ImportationForm(forms.Form):
    type_importation = forms.ChoiceField(
        label=gettext_lazy("Ce que contient le fichier"),
        help_text=gettext_lazy(
            "Municipalités\xa0: noms, régions, MRC, adresses. "
            "Indicateurs\xa0: des chiffres par municipalité. "
            "Contacts\xa0: qui appeler, dans quelle municipalité."
        ),
    )
    fichier = forms.FileField(
        label=gettext_lazy("Fichier"),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=gettext_lazy(
            "Un .xlsx ou un .csv tel qu’Excel l’enregistre, 10\xa0Mo au plus. "
            "Rien n’est écrit avant votre accord."
        ),
    )
    source = forms.ModelChoiceField(
        Source.objects.filter(est_fictive=False),
        to_field_name="code",
        required=False,
        label=gettext_lazy("Source des chiffres"),
        help_text=gettext_lazy(
            "Qui publie ces chiffres. Vide\xa0: celle que le fichier nomme, sinon l’équipe du GEDCIQ."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        labels = Importation.TypeImportation
        self.fields["type_importation"].choices = [
            (name, labels(name).label)
            for name, importateur in IMPORTATEURS.items()
            if importateur.is_open_to(user)
        ]


@admin.register(Importation)
class ImportationAdmin(ListeAdmin):
    """The files received, and what each did: rows are only added, and never changed by hand."""

    list_display = ("nom_fichier", "type_importation", "statut", "lignes", "created_at", "created_by")
    list_filter = ("type_importation", "statut")
    list_select_related = ("created_by",)
    list_per_page = 50
    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("lignes acceptées"))
    def lignes(self, obj):
        kept = obj.resume.get(Action.CREER, 0) + obj.resume.get(Action.METTRE_A_JOUR, 0)
        return _("%(acceptees)d sur %(lues)d") % {"acceptees": kept, "lues": obj.resume.get("lignes", 0)}

    def get_queryset(self, request):
        """Without the report, thousands of rows; without what is about people for who may not see them."""
        rows = super().get_queryset(request).defer("rapport")
        if request.user.has_perm("municipalites.view_contact"):
            return rows
        return rows.exclude(type_importation=Importation.TypeImportation.CONTACTS)

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        apply = self.admin_site.admin_view(partial(apply_view, self))
        return [
            path("<path:object_id>/appliquer/", apply, name="municipalites_importation_appliquer"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return upload_view(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return report_view(self, request, object_id)


def upload_view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = ImportationForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and (importation := received(form, by=request.user)):
        return HttpResponseRedirect(report_url(importation))
    context = {"title": _("Importer un fichier"), "form": form, "objet": None}
    return show_page(model_admin, request, "importation_envoi.html", context)


def received(form, *, by):
    """The import, simulated, or None with the reason in `form`."""
    if not form.is_valid():
        return None
    data, fichier = form.cleaned_data, form.cleaned_data["fichier"]
    options = {"source": data["source"].code} if data["source"] else {}
    try:
        return simulate_importation(
            fichier, type_importation=data["type_importation"], nom=fichier.name, by=by, options=options
        )
    except ValidationError as error:
        form.add_error("fichier", error.messages)
        return None


def report_view(model_admin, request, object_id):
    importation = find_importation(model_admin, request, object_id)
    report = read_report(importation)
    view = request.GET.get("voir", "")
    rows = [row for row in report.enregistrements if VUES.get(view, VUES[""])[1](row)]
    say_forgotten(rows)
    context = {
        "title": importation.nom_fichier,
        "importation": importation,
        "page": Paginator(rows, LIGNES_PAR_PAGE).get_page(request.GET.get("p")),
        "vues": [
            {"nom": name, "libelle": label, "nombre": sum(map(test, report.enregistrements))}
            for name, (label, test) in VUES.items()
        ],
        "voir": view if view in VUES else "",
        "remarques": report.remarques,
        "acceptees": report.acceptees,
        "est_personnelle": IMPORTATEURS[importation.type_importation].est_personnel,
        "deja_appliquee": earlier_application(importation),
        "peut_appliquer": may_apply(model_admin, request, importation, report),
        "objet": None,
    }
    return show_page(model_admin, request, "importation_rapport.html", context)


def say_forgotten(rows):
    """A report about people keeps codes: they are read as the rest was, in French."""
    with override("fr"):
        for row in rows:
            row.motif = row.motif or say_reasons(row)


def apply_view(model_admin, request, object_id):
    """A GET asks for confirmation; a POST does it, once."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    importation = find_importation(model_admin, request, object_id)
    report = read_report(importation)
    if request.method != "POST" and may_apply(model_admin, request, importation, report):
        context = {"title": _("Appliquer l’importation"), "objet": importation, "importation": importation}
        context["acceptees"], context["refusees"] = report.acceptees, report.resume[Action.REJETER]
        return show_page(model_admin, request, "importation_accord.html", context)
    if request.method == "POST":
        say_applied(model_admin, request, importation, report.acceptees)
    return HttpResponseRedirect(report_url(importation))


def say_applied(model_admin, request, importation, count):
    try:
        apply_importation(importation, by=request.user)
    except PlanChangeError:
        sentence = _(
            "Les données ont changé depuis la simulation\xa0: rien n’a été écrit. "
            "Relisez le nouveau rapport, puis appliquez-le."
        )
        model_admin.message_user(request, sentence, messages.WARNING)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        sentence = ngettext("%(n)d ligne appliquée.", "%(n)d lignes appliquées.", count)
        model_admin.message_user(request, sentence % {"n": count}, messages.SUCCESS)


def find_importation(model_admin, request, object_id):
    importation = model_admin.get_object(request, object_id)
    if importation is None:
        raise Http404
    if not model_admin.has_view_permission(request, importation):
        raise PermissionDenied
    return importation


def may_apply(model_admin, request, importation, report):
    waiting = importation.statut == Importation.Statut.SIMULEE and report.acceptees > 0
    is_open = IMPORTATEURS[importation.type_importation].is_open_to(request.user)
    return bool(waiting and importation.fichier and is_open and model_admin.has_add_permission(request))


def report_url(importation):
    return reverse("admin:municipalites_importation_change", args=[importation.pk])


def show_page(model_admin, request, template, context):
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    return TemplateResponse(request, f"admin/municipalites/{template}", {**shared, **context})
