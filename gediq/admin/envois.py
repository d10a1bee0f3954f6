"""« Envois groupés »: written in both languages, tried on oneself, sent once to each, then frozen."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..courriels.envoi_groupe import (
    is_tried,
    langue_for,
    remove_destinataire,
    send_envoi,
    try_envoi,
    warnings_for,
    words_of,
)
from ..models import Courriel, Envoi
from .base import EditableAdmin
from .liste import KEY

NOMS_LANGUES = {"fr": gettext_lazy("français"), "en": gettext_lazy("anglais")}


@admin.register(Envoi)
class EnvoiAdmin(EditableAdmin):
    list_display = ("titre", "nombre", "etape", "created_at", "created_by")
    list_select_related = ("created_by",)
    search_fields = ("objet_fr", "objet_en")
    fieldsets = [
        (gettext_lazy("Le message"), {"fields": [("objet_fr", "objet_en"), ("texte_fr", "texte_en")]})
    ]

    @admin.display(description=gettext_lazy("objet"), ordering="objet_fr")
    def titre(self, obj):
        return obj.objet or _("(sans objet)")

    @admin.display(description=gettext_lazy("destinataires"), ordering="nombre")
    def nombre(self, obj):
        return obj.nombre

    @admin.display(description=gettext_lazy("étape"), ordering="envoye_le")
    def etape(self, obj):
        if obj.envoye_le:
            return _("envoyé")
        return _("essayé") if is_tried(obj) else _("en préparation")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(nombre=Count("destinataires"))

    def has_add_permission(self, request):
        """It begins in a list of people: « Écrire à ces personnes »."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was sent is what was sent."""
        return super().has_change_permission(request, obj) and not (obj and obj.envoye_le)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.envoye_le)

    def get_urls(self):
        def page(suffix, view):
            wrapped = self.admin_site.admin_view(partial(view, self))
            return path(f"<path:object_id>/{suffix}/", wrapped, name=f"gediq_envoi_{suffix}")

        own = [page("essayer", try_view), page("retirer", remove_view), page("envoyer", send_view)]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= people_of(obj) | {
            "title": capfirst(str(self.opts.verbose_name)),
            "peut_changer": self.has_change_permission(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def people_of(envoi):
    """Who gets it, in which language, what is known against it, and what became of each mail."""
    destinataires = list(envoi.destinataires.all())
    warnings = warnings_for(destinataire.courriel for destinataire in destinataires)
    # The last one of each address: what was sent again comes after.
    sent = Courriel.objects.filter(envoi=envoi).order_by("pk").defer("texte", "contexte")
    courriels = {courriel.destinataire: courriel for courriel in sent}
    people = [
        {
            "destinataire": destinataire,
            "langue": NOMS_LANGUES[langue_for(envoi, destinataire)],
            "repli": destinataire.langue == "en" and langue_for(envoi, destinataire) == "fr",
            "avertissement": warnings.get(destinataire.courriel, ""),
            "courriel": courriels.get(destinataire.courriel),
        }
        for destinataire in destinataires
    ]
    return {
        "personnes": people,
        "averties": sum(bool(person["avertissement"]) for person in people),
        "essaye": is_tried(envoi),
        "etats": states_of(sent),
        "envoi": envoi,
    }


def states_of(courriels):
    counts = {}
    for courriel in courriels:
        counts[courriel.statut] = counts.get(courriel.statut, 0) + 1
    statuts = Courriel.Statut
    return [{"statut": statut, "libelle": statuts(statut).label, "nombre": n} for statut, n in counts.items()]


def find_envoi(model_admin, request, object_id):
    if not request.user.has_perm("gediq.change_envoi"):
        raise PermissionDenied
    envoi = model_admin.get_object(request, unquote(object_id))
    if envoi is None:
        raise Http404
    return envoi


def try_view(model_admin, request, object_id):
    envoi = find_envoi(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        langues = try_envoi(envoi, by=request.user)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        sentence = ngettext(
            "L’essai part vers votre adresse\xa0: %(n)d courriel.",
            "L’essai part vers votre adresse\xa0: %(n)d courriels.",
            len(langues),
        )
        model_admin.message_user(request, sentence % {"n": len(langues)}, messages.SUCCESS)
    return HttpResponseRedirect(model_admin.url("change", envoi.pk))


def remove_view(model_admin, request, object_id):
    envoi = find_envoi(model_admin, request, object_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        adresse = remove_destinataire(envoi, posted_number(request, "destinataire"), by=request.user)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        sentence = _("%(adresse)s ne recevra pas cet envoi.") % {"adresse": adresse}
        model_admin.message_user(request, sentence if adresse else _("Déjà retiré."), messages.SUCCESS)
    return HttpResponseRedirect(model_admin.url("change", envoi.pk))


def send_view(model_admin, request, object_id):
    """A GET shows what would leave, and to how many; a POST sends it, once."""
    envoi = find_envoi(model_admin, request, object_id)
    if request.method == "POST":
        return send(model_admin, request, envoi)
    if envoi.envoye_le:
        return HttpResponseRedirect(model_admin.url("change", envoi.pk))
    people = people_of(envoi)
    spoken = {langue_for(envoi, person["destinataire"]) for person in people["personnes"]}
    context = {
        **model_admin.admin_site.each_context(request),
        **people,
        "title": _("Envoyer"),
        "opts": model_admin.opts,
        "objet": envoi,
        "textes": [
            {"langue": langue, "nom": nom, **words_of(envoi, langue)}
            for langue, nom in NOMS_LANGUES.items()
            if langue in spoken
        ],
    }
    return TemplateResponse(request, "admin/gediq/envoi_accord.html", context)


def send(model_admin, request, envoi):
    try:
        count = send_envoi(envoi, by=request.user, nombre=posted_number(request, "nombre"))
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(model_admin.url("envoyer", envoi.pk))
    if count:
        sentence = ngettext("%(n)d courriel est en route.", "%(n)d courriels sont en route.", count)
        model_admin.message_user(request, sentence % {"n": count}, messages.SUCCESS)
    else:
        model_admin.message_user(request, _("Cet envoi était déjà parti."), messages.INFO)
    return HttpResponseRedirect(model_admin.url("change", envoi.pk))


def posted_number(request, name):
    """-1 for what is none: it is nobody's key, and no list has that length."""
    text = request.POST.get(name, "")
    return int(text) if KEY.fullmatch(text) else -1
