"""« Ce n’est plus vous? »: a form without account, from the foot of any of our mails."""

from allauth.core.ratelimit import respond_429
from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from gediq.comptes.limites import is_limited
from gediq.courriels.adresses import clean_address

from ..domain.releve import create_releve, find_courriel, mask_address
from .espace import readable

RECUE = "recue"


class ReleveForm(forms.Form):
    sait = forms.ChoiceField(
        label=_("Savez-vous qui vous remplace?"),
        choices=[("oui", _("Oui")), ("non", _("Je ne sais pas"))],
        initial="oui",
        widget=forms.RadioSelect,
    )
    nom = forms.CharField(label=_("Son nom"), max_length=150, required=False)
    courriel = forms.EmailField(label=_("Son courriel"), max_length=254, required=False)
    telephone = forms.CharField(
        label=_("Son téléphone"), max_length=40, required=False, help_text=_("Au travail, avec le poste.")
    )
    fonction = forms.CharField(label=_("Sa fonction"), max_length=150, required=False)
    message = forms.CharField(
        label=_("Message (facultatif)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Rien de personnel\xa0: ni la raison du départ ni une adresse à la maison."),
    )

    def clean_courriel(self):
        address = self.cleaned_data["courriel"]
        return clean_address(address) if address else ""

    def clean(self):
        data = super().clean()
        told = any(data.get(name) for name in ("nom", "courriel", "telephone"))
        if data.get("sait") == "oui" and not told and not self.errors:
            raise forms.ValidationError(
                _("Inscrivez un nom, un courriel ou un téléphone, ou choisissez «\xa0Je ne sais pas\xa0».")
            )
        return data


@sensitive_variables("token")
@readable
def releve_creer(request, token):
    """A GET tells of whom it speaks, the address half hidden; a POST keeps what is told, for the team."""
    courriel = find_courriel(token)
    if courriel is None:
        return render(request, "municipalites/releve_lien_ferme.html", status=410)
    form = ReleveForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_bound and is_limited(request, "releve", key=str(courriel.pk)):
        return respond_429(request)
    if form.is_valid():
        create_releve(token, **{name: form.cleaned_data[name] for name in form.fields if name != "sait"})
        return HttpResponseRedirect(f"{request.path}?{RECUE}=1")
    context = {
        "form": form,
        "adresse_masquee": mask_address(courriel.destinataire),
        "est_recue": RECUE in request.GET,
    }
    response = render(request, "municipalites/releve_creer.html", context)
    # The address is a secret: the next page learns the site it comes from, and nothing more.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
