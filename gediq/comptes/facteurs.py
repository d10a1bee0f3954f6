"""The second factor of the team: an application of codes, passkeys, recovery codes."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes_flows
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal import flows as totp_flows
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from ..domain.connexion import has_second_factor
from .forms import ApplicationForm, CleForm
from .limites import LimiteMixin
from .verification import write_options

Type = Authenticator.Type
PAGE = reverse_lazy("mfa_index")


class SecondFacteur(IndexView):
    template_name = "comptes/second_facteur.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        authenticators = context["authenticators"]
        return context | {
            "application": authenticators.get(Type.TOTP),
            "cles": authenticators.get(Type.WEBAUTHN, []),
            "codes": authenticators.get(Type.RECOVERY_CODES),
            "est_exige": settings.PRODUCTION and not has_second_factor(self.request.user),
        }


class ActiverApplication(LimiteMixin, totp.ActivateTOTPView):
    template_name = "comptes/application.html"

    def get_form_class(self):
        return ApplicationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.request.session}

    def form_valid(self, form):
        """The code just given is a proof as good as any: the recovery codes come next without another."""
        authenticator, recovery = totp_flows.activate_totp(self.request, form)
        post_authentication(self.request, authenticator, reauthenticated=True)
        messages.success(self.request, _("L’application de codes est ajoutée."))
        return redirect("mfa_view_recovery_codes" if recovery else PAGE)


class RetirerApplication(totp.DeactivateTOTPView):
    template_name = "comptes/retrait.html"

    def form_valid(self, form):
        messages.success(self.request, _("L’application de codes est retirée."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(nom=_("Application de codes"), **kwargs)


class AjouterCle(webauthn.AddWebAuthnView):
    template_name = "comptes/cle.html"

    def get_form_class(self):
        return CleForm

    def get_context_data(self, **kwargs):
        options = webauthn_auth.begin_registration(self.request.user, passwordless=True)
        context = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        return context | {"options": write_options(options)}

    def form_valid(self, form):
        response = super().form_valid(form)
        added = self.request.user.authenticator_set.filter(type=Type.WEBAUTHN).latest("pk")
        post_authentication(self.request, added, reauthenticated=True)
        messages.success(self.request, _("La clé d’accès est ajoutée."))
        return response


class RetirerCle(webauthn.RemoveWebAuthnView):
    template_name = "comptes/retrait.html"
    success_url = PAGE

    def form_valid(self, form):
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        messages.success(self.request, _("La clé d’accès est retirée."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(nom=self.object.wrap().name, **kwargs)


class CodesSecours(TemplateView):
    """The codes are written on a page once: by a POST, since a page asked for must change nothing."""

    template_name = "comptes/codes_secours.html"

    def get_context_data(self, **kwargs):
        found = Authenticator.objects.filter(user=self.request.user, type=Type.RECOVERY_CODES).first()
        codes = found and found.wrap()
        return super().get_context_data(
            reste=len(codes.get_unused_codes()) if codes else 0,
            sont_a_montrer=bool(codes) and not codes.did_view,
            **kwargs,
        )

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def post(self, request):
        codes, can_view = codes_flows.view_recovery_codes(request)
        if not can_view:
            return redirect("mfa_view_recovery_codes")
        return show_codes(request, codes)


@require_POST
@reauthentication_required(app="allauth.mfa")
def creer_codes(request):
    """New codes, shown at once; the earlier ones serve no more."""
    if not codes_flows.can_generate_recovery_codes(request.user):
        return redirect("mfa_index")
    codes_flows.generate_recovery_codes(request)
    codes, _can_view = codes_flows.view_recovery_codes(request)
    return show_codes(request, codes)


def show_codes(request, codes):
    return render(request, "comptes/codes_montres.html", {"codes": codes.get_unused_codes()})
