"""« Ce n’est plus vous? »: what was told is read beside what we know, put right, then confirmed or not.

Own page rather than the « change » form: nobody edits what a reader told, and confirming touches much more.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gediq.admin.a_faire import AFaireFilter
from gediq.admin.liste import ListeAdmin
from gediq.admin.widgets import is_key
from gediq.courriels.adresses import clean_address
from gediq.models import Utilisateur

from ..domain.releve import confirm_releve, dismiss_releve, known_of
from ..domain.remplacement import is_of_the_team
from ..models import Contact, Releve

# The width of a line of text in the admin.
WIDE = {"class": "vTextField"}


class CourrielMixin:
    """One address, one spelling, and nothing a header could read as a second one."""

    def _clean_address(self, name):
        return clean_address(self.cleaned_data[name])


class NouvelleReleveForm(CourrielMixin, forms.ModelForm):
    """What was learnt by telephone: it is then confirmed like what a reader told."""

    class Meta:
        model = Releve
        fields = ("ancien_courriel", "nom", "courriel", "telephone", "fonction", "message")

    def clean_ancien_courriel(self):
        return self._clean_address("ancien_courriel")


class ConfirmationForm(CourrielMixin, forms.Form):
    nom = forms.CharField(label=gettext_lazy("Nom"), max_length=150, widget=forms.TextInput(WIDE))
    courriel = forms.EmailField(
        label=gettext_lazy("Courriel"),
        widget=forms.EmailInput(WIDE),
        help_text=gettext_lazy("Appelez la municipalité, au besoin\xa0: ce courriel recevra l’accès."),
    )
    langue = forms.ChoiceField(
        label=gettext_lazy("Langue de nos courriels"), choices=Utilisateur.Langue, widget=forms.RadioSelect
    )
    telephone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=40, required=False)
    fonction = forms.CharField(
        label=gettext_lazy("Fonction"), max_length=150, required=False, widget=forms.TextInput(WIDE)
    )

    def clean_courriel(self):
        return self._clean_address("courriel")


class EcartForm(forms.Form):
    raison = forms.CharField(
        label=gettext_lazy("Raison"),
        max_length=200,
        widget=forms.TextInput(WIDE),
        help_text=gettext_lazy("Gardée dans l’historique."),
    )


@admin.register(Releve)
class ReleveAdmin(ListeAdmin):
    form = NouvelleReleveForm
    list_display = ("ancien_courriel", "proposee", "created_at", "suite", "traitee_par")
    list_filter = (AFaireFilter, "issue")
    list_select_related = ("traitee_par",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("ancien_courriel", "nom", "courriel")
    save_on_top = True

    def has_delete_permission(self, request, obj=None):
        """A person is erased from everywhere at once, or from nowhere."""
        return False

    @admin.display(description=gettext_lazy("proposée"), ordering="nom")
    def proposee(self, obj):
        return obj.nom or obj.courriel or obj.telephone or _("Personne inconnue")

    @admin.display(description=gettext_lazy("issue"), ordering="issue")
    def suite(self, obj):
        return obj.get_issue_display() or _("À confirmer")

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_changeform_initial_data(self, request):
        """From the page of a contact, whose address is never in the address of a page."""
        key = request.GET.get("contact", "")
        contact = Contact.objects.filter(pk=key).first() if is_key(key) else None
        return {"ancien_courriel": contact.courriel} if contact else {}

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(page_url(obj))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return confirmation_view(self, request, object_id)


def confirmation_view(model_admin, request, object_id):
    releve = model_admin.get_object(request, unquote(object_id))
    if releve is None:
        raise Http404
    if not model_admin.has_view_permission(request, releve):
        raise PermissionDenied
    known = known_of(releve.ancien_courriel)
    confirmation = ConfirmationForm(_posted(request, "confirmer"), initial=proposed(releve, known))
    ecart = EcartForm(_posted(request, "ecarter"))
    if request.method == "POST" and acted(model_admin, request, releve, confirmation, ecart):
        return HttpResponseRedirect(page_url(releve))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": releve.ancien_courriel,
        "opts": model_admin.opts,
        "objet": None,
        "releve": releve,
        "connu": known,
        "confirmation": confirmation,
        "ecart": ecart,
        "depart_url": departure_url(releve),
        "may_act": model_admin.has_change_permission(request, releve) and releve.traitee_le is None,
    }
    return TemplateResponse(request, "admin/municipalites/releve.html", context)


def _posted(request, act):
    return request.POST if request.method == "POST" and act in request.POST else None


def proposed(releve, known):
    """What was told; where nothing was, what the person who left had."""
    contact = known["contacts"].first()
    return {
        "nom": releve.nom,
        "courriel": releve.courriel,
        "telephone": releve.telephone,
        "fonction": releve.fonction or (contact.fonction if contact else ""),
        "langue": contact.langue if contact else "fr",
    }


def acted(model_admin, request, releve, confirmation, ecart):
    """Do what the button pressed says; False when it was refused, with the reason in its form."""
    form = confirmation if confirmation.is_bound else ecart
    if not form.is_valid():
        return False
    try:
        lines = _act(releve, form, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    for line in lines:
        model_admin.message_user(request, line, messages.SUCCESS)
    return True


def _act(releve, form, *, by):
    if isinstance(form, EcartForm):
        dismiss_releve(releve, by=by, **form.cleaned_data)
        return [_("Relève écartée\xa0: rien n’a changé.")]
    lines = confirm_releve(releve, by=by, **form.cleaned_data)
    return lines or [_("Relève confirmée. Rien n’était au nom de cette adresse.")]


def departure_url(releve):
    """A member of the team is replaced from the account."""
    if not is_of_the_team(releve.ancien_courriel):
        return ""
    utilisateur = Utilisateur.objects.get(courriel=releve.ancien_courriel)
    return reverse("admin:gediq_utilisateur_depart", args=[utilisateur.pk])


def page_url(releve):
    return reverse("admin:municipalites_releve_change", args=[releve.pk])
