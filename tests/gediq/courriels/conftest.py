"""What the tests of mail share: kinds of mail of their own, posted and sent."""

import pytest
from django.db import transaction

from gediq import registre
from gediq.courriels.depot import post_courriel
from gediq.courriels.envoi import send_courriel
from gediq.models import Courriel


@pytest.fixture
def kind(monkeypatch):
    """Register what a kind of mail does for the time of a test; its words are those of « essai »."""

    def register(**functions):
        modele = registre.ModeleCourriel("essai", "Essai", **functions)
        monkeypatch.setitem(registre.courriels, "essai", modele)
        return modele

    return register


def post(evenement="essai:1", modele="essai", destinataire="marie@ville.example", **fields):
    """The row of a mail, waiting."""
    fields.setdefault("contexte", {"site": "http://127.0.0.1:8000/fr/"})
    with transaction.atomic():
        return post_courriel(modele, evenement=evenement, destinataire=destinataire, **fields)


def send(courriel):
    """Send it, and return the row as it is then."""
    send_courriel(courriel.pk)
    return Courriel.objects.get(pk=courriel.pk)
