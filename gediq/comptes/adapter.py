"""What allauth asks of the site: who may do what, in which words, for how long."""

import time
from datetime import timedelta
from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from .. import chiffrement
from ..domain.connexion import FACTEURS, has_second_factor

SESSION_MUNICIPALE = timedelta(days=30)
SESSION_EQUIPE = timedelta(hours=12)
# Who has just opened a session need not prove it again to choose a first second factor.
SESSION_FRAICHE = timedelta(minutes=15)
LANGUE_SESSION = "langue"


def home_of(utilisateur):
    """Where a person arrives: the back office, the space of the municipality, or the account."""
    if utilisateur.is_staff:
        return reverse("admin:index")
    if utilisateur.est_municipal:
        with translation.override(utilisateur.langue):
            return reverse(settings.ESPACE_URL)
    return reverse("compte")


class AdaptateurComptes(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("Ce mot de passe n’est pas le bon."),
        "incorrect_code": _("Ce code n’est pas le bon."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only addresses of the site itself."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Our pages say what was done; those of the library have no words of ours."""
        if message:
            super().add_message(request, level, message=message)

    def get_login_redirect_url(self, request):
        return home_of(request.user)

    def get_client_ip(self, request):
        """A server reached through a socket knows no address: all its visitors then share their limits."""
        return get_client_ip(request) or "socket"

    def pre_login(self, request, user, **kwargs):
        request.session[LANGUE_SESSION] = user.langue
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request, user):
        messages.error(request, gettext("Ce compte n’est plus actif. Écrivez à l’équipe du GEDCIQ."))
        return redirect("connexion")

    def login(self, request, user):
        super().login(request, user)
        lifetime = SESSION_EQUIPE if user.is_staff else SESSION_MUNICIPALE
        # Django makes a moment of it: using the session does not make it longer.
        request.session.set_expiry(lifetime)

    def reauthenticate(self, user, password):
        return self.authenticate(self.request, username=user.courriel, password=password) == user

    def is_reauthentication_required(self, *, app, **kwargs):
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < SESSION_FRAICHE.total_seconds()
        return not is_fresh or has_second_factor(self.request.user)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Avec le mot de passe"),
            "mfa_reauthenticate": _("Avec un code de l’application ou un code de secours"),
            "mfa_reauthenticate:webauthn": _("Avec une clé d’accès"),
        }
        return [
            method | {"description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]


class AdaptateurFacteurs(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ce code n’est pas le bon. Vérifiez-le, puis réessayez."),
        "cannot_delete_authenticator": _(
            "Il faut garder un second facteur. Ajoutez-en un autre, puis retirez celui-ci."
        ),
    }

    def encrypt(self, text):
        return chiffrement.encrypt(text)

    def decrypt(self, encrypted_text):
        return chiffrement.decrypt(encrypted_text)

    def build_totp_svg(self, url):
        """On a ground of its own: a code drawn on a dark page cannot be read by a camera."""
        written = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(written)
        return written.getvalue().decode()

    def can_delete_authenticator(self, authenticator):
        """Where a second factor is required, the last one is never taken away by its owner."""
        if not settings.PRODUCTION:
            return True
        others = type(authenticator).objects.filter(user_id=authenticator.user_id, type__in=FACTEURS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type):
        return gettext("Clé du %(jour)s") % {"jour": timezone.localdate().isoformat()}

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "GEDCIQ"}
