"""The computed twins count the programme of the brochure, and only what is public of it."""

import pytest

from gediq.models import Publication
from programmation.domain.chiffres import PROGRAMME, exchange_or_training, presented_referentiels
from tests.factories.programmation import (
    create_cycle,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return create_cycle(programme=create_programme(slug=PROGRAMME))


def test_sessions_of_another_programme_count_for_nothing():
    create_seance(types=["echange"], referentiels=[create_referentiel()])

    assert not presented_referentiels().exists()
    assert not exchange_or_training().exists()


def test_referentiel_is_counted_once_if_public_and_presented(cycle):
    shown, draft = create_referentiel(), create_referentiel(publication=Publication.BROUILLON)
    create_referentiel()
    create_seance(cycle=cycle, types=["referentiel"], referentiels=[shown, draft])
    create_seance(cycle=cycle, types=["referentiel"], referentiels=[shown])

    assert set(presented_referentiels()) == {shown}


def test_session_of_two_types_is_counted_once_and_a_draft_never(cycle):
    create_seance(cycle=cycle, types=["synthese", "echange"], jours=["2020-01-24"])
    create_seance(cycle=cycle, types=["formation"])
    create_seance(cycle=cycle, types=["referentiel"])
    create_seance(cycle=cycle, types=["echange"], publication=Publication.BROUILLON)

    assert exchange_or_training().count() == 2
