"""« Ce n’est plus vous ? »: a form without account, from the foot of any of our mails."""

from allauth.core import ratelimit
from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gediq.models import fold_email

from ..domain.releve import create_releve, find_courriel, mask_address

RECUE = "recue"


class ReleveForm(forms.Form):
    nom = forms.CharField(label=_("Nom de la personne qui vous remplace"), max_length=150, required=False)
    courriel = forms.EmailField(label=_("Son courriel"), max_length=254, required=False)
    telephone = forms.CharField(
        label=_("Son téléphone"), max_length=40, required=False, help_text=_("Au travail, avec le poste.")
    )
    fonction = forms.CharField(label=_("Sa fonction"), max_length=150, required=False)
    inconnue = forms.BooleanField(label=_("Je ne sais pas qui me remplace"), required=False)
    message = forms.CharField(
        label=_("Message"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Facultatif. Rien de personnel\xa0: ni la raison du départ ni une adresse à la maison."),
    )

    def clean_courriel(self):
        return fold_email(self.cleaned_data["courriel"])

    def clean(self):
        data = super().clean()
        told = any(data.get(name) for name in ("nom", "courriel", "telephone", "inconnue"))
        if not told and not self.errors:
            raise forms.ValidationError(
                _("Inscrivez un nom, un courriel ou un téléphone, ou cochez «\xa0Je ne sais pas\xa0».")
            )
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def releve_creer(request, token):
    courriel = find_courriel(token)
    if courriel is None:
        return render(request, "municipalites/releve_lien_ferme.html", status=410)
    form = ReleveForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST":
        if not ratelimit.consume(request, action="releve", key=str(courriel.pk)):
            return render(request, "municipalites/releve_attendre.html", status=429)
        if form.is_valid():
            return _record(request, token, form.cleaned_data)
    context = {
        "form": form,
        "adresse_masquee": mask_address(courriel.destinataire),
        "est_recue": RECUE in request.GET,
    }
    return render(request, "municipalites/releve_creer.html", context)


def _record(request, token, data):
    create_releve(token, **{name: value for name, value in data.items() if name != "inconnue"})
    return HttpResponseRedirect(f"{request.path}?{RECUE}=1")
