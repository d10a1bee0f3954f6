"""The forms of accounts, in our words."""

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.fernet import InvalidToken
from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from ..chiffrement import decrypt, encrypt
from ..courriels.adresses import clean_address
from ..courriels.nettoyage import clean_name
from ..models import Utilisateur

CODE_REFUSE = _("Ce code n’est pas le bon, ou il n’est plus valable. Vérifiez-le, ou demandez-en un autre.")
IDENTIFIANTS_REFUSES = _(
    "Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez."
)
ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class ConnexionForm(forms.Form):
    """An address, and a password for who has one; without it, a code is sent."""

    courriel = forms.EmailField(
        label=_("Courriel"),
        error_messages={
            "required": _("Écrivez votre courriel."),
            "invalid": _("Écrivez un courriel complet, par exemple marie@ville.qc.ca."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    mot_de_passe = forms.CharField(
        label=_("Mot de passe"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_courriel(self):
        """Known or not, an address is one that a mail can reach."""
        return clean_address(self.cleaned_data["courriel"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code à six chiffres"),
        max_length=20,
        error_messages={"required": _("Écrivez le code reçu par courriel."), "max_length": CODE_REFUSE},
        widget=forms.TextInput(attrs=ONE_TIME),
    )

    def clean_code(self):
        """People copy codes with spaces."""
        return "".join(self.cleaned_data["code"].split())


class MotDePasseActuelForm(forms.Form):
    """Proving again who one is, by the password."""

    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise get_adapter().validation_error("incorrect_password")
        return self.cleaned_data["password"]


class NouveauMotDePasseForm(PasswordChangeForm):
    """Changing the password lifts the « one-time » mark."""

    def save(self, commit=True):
        self.user.mot_de_passe_provisoire = False
        return super().save(commit)


class ProfilForm(forms.ModelForm):
    class Meta:
        model = Utilisateur
        fields = ("nom", "langue")
        help_texts = {"nom": "", "langue": _("Langue de vos pages et des courriels que vous recevez.")}

    def clean_nom(self):
        return clean_name(self.cleaned_data["nom"])


class CodeMixin(forms.Form):
    code = forms.CharField(
        label=_("Code de l’application, ou code de secours"),
        max_length=20,
        widget=forms.TextInput(attrs=ONE_TIME),
    )

    def clean_code(self):
        """Kept under another secret key of the site, a secret cannot be read: no code is right any more."""
        try:
            return super().clean_code()
        except InvalidToken as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SecondFacteurForm(CodeMixin, AuthenticateForm):
    pass


class VerificationForm(CodeMixin, ReauthenticateForm):
    pass


class ApplicationForm(ActivateTOTPForm):
    """The secret waits in the session, encrypted, until its first code proves that it was copied."""

    code = forms.CharField(
        label=_("Code montré par l’application"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME)
    )

    def __init__(self, *args, user, session, **kwargs):
        self.user = user
        forms.Form.__init__(self, *args, **kwargs)
        if not self.is_bound or SECRET_SESSION_KEY not in session:
            session[SECRET_SESSION_KEY] = encrypt(generate_totp_secret())
        self.secret = decrypt(session[SECRET_SESSION_KEY])


class ReponseField(forms.JSONField):
    """What a browser says of a passkey: text that anybody may write."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error


# The library fails on some of what it is told.
ILLISIBLE = (AttributeError, KeyError, TypeError, ValueError)


class ReponseForm(forms.Form):
    credential = ReponseField(widget=forms.HiddenInput)


class CleMixin(ReponseForm):
    def clean_credential(self):
        try:
            return super().clean_credential()
        except ILLISIBLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class CleSecondFacteurForm(CleMixin, AuthenticateWebAuthnForm):
    pass


class CleConnexionForm(CleMixin, LoginWebAuthnForm):
    pass


class CleVerificationForm(CleMixin, ReauthenticateWebAuthnForm):
    pass


class CleForm(ReponseForm, AddWebAuthnForm):
    """Always a passkey: it opens a session alone, since it asks for a finger, a face or a number."""

    passwordless = None
    name = forms.CharField(
        label=_("Nom de la clé"),
        max_length=80,
        required=False,
        help_text=_("Pour la reconnaître, par exemple « Ordinateur du bureau »."),
    )

    def clean(self):
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except ILLISIBLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
