"""Names, addresses, subjects and words made to break a mail: they stay words, for one reader."""

from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gediq.courriels.adresses import clean_address
from gediq.courriels.nettoyage import clean_line, clean_text, clean_values
from gediq.models import Courriel
from tests.factories.comptes import create_superuser

from .conftest import post, send

pytestmark = pytest.mark.django_db
INJECTION = "Marie\r\nBcc: autre@ailleurs.example\r\n\r\n<script>"
ADDRESSES = [
    "",
    "marie",
    "marie@ville.example\r\nBcc: autre@ailleurs.example",
    "marie@ville.example, autre@ailleurs.example",
    "marie@ville.example;autre@ailleurs.example",
    "marie@ville.example autre@ailleurs.example",
    "Marie <marie@ville.example>",
    '"marie autre"@ville.example',
    '"marie\x0b"@ville.example',
    "marie\x00@ville.example",
    "mar\u0131e@ville.example",
    "marie@ville\u202e.example",
    "marie@" + "v" * 250 + ".example",
]
HEADERS = {"subject", "from", "to", "date", "message-id", "content-type", "mime-version", "reply-to"}


def read_headers(message):
    return message_from_bytes(message.message().as_bytes(), policy=policy.SMTP)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_refused_in_a_sentence(address):
    with pytest.raises(ValidationError) as refused:
        post(destinataire=address)

    assert all(refused.value.messages)
    assert not Courriel.objects.exists()


def test_blanks_around_an_address_and_capitals_do_not_count():
    assert clean_address(" Marie@Ville.EXAMPLE\r\n") == "marie@ville.example"


def test_an_injected_name_and_subject_stay_words():
    send(post(modele="envoi", nom=INJECTION, contexte={"objet": INJECTION, "texte": INJECTION}))

    (message,) = mail.outbox
    read = read_headers(message)
    assert {name.lower() for name in read} <= HEADERS
    assert message.recipients() == ["marie@ville.example"]
    assert read["subject"] == "Marie"
    assert "<script>" not in message.alternatives[0].content


def test_the_address_of_answers_is_one_or_none():
    staff = create_superuser(courriel='"un\x0bdeux"@exemple.org')

    assert post(by=staff).repondre_a == ""


def test_nobody_can_have_the_link_of_another_written_into_an_address_of_theirs():
    words = {"objet": "Objet", "texte": "Voir : https://ailleurs.example/?[[releve]]"}
    send(post(modele="envoi", nom="[[releve]]", contexte=words))

    (message,) = mail.outbox
    assert "https://ailleurs.example/?[ [releve]]" in message.body
    assert message.body.count("/espace/releve/") == 1


@pytest.mark.parametrize("sign", ["\r", "\n", "\x00", "\x1b", "\x85", "\u2028", "\u202e", "\ud800"])
def test_signs_that_are_not_seen_leave_a_name(sign):
    assert clean_line(f"Marie{sign}Tremblay") in ("Marie Tremblay", "MarieTremblay")


def test_no_break_spaces_and_accents_stay():
    assert clean_line("Été\xa0: « à l’école »") == "Été\xa0: « à l’école »"


def test_values_are_cleaned_however_deep():
    assert clean_values({"a": ["b\x00", {"c": ("[[d]]",)}], "n": 1}) == {
        "a": ["b ", {"c": ["[ [d]]"]}],
        "n": 1,
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nom=st.text(max_size=60), objet=st.text(min_size=1, max_size=80), texte=st.text(max_size=200))
def test_whatever_is_typed_one_mail_goes_to_one_reader(nom, objet, texte):
    Courriel.objects.all().delete()
    mail.outbox.clear()
    courriel = send(post(modele="envoi", nom=nom, contexte={"objet": objet, "texte": texte}))

    (message,) = mail.outbox
    assert courriel.statut == Courriel.Statut.ENVOYE
    assert message.recipients() == ["marie@ville.example"]
    assert {name.lower() for name in read_headers(message)} <= HEADERS
    assert message.body.count("/fr/espace/releve/") == 1


@given(st.text())
def test_a_cleaned_text_does_not_change_again(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


def test_links_come_from_the_settings_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS, settings.ORIGINE_COURRIELS = ["*"], "https://gedciq.example"
    client.get("/fr/", headers={"host": "ailleurs.example"})

    send(post())

    (message,) = mail.outbox
    assert "https://gedciq.example/fr/espace/releve/" in message.body
    assert "ailleurs" not in message.body
