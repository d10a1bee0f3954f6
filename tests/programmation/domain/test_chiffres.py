"""The computed twins count the programme of the brochure, and only what is public of it."""

import pytest

from gediq.models import Publication
from gediq.registre import Calcul
from programmation.domain.chiffres import PROGRAMME, count_exchange_or_training, count_referentiels
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


def test_without_the_programme_there_is_no_count_rather_than_zero():
    create_seance(referentiels=[create_referentiel()])

    assert count_referentiels() is None
    assert count_exchange_or_training() is None


def test_referentiel_is_counted_once_if_public_and_presented(cycle):
    shown, draft = create_referentiel(), create_referentiel(publication=Publication.BROUILLON)
    create_referentiel()
    create_seance(cycle=cycle, types=["referentiel"], referentiels=[shown, draft])
    create_seance(cycle=cycle, types=["referentiel"], referentiels=[shown])

    assert count_referentiels() == Calcul(1)


def test_session_of_two_types_is_counted_once_and_a_draft_never(cycle):
    create_seance(cycle=cycle, types=["synthese", "echange"], jours=["2020-01-24"])
    create_seance(cycle=cycle, types=["formation"])
    create_seance(cycle=cycle, types=["referentiel"])
    create_seance(cycle=cycle, types=["echange"], publication=Publication.BROUILLON)

    assert count_exchange_or_training() == Calcul(2)
