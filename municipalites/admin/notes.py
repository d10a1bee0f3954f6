"""Notes of calls: one written in ten seconds from any list, and the call-backs to make."""

import uuid
from calendar import monthrange
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.actes import Acte, run_act
from gediq.admin.base import EditableAdmin
from gediq.admin.formulaire import JetonField, parse_uid
from gediq.admin.libelles import display_plain
from gediq.admin.widgets import is_key
from gediq.models import Utilisateur

from ..domain.notes import add_note, call_back, notes_about, waiting_calls
from ..models import Contact, NoteAppel, Territoire
from .telephone import dialled, phone_link

AUTRE_JOUR = "autre"
RAPPELS = (
    ("", gettext_lazy("Pas de rappel")),
    ("demain", gettext_lazy("Demain")),
    ("semaine", gettext_lazy("Dans une semaine")),
    ("mois", gettext_lazy("Dans un mois")),
    (AUTRE_JOUR, gettext_lazy("Un autre jour")),
)
MONTREES = 10


def next_month(day):
    """The same day of the next month, or its last one."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


DELAIS = {
    "demain": lambda day: day + timedelta(days=1),
    "semaine": lambda day: day + timedelta(days=7),
    "mois": next_month,
}


class JourInput(forms.DateInput):
    """The day picker of the browser: no script of ours."""

    def __init__(self):
        super().__init__({"type": "date"}, format="%Y-%m-%d")


class NoteForm(forms.Form):
    """What was said first; the rest is filled in already."""

    texte = forms.CharField(
        label=gettext_lazy("Ce qui s’est dit"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, "autofocus": True}),
        help_text=gettext_lazy("L’essentiel. Rien de personnel."),
    )
    rappel = forms.ChoiceField(
        label=gettext_lazy("Rappeler"), choices=RAPPELS, required=False, widget=forms.RadioSelect
    )
    rappeler_le = forms.DateField(label=gettext_lazy("Cet autre jour"), required=False, widget=JourInput)
    moyen = forms.ChoiceField(
        label=gettext_lazy("Moyen"),
        choices=NoteAppel.Moyen,
        initial=NoteAppel.Moyen.TELEPHONE,
        widget=forms.RadioSelect,
    )
    jour = forms.DateField(label=gettext_lazy("Jour"), initial=timezone.localdate, widget=JourInput)

    def clean(self):
        """One day to call back, whichever way it was said."""
        data = super().clean()
        rappel, jour = data.pop("rappel", ""), data.get("rappeler_le")
        if rappel == AUTRE_JOUR and not jour and "rappeler_le" not in self.errors:
            self.add_error("rappeler_le", _("Quel jour?"))
        elif rappel not in ("", AUTRE_JOUR) and jour:
            self.add_error("rappeler_le", _("Deux jours pour un rappel\xa0: gardez-en un."))
        elif rappel in DELAIS:
            data["rappeler_le"] = DELAIS[rappel](timezone.localdate())
        return data


class NoteRapideForm(NoteForm):
    """Sent twice, it makes one note."""

    uid = JetonField()

    def clean_uid(self):
        return parse_uid(self.cleaned_data["uid"])


# --- From a list, or from a record ---------------------------------------------------------------


def note_url(obj, suite=""):
    """The page of a note about this contact or territory; `suite` is where it leads back."""
    kind = "contact" if isinstance(obj, Contact) else "territoire"
    query = urlencode({kind: obj.pk} | ({"suite": suite} if suite else {}))
    return f"{reverse('admin:municipalites_noteappel_noter')}?{query}"


def note_column(request):
    suite = request.get_full_path()

    @admin.display(description=gettext_lazy("appel"))
    def noter(obj):
        return render_to_string(
            "admin/municipalites/_noter.html", {"url": note_url(obj, suite), "objet": obj}
        )

    return noter


class NoterMixin:
    """For the admin of contacts and of territories: a link on each row, the notes under each record."""

    change_form_template = "admin/municipalites/fiche_notes.html"

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        if not request.user.has_perm("municipalites.add_noteappel"):
            return columns
        return (columns[0], note_column(request), *columns[1:])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.user.has_perm("municipalites.add_noteappel"):
            context["noter_url"] = note_url(obj, request.path)
        if obj and request.user.has_perm("municipalites.view_noteappel"):
            context |= notes_context(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def notes_context(obj):
    notes = obj.notes_appel.all() if isinstance(obj, Contact) else notes_about(obj)
    kind = "contact" if isinstance(obj, Contact) else "territoire"
    listed = reverse("admin:municipalites_noteappel_changelist")
    return {
        "avec_notes": True,
        "notes_appel": notes.select_related("contact", "responsable", "created_by")[:MONTREES],
        "notes_url": f"{listed}?{kind}__id__exact={obj.pk}",
    }


# --- The page of a note --------------------------------------------------------------------------


def quick_note_view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    subject = find_subject(request)
    if subject is None:
        return HttpResponseRedirect(model_admin.url("add"))
    form = NoteRapideForm(request.POST or None, initial={"uid": str(uuid.uuid4())})
    if request.method == "POST" and form.is_valid() and (note := keep(form, subject, by=request.user)):
        model_admin.message_user(request, say_kept(note), messages.SUCCESS)
        return HttpResponseRedirect(way_back(request, subject))
    context = {
        **model_admin.admin_site.each_context(request),
        **notes_context(subject),
        "opts": model_admin.opts,
        "objet": None,
        "title": _("Noter un appel\xa0: %(nom)s") % {"nom": subject},
        "sujet": subject,
        "est_contact": isinstance(subject, Contact),
        "numero": dialled(getattr(subject, "telephone", "")),
        "form": form,
        "retour": way_back(request, subject),
    }
    return TemplateResponse(request, "admin/municipalites/noter.html", context)


def find_subject(request):
    """The contact or the territory the address names, or None."""
    for name, model in (("contact", Contact), ("territoire", Territoire)):
        key = request.GET.get(name, "")
        if is_key(key) and request.user.has_perm(f"municipalites.view_{name}"):
            return model.objects.filter(pk=key).first()
    return None


def keep(form, subject, *, by):
    kind = "contact" if isinstance(subject, Contact) else "territoire"
    try:
        return add_note(by=by, **{kind: subject}, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def say_kept(note):
    if note.rappeler_le is None:
        return _("Note enregistrée.")
    return _("Note enregistrée. Rappel le %(jour)s.") % {"jour": display_plain(note.rappeler_le)}


def way_back(request, subject):
    """Where one was, if that is a page of the back office; else the record."""
    suite = request.GET.get("suite", "")
    if suite.startswith(reverse("admin:index")):
        return suite
    kind = "contact" if isinstance(subject, Contact) else "territoire"
    return reverse(f"admin:municipalites_{kind}_change", args=[subject.pk])


# --- The list of notes ---------------------------------------------------------------------------


class RappelFilter(admin.SimpleListFilter):
    """Call-backs: mine, those of today, all of them."""

    title = gettext_lazy("rappel")
    parameter_name = "rappel"

    def lookups(self, request, model_admin):
        return [("miens", _("Les miens, à faire")), ("dus", _("À faire aujourd’hui")), ("tous", _("À faire"))]

    def queryset(self, request, queryset):
        kept = {
            "miens": waiting_calls(request.user),
            "dus": NoteAppel.objects.due(),
            "tous": waiting_calls(),
        }.get(self.value())
        return queryset if kept is None else queryset.filter(pk__in=kept.order_by().values("pk"))


RAPPELE = Acte(
    "call_back_selected",
    gettext_lazy("Rappelé"),
    gettext_lazy("Ces personnes ont été rappelées aujourd’hui\xa0: rien n’attend plus."),
    lambda rows: rows.filter(rappeler_le__isnull=False, rappele_le__isnull=True),
    call_back,
    lambda n: ngettext("%(n)s rappel fait.", "%(n)s rappels faits.", n) % {"n": n},
)


@admin.register(NoteAppel)
class NoteAppelAdmin(EditableAdmin):
    list_display = ("jour", "sujet", "resume", "telephone", "rappeler_le", "rappele_le", "responsable")
    list_filter = (AFaireFilter, RappelFilter, "moyen")
    list_select_related = ("contact", "territoire", "responsable")
    search_fields = ("texte", "contact__nom", "contact__courriel", "territoire__nom", "territoire__code")
    fieldsets = (
        (
            gettext_lazy("La note"),
            {"fields": (("contact", "territoire"), ("jour", "moyen"), "texte")},
        ),
        (gettext_lazy("Le rappel"), {"fields": (("rappeler_le", "rappele_le"), "responsable")}),
    )
    autocomplete_fields = ("contact", "territoire")
    actions = ("call_back_selected",)

    @admin.display(description=gettext_lazy("contact ou municipalité"))
    def sujet(self, obj):
        return ", ".join(str(part) for part in (obj.contact, obj.territoire) if part)

    @admin.display(description=gettext_lazy("note"))
    def resume(self, obj):
        return Truncator(obj.texte).words(18)

    @admin.display(description=gettext_lazy("téléphone"))
    def telephone(self, obj):
        return phone_link(obj.contact.telephone) if obj.contact else ""

    @admin.action(description=RAPPELE.titre, permissions=["change"])
    def call_back_selected(self, request, queryset):
        return run_act(self, request, queryset, RAPPELE)

    def get_urls(self):
        view = self.admin_site.admin_view(partial(quick_note_view, self))
        return [path("noter/", view, name="municipalites_noteappel_noter"), *super().get_urls()]

    def get_changeform_initial_data(self, request):
        return {"responsable": request.user.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "responsable":
            kwargs["queryset"] = Utilisateur.objects.filter(is_staff=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
