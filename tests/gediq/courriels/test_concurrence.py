"""One mail for one event and one person, whoever tries at once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from gediq.courriels.envoi import send_courriel
from gediq.courriels.envoi_groupe import send_envoi, try_envoi
from gediq.courriels.menage import drain
from gediq.courriels.suites import resend_courriel
from gediq.models import Courriel, Envoi
from tests.factories.comptes import create_superuser
from tests.factories.personnes import create_courriel, create_envoi

from .conftest import post

pytestmark = pytest.mark.django_db(transaction=True)
Statut = Courriel.Statut
MANY = 8


def at_once(call, count=MANY):
    """Run `call` in threads that start together, each with its connection; return the results."""
    barrier = Barrier(count)

    def run(_rank):
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_many_who_send_one_mail_one_does():
    courriel = create_courriel(statut=Statut.A_ENVOYER)

    results = at_once(lambda: send_courriel(courriel.pk))

    assert sorted(map(str, results)) == ["None"] * (MANY - 1) + ["envoye"]
    assert len(mail.outbox) == 1


def test_many_posts_of_one_event_make_one_row_and_one_mail():
    keys = at_once(lambda: post().pk)

    assert len(set(keys)) == Courriel.objects.count() == len(mail.outbox) == 1


def test_timers_that_meet_share_the_mails():
    for rank in range(12):
        create_courriel(statut=Statut.A_ENVOYER, destinataire=f"p{rank}@ville.example")

    results = at_once(lambda: [statut for statut in drain() if statut], 4)

    assert sum(map(len, results)) == 12
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"p{rank}@ville.example" for rank in range(12)
    )


def test_a_mailing_sent_by_many_clicks_reaches_each_person_once():
    by, envoi = create_superuser(), create_envoi()
    try_envoi(envoi, by=by)
    mail.outbox.clear()

    counts = at_once(lambda: send_envoi(Envoi.objects.get(pk=envoi.pk), by=by, nombre=2))

    assert sorted(counts) == [0] * (MANY - 1) + [2]
    assert sorted(message.to[0] for message in mail.outbox) == ["deux@ville.example", "un@ville.example"]


def test_many_clicks_on_send_again_send_once():
    by, courriel = create_superuser(), create_courriel()

    at_once(lambda: resend_courriel(courriel, by=by, rang=0))

    assert (courriel.renvois.count(), len(mail.outbox)) == (1, 1)
