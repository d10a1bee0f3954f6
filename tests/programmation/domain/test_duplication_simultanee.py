"""Copies asked at the same moment, each on its own connection, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from programmation.domain.duplication import duplicate_seance
from programmation.models import Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.programmation import create_seance

pytestmark = pytest.mark.django_db(transaction=True)


def test_copies_made_at_once_take_codes_of_their_own():
    seance, editor = create_seance(code="op-01"), create_utilisateur("Rédaction")
    barrier = Barrier(4)

    def copy(_rank):
        barrier.wait()
        try:
            return duplicate_seance(Seance.objects.get(pk=seance.pk), by=editor).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(copy, range(4)))

    assert sorted(codes) == ["op-02", "op-03", "op-04", "op-05"]
