"""« Courriels envoyés »: who, when, what became of it; and what to do about it, by buttons.

Own page rather than the « change » form: a mail is what was written, and nobody edits it.
"""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import registre
from ..courriels.redaction import CHAMPS
from ..courriels.suites import may_report_return, may_resend, report_return, resend_courriel
from ..domain.codes import CODE_CONNEXION
from ..models import Courriel
from .a_faire import AFaireFilter
from .adresses import addresses_page
from .liste import ListeAdmin


class RenvoiForm(forms.Form):
    destinataire = forms.CharField(
        label=gettext_lazy("À cette adresse"),
        max_length=254,
        widget=forms.EmailInput({"class": "vTextField", "autocomplete": "off"}),
        help_text=gettext_lazy("Corrigez-la au besoin. Les liens du nouveau courriel sont neufs."),
    )
    rang = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)


class RetourForm(forms.Form):
    raison = forms.CharField(
        label=gettext_lazy("Pourquoi il est revenu"),
        max_length=250,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=gettext_lazy(
            "Par exemple «\xa0adresse inconnue\xa0». La personne sera signalée au prochain envoi."
        ),
    )


class ModeleFilter(admin.SimpleListFilter):
    title = gettext_lazy("type")
    parameter_name = "modele"

    def lookups(self, request, model_admin):
        return [(modele.code, modele.libelle) for modele in registre.courriels.values()]

    def queryset(self, request, queryset):
        return queryset.filter(modele=self.value()) if self.value() else queryset


@admin.register(Courriel)
class CourrielAdmin(ListeAdmin):
    list_display = ("created_at", "destinataire", "sujet", "genre", "statut", "created_by")
    list_display_links = ("created_at", "sujet")
    list_filter = ("statut", ModeleFilter, "created_at", AFaireFilter)
    list_select_related = ("created_by",)
    search_fields = ("destinataire", "nom")
    search_help_text = gettext_lazy("Adresse ou nom du destinataire")
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-id",)
    actions = ("copy_addresses",)

    @admin.display(description=gettext_lazy("objet"), ordering="objet")
    def sujet(self, obj):
        return obj.objet or "—"

    @admin.display(description=gettext_lazy("type"), ordering="modele")
    def genre(self, obj):
        return kind_of(obj)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Without the words: a list does not show them."""
        return super().get_queryset(request).defer("texte", "contexte")

    @admin.action(description=gettext_lazy("Copier les adresses"), permissions=["view"])
    def copy_addresses(self, request, queryset):
        found = queryset.exclude(destinataire="").order_by("destinataire")
        return addresses_page(self, request, found.values_list("destinataire", flat=True))

    # --- Pages ---

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        def page(suffix, act):
            view = self.admin_site.admin_view(partial(act_view, self, act))
            return path(f"<path:object_id>/{suffix}/", view, name=f"gediq_courriel_{suffix}")

        return [page("renvoyer", resend), page("retour", report), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        courriel = find_courriel(self, request, object_id)
        return show(self, request, courriel)


def kind_of(courriel):
    modele = registre.courriels.get(courriel.modele)
    return modele.libelle if modele else courriel.modele


def find_courriel(model_admin, request, object_id):
    courriel = model_admin.get_object(request, object_id)
    if courriel is None:
        raise Http404
    if not model_admin.has_view_permission(request, courriel):
        raise PermissionDenied
    return courriel


def act_view(model_admin, act, request, object_id):
    """One of the buttons of the page of a mail: by POST, and refused there in a sentence."""
    if not request.user.has_perm("gediq.change_courriel"):
        raise PermissionDenied
    courriel = find_courriel(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return act(model_admin, request, courriel)


def resend(model_admin, request, courriel):
    form = RenvoiForm(request.POST)
    if not form.is_valid():
        return show(model_admin, request, courriel, renvoi=form)
    try:
        made = resend_courriel(courriel, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error("destinataire", error.messages)
        return show(model_admin, request, courriel, renvoi=form)
    sentence = _("Un nouveau courriel part vers %(adresse)s.") % {"adresse": made.destinataire}
    model_admin.message_user(request, sentence, messages.SUCCESS)
    return HttpResponseRedirect(page_url(made.pk))


def report(model_admin, request, courriel):
    form = RetourForm(request.POST)
    if not form.is_valid():
        return show(model_admin, request, courriel, retour=form)
    try:
        report_return(courriel, by=request.user, raison=form.cleaned_data["raison"])
    except ValidationError as error:
        form.add_error("raison", error.messages)
        return show(model_admin, request, courriel, retour=form)
    model_admin.message_user(request, _("Le retour est noté."), messages.SUCCESS)
    return HttpResponseRedirect(page_url(courriel.pk))


def show(model_admin, request, courriel, *, renvoi=None, retour=None):
    may_act = request.user.has_perm("gediq.change_courriel")
    renvois = list(courriel.renvois.order_by("pk").defer("texte", "contexte"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": courriel.objet or kind_of(courriel),
        "opts": model_admin.opts,
        "objet": None,
        "courriel": courriel,
        "genre": kind_of(courriel),
        "est_un_code": courriel.modele == CODE_CONNEXION.code,
        "texte": CHAMPS.sub(_("(lien)"), courriel.texte),
        "renvois": renvois,
        "renvoi": renvoi,
        "retour": retour,
    }
    if may_act and may_resend(courriel):
        initial = {"destinataire": courriel.destinataire, "rang": len(renvois)}
        context["renvoi"] = renvoi or RenvoiForm(initial=initial)
    if may_act and may_report_return(courriel):
        context["retour"] = retour or RetourForm()
    return TemplateResponse(request, "admin/gediq/courriel.html", context)


def page_url(pk):
    return reverse("admin:gediq_courriel_change", args=[pk])
