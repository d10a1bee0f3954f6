"""A worker killed for real, at the two worst moments: nobody gets two mails, and nothing is forgotten."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from gediq.courriels.suites import resend_courriel
from gediq.models import Courriel
from tests.factories.comptes import create_superuser

from .conftest import post

pytestmark = pytest.mark.django_db(transaction=True)
Statut = Courriel.Statut


@pytest.fixture
def killed_worker(tmp_path):
    """Run a worker until it stops at `place`, kill it, and return the mails its server got."""

    def run(place):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "gediq.settings",
            "GEDIQ_CLE_SECRETE": site.SECRET_KEY,
        }
        name = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "tests.gediq.courriels.ouvrier", place, str(tmp_path), name]
        worker = subprocess.Popen(command, env=environment, cwd=site.BASE_DIR)
        try:
            wait_for(tmp_path / "arrete", worker)
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        received = tmp_path / "recus"
        return received.read_text().split() if received.exists() else []

    return run


def wait_for(path, worker):
    for _attempt in range(600):
        if path.exists():
            return
        assert worker.poll() is None, "The worker ended by itself."
        time.sleep(0.05)
    raise AssertionError("The worker never came to its place.")


@pytest.mark.parametrize(("place", "received"), [("avant", []), ("apres", ["marie@ville.example"])])
def test_a_worker_killed_around_the_sending_leaves_an_uncertain_mail(
    settings, killed_worker, place, received
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    courriel = post()

    assert killed_worker(place) == received

    courriel.refresh_from_db()
    assert courriel.statut == Statut.EN_COURS
    Courriel.objects.update(pris_le=timezone.now() - timedelta(minutes=11))
    call_command("db_worker", interval=0.1, batch=True, startup_delay=False)
    call_command("envoyer_courriels", json=True)
    call_command("envoyer_courriels", json=True)
    courriel.refresh_from_db()
    assert (courriel.statut, courriel.raison) == (Statut.INCERTAIN, "L’envoi s’est interrompu.")
    assert mail.outbox == []

    resend_courriel(courriel, by=create_superuser())
    call_command("envoyer_courriels", json=True)

    assert [message.to for message in mail.outbox] == [["marie@ville.example"]]
