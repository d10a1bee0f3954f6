"""The five host cities, with their official codes and facts."""

import pytest

from gediq.domain.edition import recording
from municipalites.domain.source import load_villes
from municipalites.models import Municipalite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def villes():
    with recording():
        load_villes()


def test_cities_bear_their_official_codes_and_names():
    assert {ville.code: ville.nom for ville in Municipalite.objects.all()} == {
        "23027": "Québec",
        "49058": "Drummondville",
        "58227": "Longueuil",
        "65005": "Laval",
        "66023": "Montréal",
    }


def test_only_quebec_has_an_english_usage():
    assert {ville.name_in("en") for ville in Municipalite.objects.all()} == {
        "Québec City",
        "Drummondville",
        "Longueuil",
        "Laval",
        "Montréal",
    }


def test_cities_have_a_nature_coordinates_and_pass_the_checks_of_the_form():
    for ville in Municipalite.objects.all():
        ville.full_clean()

        assert ville.nature == "ville"
        assert ville.latitude
        assert ville.site_web
