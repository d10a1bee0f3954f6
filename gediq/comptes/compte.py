"""« Mon compte »: one's name and language, password, devices."""

from allauth.core.ratelimit import respond_429
from allauth.mfa import app_settings
from allauth.mfa.internal.flows.trust import is_trusted_browser
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import UpdateView

from ..domain.connexion import TypeEvenement, end_sessions, has_second_factor, note_evenement
from ..models import Utilisateur
from .adapter import home_of
from .confiance import forget_devices
from .forms import NouveauMotDePasseForm, ProfilForm
from .limites import is_limited


class Compte(LoginRequiredMixin, UpdateView):
    template_name = "comptes/compte.html"
    form_class = ProfilForm
    success_url = reverse_lazy("compte")

    def get_object(self):
        """A copy: what is typed and refused must not show as the person's name elsewhere on the page."""
        return Utilisateur.objects.get(pk=self.request.user.pk)

    def form_valid(self, form):
        form.instance.save(update_fields=["nom", "langue"])
        with translation.override(form.instance.langue):
            messages.success(self.request, _("Vos renseignements sont enregistrés."))
        return redirect("compte")

    def get_context_data(self, **kwargs):
        person = self.request.user
        return super().get_context_data(
            accueil=home_of(person),
            a_second_facteur=person.is_staff and has_second_factor(person),
            est_appareil_de_confiance=person.is_staff and is_trusted_browser(self.request, person),
            **kwargs,
        )


class MotDePasse(UserPassesTestMixin, auth_views.PasswordChangeView):
    """Choose one's own password; who signs in by codes alone has none to change."""

    template_name = "comptes/mot_de_passe.html"
    form_class = NouveauMotDePasseForm
    success_url = reverse_lazy("compte")

    def test_func(self):
        return self.request.user.is_anonymous or self.request.user.has_usable_password()

    def post(self, request, *args, **kwargs):
        if is_limited(request, "change_password", user=request.user):
            return respond_429(request)
        return super().post(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form):
        """Django keeps this session and closes the others, since they stand on the password."""
        was_provisional = self.request.user.mot_de_passe_provisoire
        response = super().form_valid(form)
        note_evenement(self.request.user, TypeEvenement.MOT_DE_PASSE, by=self.request.user)
        messages.success(self.request, _("Votre mot de passe est enregistré."))
        return redirect(home_of(self.request.user)) if was_provisional else response


@require_POST
@login_required
def fermer_sessions(request):
    """A computer lent, a telephone lost: close what is open elsewhere, and trust no device any more."""
    end_sessions(request.user, keep=request.session.session_key)
    forget_devices(request.user)
    messages.success(request, _("Vos autres sessions sont fermées."))
    return redirect("compte")


@require_POST
@login_required
def oublier_appareil(request):
    """This browser will be asked for a second factor again."""
    messages.success(request, _("Le second facteur vous sera demandé de nouveau sur cet appareil."))
    response = redirect("compte")
    response.delete_cookie(
        app_settings.TRUST_COOKIE_NAME,
        path=app_settings.TRUST_COOKIE_PATH,
        domain=app_settings.TRUST_COOKIE_DOMAIN,
        samesite=app_settings.TRUST_COOKIE_SAMESITE,
    )
    return response
