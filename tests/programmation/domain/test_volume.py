"""Measuring compares like with like: the current programme has the size of a real one at any volume."""

import pytest

from programmation.domain.volume import HOSTS, load_volume
from programmation.models import LieuSeance, Programme, Seance
from tests.factories.municipalites import create_municipalite

pytestmark = pytest.mark.django_db


def sizes():
    """Sessions of each programme, newest programme first."""
    programmes = Programme.objects.newest_first()
    return [Seance.objects.filter(cycle__programme=programme).count() for programme in programmes]


@pytest.mark.parametrize(("seances", "expected"), [(20, [20]), (100, [80, 20]), (200, [80, 80, 40])])
def test_sessions_fill_programmes_of_a_few_cycles_from_the_newest_back(seances, expected):
    create_municipalite(), create_municipalite()

    load_volume(seances)

    assert sizes() == expected


def test_without_municipalities_sessions_have_no_place():
    load_volume(3)

    assert Seance.objects.filter(lieux=None).count() == 3


def test_few_municipalities_receive_the_sessions_however_many_there_are():
    for _rank in range(HOSTS + 1):
        create_municipalite()

    load_volume(HOSTS + 1)

    assert LieuSeance.objects.values("municipalite").distinct().count() == HOSTS
