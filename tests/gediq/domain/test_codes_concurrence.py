"""A code tried from several places at the very same time, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections

from gediq.domain.codes import TRIES, request_code, use_code
from gediq.models import DemandeCode
from tests.factories.comptes import create_utilisateur
from tests.gediq.comptes.gestes import code_received

pytestmark = pytest.mark.django_db(transaction=True)
MARIE = "marie@exemple.org"


def tried_at_once(uid, codes):
    """Whether each code, all given together, was accepted."""
    barrier = Barrier(len(codes))

    def run(code):
        barrier.wait()
        try:
            return use_code(uid, code, courriel=MARIE) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(codes)) as pool:
        return list(pool.map(run, codes))


@pytest.fixture
def uid():
    create_utilisateur(courriel=MARIE)
    return request_code(MARIE)


@pytest.mark.parametrize("_again", range(3))
def test_of_several_who_give_the_right_code_together_one_enters(uid, _again):
    assert sum(tried_at_once(uid, [code_received()] * 4)) == 1


def test_tries_made_together_are_all_counted(uid):
    wrong = "000000" if code_received() != "000000" else "111111"

    assert not any(tried_at_once(uid, [wrong] * 8))
    assert DemandeCode.objects.get().essais == TRIES
    assert use_code(uid, code_received(), courriel=MARIE) is None


def test_the_mail_leaves_once_the_request_is_written(uid):
    assert [message.to for message in mail.outbox] == [[MARIE]]
