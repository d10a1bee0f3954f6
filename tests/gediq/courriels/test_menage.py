"""The timer: what waits leaves, what nobody knows is said, what was only asked for is forgotten."""

import json
import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from gediq import registre
from gediq.courriels import menage
from gediq.domain.jetons import create_jeton, hash_of
from gediq.models import Courriel, DemandeCode, Jeton
from tests.factories.personnes import create_courriel

from .conftest import post
from .serveur import mail_server

pytestmark = pytest.mark.django_db
Statut = Courriel.Statut


def envoyer(**options):
    out = StringIO()
    call_command("envoyer_courriels", stdout=out, **options)
    return out.getvalue()


def aged(courriel, **ages):
    now = timezone.now()
    Courriel.objects.filter(pk=courriel.pk).update(**{name: now - age for name, age in ages.items()})
    return courriel


@pytest.fixture
def dead_server(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
        yield


def test_what_waits_leaves_from_the_oldest_on():
    for rank in range(3):
        post(f"essai:{rank}", destinataire=f"p{rank}@ville.example")

    report = envoyer()

    assert [message.to for message in mail.outbox] == [[f"p{rank}@ville.example"] for rank in range(3)]
    assert report == "3\xa0courriels envoyés\n"


def test_a_mail_that_was_put_back_lets_the_others_pass_first():
    first, second = post("essai:1"), post("essai:2")
    aged(first, pris_le=timedelta(minutes=1))

    assert menage.waiting_keys() == [second.pk, first.pk]


def test_nothing_waiting_is_said():
    assert envoyer() == "Aucun courriel n’attendait.\n"


def test_what_was_claimed_long_ago_is_uncertain_and_never_sent_again():
    lost = aged(create_courriel(statut=Statut.EN_COURS), pris_le=timedelta(minutes=11))
    busy = aged(create_courriel(statut=Statut.EN_COURS), pris_le=timedelta(minutes=9))

    reports = [envoyer(), envoyer()]

    statuts = dict(Courriel.objects.values_list("pk", "statut"))
    assert statuts == {lost.pk: Statut.INCERTAIN, busy.pk: Statut.EN_COURS}
    assert "1\xa0envoi incertain" in reports[0]
    assert "Courriels envoyés" in reports[0]
    assert reports[1] == "Aucun courriel n’attendait.\n"
    assert mail.outbox == []


def test_a_dead_server_is_not_asked_hundreds_of_times(dead_server):
    for rank in range(menage.SILENCES_MAX + 2):
        post(f"essai:{rank}")

    report = json.loads(envoyer(json=True))

    assert report["a_envoyer"] == menage.SILENCES_MAX
    assert report["en_attente"] == menage.SILENCES_MAX + 2


def test_one_time_sends_a_bounded_number(monkeypatch):
    monkeypatch.setattr(menage, "PAR_PASSAGE", 2)
    for rank in range(3):
        post(f"essai:{rank}")

    report = json.loads(envoyer(json=True))

    assert (report["envoye"], report["en_attente"]) == (2, 1)


def test_long_work_says_where_it_is():
    for rank in range(20):
        post(f"essai:{rank}")

    assert envoyer().startswith("… 20 courriels traités\n")


def test_requests_of_a_day_ago_and_what_they_typed_are_forgotten():
    old, day = timedelta(hours=25), timedelta(hours=23)
    DemandeCode.objects.create(expire_le=timezone.now())
    DemandeCode.objects.update(created_at=timezone.now() - old)
    recent = DemandeCode.objects.create(expire_le=timezone.now())
    sent = aged(create_courriel(), created_at=old)
    asked = aged(create_courriel(modele="code_connexion"), created_at=day)
    link = aged(create_courriel(modele="nouveau_lien"), created_at=old)
    aged(create_courriel(modele="code_connexion"), created_at=old)
    aged(create_courriel(modele="nouveau_lien", statut=Statut.SANS_OBJET, destinataire=""), created_at=old)

    envoyer()

    assert set(Courriel.objects.values_list("pk", flat=True)) == {sent.pk, asked.pk, link.pk}
    assert list(DemandeCode.objects.all()) == [recent]


# --- essayer_courriel -----------------------------------------------------------------------------


def essayer(adresse="moi@exemple.org"):
    out = StringIO()
    call_command("essayer_courriel", adresse, stdout=out)
    return out.getvalue()


def test_a_trial_says_that_the_server_took_it(settings):
    with mail_server(settings) as server:
        report = essayer()

    assert report.startswith("Le serveur a accepté le courriel d’essai pour moi@exemple.org.")
    assert len(server.received) == 1
    assert Courriel.objects.get().statut == Statut.ENVOYE


def test_a_trial_says_why_the_server_refused_it(settings):
    with mail_server(settings, RCPT="550 no"), pytest.raises(CommandError, match="550"):
        essayer()


def test_a_trial_says_that_no_server_answers(dead_server):
    with pytest.raises(CommandError, match="ne répond pas"):
        essayer()


def test_a_trial_to_what_is_no_address_is_one_sentence():
    with pytest.raises(CommandError, match="adresse"):
        essayer("moi@")

    assert not Courriel.objects.exists()


def test_what_has_no_reason_to_be_kept_is_forgotten(monkeypatch):
    years = {"created_at": timedelta(days=731), "envoye_le": timedelta(days=731)}
    old = aged(create_courriel(), **years)
    recent = create_courriel()
    create_jeton("releve", 1, lifetime=-timedelta(days=91))
    link = create_jeton("releve", 2, lifetime=timedelta(days=1))
    forgotten = []
    monkeypatch.setattr(registre, "oublis", [lambda: forgotten.append("the apps")])

    envoyer()

    assert list(Courriel.objects.filter(pk__in=[old.pk, recent.pk])) == [recent]
    assert [jeton.empreinte for jeton in Jeton.objects.filter(usage="releve")] == [hash_of(link)]
    assert forgotten == ["the apps"]
