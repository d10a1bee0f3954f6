"""Proving who one is with a second factor: when a session opens, and again before touching the factors."""

import json

from allauth.account.views import ReauthenticateView
from allauth.core.ratelimit import respond_429
from allauth.mfa.base import views as base
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .forms import (
    CleConnexionForm,
    CleSecondFacteurForm,
    CleVerificationForm,
    MotDePasseActuelForm,
    SecondFacteurForm,
    VerificationForm,
)
from .limites import LimiteMixin, is_refused_for_tries


def write_options(options):
    """What the browser needs to speak with a passkey, as text for an attribute of the form."""
    return json.dumps(options, cls=DjangoJSONEncoder)


class OptionsMixin:
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"options": write_options(context["js_data"]["request_options"])}


class Authentifier(OptionsMixin, LimiteMixin, base.AuthenticateView):
    """The second step of a session, after a code or a password."""

    template_name = "comptes/authentifier.html"

    def get_form_class(self):
        return SecondFacteurForm

    def get_webauthn_form_class(self):
        return CleSecondFacteurForm


class Confiance(base.TrustView):
    template_name = "comptes/confiance.html"


class ConnexionCle(webauthn.LoginWebAuthnView):
    """A passkey alone opens a session: it asked for a finger, a face or a number."""

    def get_form_class(self):
        return CleConnexionForm

    def form_invalid(self, form):
        messages.error(self.request, _("Cette clé d’accès n’ouvre aucun compte."))
        return redirect("connexion")


class VerifierMotDePasse(LimiteMixin, ReauthenticateView):
    template_name = "comptes/verifier.html"

    def get_form_class(self):
        return MotDePasseActuelForm


class VerifierCode(LimiteMixin, base.ReauthenticateView):
    template_name = "comptes/verifier.html"

    def get_form_class(self):
        return VerificationForm


class VerifierCle(OptionsMixin, webauthn.ReauthenticateWebAuthnView):
    template_name = "comptes/verifier_cle.html"

    def get_form_class(self):
        return CleVerificationForm

    def form_invalid(self, form):
        if is_refused_for_tries(form):
            return respond_429(self.request)
        messages.error(self.request, _("Cette clé d’accès n’est pas l’une des vôtres."))
        return HttpResponseRedirect(self.request.get_full_path())
