"""Opening a session: the address first, then a code by mail or, for the team, a password or a passkey."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from ..domain.codes import use_code
from .adapter import LANGUE_SESSION, home_of
from .code import forget_code, read_code, start_code
from .forms import CODE_REFUSE, IDENTIFIANTS_REFUSES, CodeForm, ConnexionForm
from .limites import is_limited


class EntreeMixin:
    """Who already has a session goes where they were going."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_next_redirect_url(request) or home_of(request.user))
        return super().dispatch(request, *args, **kwargs)

    def open_session(self, utilisateur, method, suite):
        """Through allauth's stages, so that a second factor is asked of who has one."""
        record_authentication(self.request, utilisateur, method=method)
        return perform_login(self.request, Login(user=utilisateur, redirect_url=suite or None))


@method_decorator(sensitive_post_parameters("mot_de_passe"), name="dispatch")
class Connexion(EntreeMixin, FormView):
    template_name = "comptes/connexion.html"
    form_class = ConnexionForm

    def post(self, request, *args, **kwargs):
        if is_limited(request, "login"):
            return respond_429(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        self.request.session[LANGUE_SESSION] = self.request.LANGUAGE_CODE
        if form.cleaned_data["mot_de_passe"]:
            return self.by_password(form, **form.cleaned_data)
        return self.by_code(form.cleaned_data["courriel"])

    def by_code(self, courriel):
        if is_limited(self.request, "request_login_code", key=courriel):
            return respond_429(self.request)
        start_code(self.request, courriel, suite=self.suite)
        return redirect("connexion-code")

    def by_password(self, form, courriel, mot_de_passe):
        try:
            found = get_adapter().authenticate(self.request, username=courriel, password=mot_de_passe)
        except ValidationError:  # the only refusal there is: too many tries
            return respond_429(self.request)
        if found is None or found.est_municipal:
            form.add_error(None, IDENTIFIANTS_REFUSES)
            return self.form_invalid(form)
        return self.open_session(found, "password", self.suite)

    @property
    def suite(self):
        return get_next_redirect_url(self.request) or ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(suite=self.suite, **kwargs)


class CodeConnexion(EntreeMixin, FormView):
    """Whatever is wrong with a code, the answer is one sentence."""

    template_name = "comptes/code.html"
    form_class = CodeForm

    def dispatch(self, request, *args, **kwargs):
        self.demande = read_code(request)
        if self.demande is None and not request.user.is_authenticated:
            return redirect("connexion")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if is_limited(request, "code_tries"):
            return respond_429(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        found = use_code(
            self.demande["demande"], form.cleaned_data["code"], courriel=self.demande["courriel"]
        )
        if found is None:
            form.add_error("code", CODE_REFUSE)
            return self.form_invalid(form)
        forget_code(self.request)
        return self.open_session(found, "code", self.demande["suite"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(courriel=self.demande["courriel"], **kwargs)


@require_POST
def renvoyer_code(request):
    """Another mail, with another code: the earlier one dies."""
    demande = read_code(request)
    if demande is None:
        return redirect("connexion")
    if is_limited(request, "request_login_code", key=demande["courriel"]):
        return respond_429(request)
    start_code(request, demande["courriel"], suite=demande["suite"])
    messages.success(request, _("Un autre code vient d’être demandé. Le précédent ne sert plus."))
    return redirect("connexion-code")
