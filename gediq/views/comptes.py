"""Sign-in by e-mail and password, sign-out, and the replacement of a one-time password."""

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ..models import fold_email


class ConnexionForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez."
        ),
        "inactive": _("Ce compte n’est plus actif. Écrivez à l’équipe du GEDCIQ."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Courriel")
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}

    def clean_username(self):
        return fold_email(self.cleaned_data["username"])


class Connexion(auth_views.LoginView):
    template_name = "comptes/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True


class MotDePasse(auth_views.PasswordChangeView):
    """Choose one's own password; lifts the « one-time » mark."""

    template_name = "comptes/mot_de_passe.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("admin:index")

    def form_valid(self, form):
        form.user.mot_de_passe_provisoire = False
        return super().form_valid(form)


connexion = Connexion.as_view()
deconnexion = auth_views.LogoutView.as_view()
mot_de_passe = MotDePasse.as_view()
