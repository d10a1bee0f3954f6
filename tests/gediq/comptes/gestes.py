"""What people do to open a session, as the tests do it."""

import re

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import TestCase

from tests.factories.comptes import MOT_DE_PASSE

CONNEXION = "/comptes/connexion/"
CODE = "/comptes/connexion/code/"
SECOND_FACTEUR = "/comptes/connexion/second-facteur/"


def give_password(client, courriel, mot_de_passe=MOT_DE_PASSE, **fields):
    return client.post(CONNEXION, {"courriel": courriel, "mot_de_passe": mot_de_passe} | fields)


def ask_code(client, courriel, address=CONNEXION, **fields):
    """Ask for a code, and let the mail leave."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"courriel": courriel} | fields)


def code_received():
    """The code of the last mail that holds one."""
    return re.findall(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def give_code(client, code):
    return client.post(CODE, {"code": code})


def sign_in_by_code(client, courriel, **fields):
    ask_code(client, courriel, **fields)
    return give_code(client, code_received())


def add_application(utilisateur):
    """An application of codes, with its recovery codes; return its secret and one of these."""
    secret = generate_totp_secret()
    TOTP.activate(utilisateur, secret)
    return secret, RecoveryCodes.activate(utilisateur).get_unused_codes()[0]


def code_of(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
