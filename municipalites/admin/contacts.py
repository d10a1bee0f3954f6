"""Whom to call: the list of somebody at the telephone, and what is done from it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.actes import Acte, run_act
from gediq.admin.adresses import addresses_page
from gediq.admin.base import EditableAdmin
from gediq.admin.exports import ExportsMixin
from gediq.admin.inlines import EditableStackedInline
from gediq.admin.libelles import display_plain
from gediq.courriels.envoi_groupe import create_envoi

from ..domain.contacts import has_access, leave_contact, reachable, to_verify, verify_contact
from ..domain.notes import add_note
from ..models import Consentement, Contact, NoteAppel
from .effacement import EffacementMixin
from .exports import EXPORT_CONTACTS
from .filtres import RegionFilter
from .inviter import InviterMixin
from .notes import JourInput, NoteForm, NoterMixin
from .telephone import contact_details

CONSERVATION = gettext_lazy(
    "Coordonnées de travail seulement, jamais publiées. Après un départ, la fiche reste deux ans; "
    "«\xa0À faire\xa0» demande ensuite de l’effacer."
)


# --- Filters -------------------------------------------------------------------------------------


class RegionContactFilter(RegionFilter):
    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(territoire__in=self.places().order_by().values("pk"))


class OuiNonFilter(admin.SimpleListFilter):
    """A question with two answers: `keep(queryset, answer)`."""

    choix = ()

    def lookups(self, request, model_admin):
        return self.choix

    def queryset(self, request, queryset):
        answers = [code for code, _libelle in self.choix]
        return self.keep(queryset, self.value() == answers[0]) if self.value() in answers else queryset


class PresenceFilter(OuiNonFilter):
    title = gettext_lazy("présence")
    parameter_name = "presence"
    choix = (("present", gettext_lazy("En poste")), ("parti", gettext_lazy("Parti")))

    def keep(self, queryset, answer):
        return queryset.filter(parti_le__isnull=answer)


class VerificationFilter(OuiNonFilter):
    title = gettext_lazy("vérification")
    parameter_name = "verification"
    choix = (
        ("a-faire", gettext_lazy("À refaire (plus d’un an)")),
        ("faite", gettext_lazy("Depuis moins d’un an")),
    )

    def keep(self, queryset, answer):
        stale = to_verify().order_by().values("pk")
        return queryset.filter(pk__in=stale) if answer else queryset.current().exclude(pk__in=stale)


class AccesFilter(OuiNonFilter):
    title = gettext_lazy("accès à l’espace")
    parameter_name = "acces"
    choix = (("oui", gettext_lazy("Oui")), ("non", gettext_lazy("Non")))

    def keep(self, queryset, answer):
        return queryset.filter(has_access() if answer else ~has_access())


# --- Acts ----------------------------------------------------------------------------------------


class ContactField(forms.ModelChoiceField):
    """Each with where the person works: the same name is in two places."""

    def label_from_instance(self, obj):
        return name_contact(obj)


class DepartForm(forms.Form):
    parti_le = forms.DateField(label=gettext_lazy("Parti le"), initial=timezone.localdate, widget=JourInput)
    remplace_par = ContactField(
        Contact.objects.none(),
        required=False,
        label=gettext_lazy("Remplacé par"),
        help_text=gettext_lazy("Inscrivez d’abord cette personne; vide si personne ne la remplace encore."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Contact.objects.current().select_related("territoire", "organisme")
        rows = rows.prefetch_related("organisme__noms").order_by("territoire__cle_tri", "nom", "pk")
        self.fields["remplace_par"].queryset = rows


NOTER = Acte(
    "note_selected",
    gettext_lazy("Noter un appel"),
    gettext_lazy("La même note s’ajoute à chacune de ces fiches."),
    lambda rows: rows,
    lambda contact, *, by, **answers: add_note(contact=contact, by=by, **answers),
    lambda n: ngettext("%(n)s note enregistrée.", "%(n)s notes enregistrées.", n) % {"n": n},
    NoteForm,
)
VERIFIER = Acte(
    "verify_selected",
    gettext_lazy("Vérifié aujourd’hui"),
    gettext_lazy("Le courriel, le téléphone et la fonction de ces contacts sont sûrs en date d’aujourd’hui."),
    lambda rows: rows.filter(parti_le__isnull=True).exclude(verifie_le=timezone.localdate()),
    verify_contact,
    lambda n: ngettext("%(n)s contact vérifié.", "%(n)s contacts vérifiés.", n) % {"n": n},
)
PARTIR = Acte(
    "leave_selected",
    gettext_lazy("Inscrire le départ"),
    gettext_lazy(
        "Ces contacts ne reçoivent plus rien. Leur fiche reste deux ans. "
        "Leur accès à l’espace municipal, s’il y en a un, se retire dans «\xa0Accès municipaux\xa0»."
    ),
    lambda rows: rows.filter(parti_le__isnull=True),
    leave_contact,
    lambda n: ngettext("%(n)s départ inscrit.", "%(n)s départs inscrits.", n) % {"n": n},
    DepartForm,
)


class ActesMixin:
    """The acts of the list."""

    actions = ("note_selected", "verify_selected", "write_selected", "copy_selected", "leave_selected")

    @admin.action(description=NOTER.titre, permissions=["change"])
    def note_selected(self, request, queryset):
        return run_act(self, request, queryset, NOTER)

    @admin.action(description=VERIFIER.titre, permissions=["change"])
    def verify_selected(self, request, queryset):
        return run_act(self, request, queryset, VERIFIER)

    @admin.action(description=gettext_lazy("Parti…"), permissions=["change"])
    def leave_selected(self, request, queryset):
        return run_act(self, request, queryset, PARTIR)

    @admin.action(description=gettext_lazy("Copier les adresses"), permissions=["view"])
    def copy_selected(self, request, queryset):
        personnes, ecartes = reachable(queryset)
        return addresses_page(self, request, [row.courriel for row in personnes], ecartes=ecartes)

    @admin.action(description=gettext_lazy("Écrire à ces personnes"), permissions=["write"])
    def write_selected(self, request, queryset):
        personnes, ecartes = reachable(queryset)
        if ecartes:
            sentence = _("Laissés de côté\xa0: %(noms)s.") % {"noms": "; ".join(ecartes)}
            self.message_user(request, sentence, messages.WARNING)
        try:
            envoi = create_envoi(personnes, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:gediq_envoi_change", args=[envoi.pk]))

    def has_write_permission(self, request):
        return request.user.has_perm("gediq.add_envoi")


# --- The record ----------------------------------------------------------------------------------


class ConsentementInline(EditableStackedInline):
    model = Consentement
    fieldsets = ((None, {"fields": ("texte", ("donne_le", "moyen"), "retire_le")}),)


@admin.register(Contact)
class ContactAdmin(EffacementMixin, InviterMixin, NoterMixin, ActesMixin, ExportsMixin, EditableAdmin):
    list_display = ("personne", "fonction", "lieu", "joindre", "derniere_note", "verifie_le")
    list_filter = (
        *(AFaireFilter, RegionContactFilter, "themes", "langue"),
        *(PresenceFilter, VerificationFilter, AccesFilter),
    )
    list_select_related = ("territoire", "organisme")
    search_fields = (
        *("nom", "courriel", "fonction", "telephone", "territoire__nom", "territoire__code"),
        *("organisme__noms__nom_fr", "organisme__noms__sigle"),
    )
    fieldsets = (
        (
            gettext_lazy("La personne ou la boîte"),
            {"fields": (("nom", "fonction"), ("territoire", "organisme")), "description": CONSERVATION},
        ),
        (gettext_lazy("Comment la joindre"), {"fields": (("courriel", "telephone"), "langue")}),
        (gettext_lazy("Ce qui l’intéresse"), {"fields": ("themes", "note")}),
        (gettext_lazy("Suivi"), {"fields": ("verifie_le", ("parti_le", "remplace_par"))}),
    )
    autocomplete_fields = ("territoire", "organisme", "themes", "remplace_par")
    inlines = (ConsentementInline,)
    exports = (EXPORT_CONTACTS,)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        page = request.resolver_match.url_name
        if page == "autocomplete":
            return rows.select_related("territoire", "organisme").prefetch_related("organisme__noms")
        if page.endswith("_changelist"):
            return rows.prefetch_related("organisme__noms").annotate(**last_note())
        return rows

    def suggestion(self, obj):
        return name_contact(obj)

    @admin.display(description=gettext_lazy("nom ou boîte"), ordering="nom")
    def personne(self, obj):
        name = obj.nom or _("Boîte générale")
        return _("%(nom)s (parti)") % {"nom": name} if obj.parti_le else name

    @admin.display(description=gettext_lazy("municipalité"), ordering="territoire__cle_tri")
    def lieu(self, obj):
        return obj.territoire or obj.organisme

    @admin.display(description=gettext_lazy("joindre"), ordering="courriel")
    def joindre(self, obj):
        return contact_details(obj)

    @admin.display(description=gettext_lazy("dernière note"), ordering="note_jour")
    def derniere_note(self, obj):
        if obj.note_jour is None:
            return ""
        return f"{display_plain(obj.note_jour)} – {Truncator(obj.note_texte).words(8)}"


def last_note():
    notes = NoteAppel.objects.filter(contact=OuterRef("pk")).order_by("-jour", "-pk")
    return {
        "note_jour": Subquery(notes.values("jour")[:1]),
        "note_texte": Subquery(notes.values("texte")[:1]),
    }


def name_contact(contact):
    """« Marie Tremblay (Rimouski) »."""
    return f"{contact} ({contact.territoire or contact.organisme})"
