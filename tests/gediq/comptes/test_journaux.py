"""Opening a session writes nothing in the logs that would open it again, nor who it was."""

import logging

import pytest
from django.core import mail

from gediq.domain.jetons import create_jeton
from gediq.journaux import JsonFormatter
from tests.factories.comptes import create_utilisateur
from tests.gediq.comptes.gestes import (
    add_application,
    ask_code,
    code_received,
    give_code,
    give_password,
)

MARIE = "marie@exemple.org"


@pytest.fixture
def lines():
    """Everything that any logger writes, as the site writes it."""
    written = []
    handler = logging.Handler(level=logging.DEBUG)
    handler.emit = lambda record: written.append(JsonFormatter().format(record))
    loggers = [logging.getLogger(name) for name in (None, "django", "django.server", "django_tasks")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield written
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.django_db
def test_neither_code_nor_address_nor_link_is_logged(client, lines, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    secret, secours = add_application(create_utilisateur(courriel=MARIE))
    ask_code(client, MARIE)
    code = code_received()
    give_code(client, "000000")
    give_code(client, code)
    client.post("/comptes/connexion/second-facteur/", {"code": "000000"})
    client.post("/comptes/connexion/second-facteur/", {"code": secours})
    for _try in range(12):
        give_password(type(client)(), MARIE, "faux")
    token = create_jeton("invitation", 1)
    client.get(f"/fr/espace/invitation/{token}/")
    client.get(f"/fr/espace/releve/{token}/?courriel={MARIE}")

    text = "\n".join(lines)
    assert "Too Many Requests" in text
    assert "envoyer" in text
    for private in (code, secours, secret, MARIE, token):
        assert private not in text
    assert mail.outbox


@pytest.mark.django_db
def test_a_mail_server_that_refuses_names_nobody_in_the_logs(client, lines, settings):
    settings.EMAIL_BACKEND = "tests.gediq.comptes.test_journaux.RefusingBackend"
    create_utilisateur(courriel=MARIE)

    ask_code(client, MARIE)

    assert MARIE not in "\n".join(lines)


class RefusingBackend:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError({messages[0].to[0]: (550, "inconnue")})
