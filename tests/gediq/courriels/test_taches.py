"""The task carries a number; it waits for the event to be certain, and never says whom it wrote to."""

import json

import pytest
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gediq.courriels.depot import post_courriel
from gediq.courriels.taches import enqueue
from gediq.models import Courriel
from tests.factories.personnes import create_courriel

from .conftest import post

pytestmark = pytest.mark.django_db(transaction=True)
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_a_mail_leaves_once_every_transaction_around_it_has_ended():
    with transaction.atomic():
        with transaction.atomic():
            post()
        assert mail.outbox == []

    assert len(mail.outbox) == 1
    assert Courriel.objects.get().statut == Courriel.Statut.ENVOYE


def test_an_event_that_is_undone_leaves_neither_row_nor_mail():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)

    assert (Courriel.objects.count(), mail.outbox) == (0, [])


def test_a_mail_is_posted_in_the_transaction_of_its_event_or_not_at_all():
    with pytest.raises(ValueError, match="transaction"):
        post_courriel("essai", evenement="e", destinataire="a@ville.example", contexte={"site": ""})

    assert not Courriel.objects.exists()


def test_the_task_of_a_row_that_is_gone_ends_quietly():
    enqueue(987654)

    assert mail.outbox == []


def test_the_worker_is_given_a_number_and_nothing_else(settings):
    settings.TASKS = DATABASE

    courriel = post()

    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [courriel.pk], "kwargs": {}}
    assert mail.outbox == []


def test_no_log_and_no_record_of_a_task_names_the_reader(settings, caplog):
    settings.EMAIL_BACKEND = "absent.Backend"
    with caplog.at_level("DEBUG"):
        post(destinataire="marie@ville.example")
        settings.TASKS = DATABASE
        enqueue(create_courriel(statut="a_envoyer", destinataire="marie@ville.example").pk)

    records = json.dumps(list(DBTaskResult.objects.values_list("traceback", "args_kwargs")))
    assert "marie" not in caplog.text + records


def test_a_row_that_no_task_could_be_made_for_waits_for_the_timer(settings, monkeypatch):
    def fail(pk):
        raise OSError

    monkeypatch.setattr("gediq.courriels.depot.enqueue", fail)

    courriel = post()

    assert Courriel.objects.get(pk=courriel.pk).statut == Courriel.Statut.A_ENVOYER
