"""What becomes of a mail that leaves, and of one that cannot."""

import logging
import smtplib
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from gediq.courriels.envoi import send_courriel
from gediq.models import Courriel, Jeton
from gediq.registre import Personne
from tests.factories.personnes import create_courriel

from .conftest import post, send
from .serveur import RACCROCHE, mail_server

pytestmark = pytest.mark.django_db
Statut = Courriel.Statut


class Panne(BaseEmailBackend):
    """Fails while it sends, with the error the test gives it."""

    error = None

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def failing_with(settings, monkeypatch):
    def fail(error):
        settings.EMAIL_BACKEND = f"{Panne.__module__}.Panne"
        monkeypatch.setattr(Panne, "error", error)

    return fail


def test_a_mail_leaves_once_with_its_text_and_its_html(settings):
    with mail_server(settings) as server:
        courriel = send(post(nom="Marie"))
        send(courriel)

    (message,) = server.received
    assert (courriel.statut, courriel.raison) == (Statut.ENVOYE, "")
    assert courriel.pris_le <= courriel.envoye_le <= timezone.now()
    assert b"text/plain" in message
    assert b"text/html" in message


@pytest.mark.parametrize(
    ("answers", "statut", "word"),
    [
        ({"RCPT": "550 5.1.1 <marie@ville.example> unknown"}, Statut.REFUSE, "550"),
        ({"DATA": "554 no"}, Statut.REFUSE, "554"),
        ({"end": "552 too much"}, Statut.REFUSE, "552"),
        ({"RCPT": "450 later"}, Statut.A_ENVOYER, "450"),
        ({"RCPT": "421 busy"}, Statut.A_ENVOYER, "421"),
        ({"end": "451 later"}, Statut.A_ENVOYER, "451"),
        ({"MAIL": "553 not you"}, Statut.A_ENVOYER, "expéditeur"),
        ({"EHLO": RACCROCHE}, Statut.A_ENVOYER, "ne répond pas"),
        ({"MAIL": RACCROCHE}, Statut.A_ENVOYER, "ne répond pas"),
        ({"RCPT": RACCROCHE}, Statut.A_ENVOYER, "ne répond pas"),
        ({"DATA": RACCROCHE}, Statut.INCERTAIN, "rompue"),
        ({"end": RACCROCHE}, Statut.INCERTAIN, "rompue"),
        ({"QUIT": RACCROCHE}, Statut.ENVOYE, ""),
        ({"QUIT": "500 what"}, Statut.ENVOYE, ""),
    ],
    ids=str,
)
def test_each_answer_of_a_server_is_judged(settings, answers, statut, word):
    with mail_server(settings, **answers):
        courriel = send(post())

    assert (courriel.statut, word in courriel.raison) == (statut, True)
    assert "ville.example" not in courriel.raison


def test_a_server_that_is_not_there_leaves_the_mail_waiting_for_the_next_time(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
        courriel = send(post())
    assert (courriel.statut, courriel.raison) == (
        Statut.A_ENVOYER,
        "Le serveur de courriel ne répond pas (ConnectionRefusedError).",
    )

    with mail_server(settings) as server:
        courriel = send(courriel)

    assert (courriel.statut, courriel.raison, len(server.received)) == (Statut.ENVOYE, "", 1)


@pytest.mark.parametrize(
    ("error", "statut"),
    [
        (socket.gaierror(-2, "marie@ville.example"), Statut.A_ENVOYER),
        (smtplib.SMTPAuthenticationError(535, b"secret"), Statut.A_ENVOYER),
        (smtplib.SMTPServerDisconnected("marie@ville.example"), Statut.INCERTAIN),
        (ConnectionResetError("marie@ville.example"), Statut.INCERTAIN),
        (TimeoutError("marie@ville.example"), Statut.INCERTAIN),
        (ValueError("marie@ville.example"), Statut.INCERTAIN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_may_have_left_is_uncertain_and_no_reason_tells_more_than_it_should(
    failing_with, caplog, error, statut
):
    failing_with(error)

    courriel = send(post())

    assert courriel.statut == statut
    assert courriel.raison
    assert not any(word in courriel.raison + caplog.text for word in ("marie", "secret"))


def test_a_server_that_asks_to_wait_for_days_has_refused(settings):
    courriel = post()
    Courriel.objects.update(created_at=timezone.now() - timedelta(days=4))

    with mail_server(settings, RCPT="450 later"):
        courriel = send(courriel)

    assert courriel.statut == Statut.REFUSE


@pytest.mark.parametrize("statut", set(Statut) - {Statut.A_ENVOYER})
def test_only_a_mail_that_waits_is_sent(statut):
    courriel = create_courriel(statut=statut, envoye_le=timezone.now())

    assert send_courriel(courriel.pk) is None
    assert (send(courriel).statut, mail.outbox) == (statut, [])


def test_a_mail_whose_row_is_gone_ends_quietly():
    assert send_courriel(987654) is None


def test_a_mail_is_never_sent_inside_a_transaction():
    courriel = post()

    with transaction.atomic(), pytest.raises(RuntimeError):
        send_courriel(courriel.pk)

    assert mail.outbox == []


# --- What is made when it leaves ------------------------------------------------------------------


def test_a_mail_without_an_object_any_more_is_not_sent(kind):
    kind(fill=lambda courriel: None)

    assert send(post()).statut == Statut.SANS_OBJET
    assert mail.outbox == []


def test_a_failure_to_make_the_links_refuses_the_mail_and_leaves_no_link(kind, caplog):
    def fill(courriel):
        Jeton.objects.create(usage="essai", cle="1", empreinte="0" * 64)
        raise KeyError(courriel.destinataire)

    kind(fill=fill)
    with caplog.at_level(logging.ERROR):
        courriel = send(post())

    assert (courriel.statut, courriel.raison) == (
        Statut.REFUSE,
        "Ce courriel n’a pas pu être écrit (KeyError).",
    )
    assert not Jeton.objects.exists()
    assert "test_envoi.py" in caplog.text
    assert "marie" not in caplog.text


def test_a_link_nobody_filled_refuses_the_mail():
    courriel = post()
    Courriel.objects.update(texte="Entrer : [[lien]]")

    assert send(courriel).statut == Statut.REFUSE
    assert mail.outbox == []


def test_trying_again_closes_the_link_of_the_first_attempt(failing_with, settings):
    failing_with(ConnectionRefusedError())
    courriel = send(post())

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send(courriel)

    assert (Jeton.objects.count(), Jeton.objects.valid().count()) == (2, 1)


def test_a_typed_address_that_nobody_has_is_forgotten(kind):
    kind(resolve=lambda courriel: None)
    courriel = post()
    assert (courriel.objet, courriel.texte) == ("", "")

    courriel = send(courriel)

    assert (courriel.statut, courriel.destinataire, mail.outbox) == (Statut.SANS_OBJET, "", [])
    assert not Jeton.objects.exists()


def test_a_typed_address_is_written_to_in_the_words_of_who_has_it(kind):
    kind(resolve=lambda courriel: Personne("marie@ville.example", "Marie\r\nBcc: x@y.example", "en"))

    courriel = send(post(destinataire="Marie@VILLE.example"))

    (message,) = mail.outbox
    assert (courriel.statut, courriel.langue) == (Statut.ENVOYE, "en")
    assert courriel.nom == "Marie Bcc: x@y.example"
    assert message.to == ["marie@ville.example"]
    assert "/en/espace/releve/" in message.body
