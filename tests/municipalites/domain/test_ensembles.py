"""The computed twin of « 54 municipalities contacted »: what agreements of the summer of 2018 cover."""

import pytest

from gediq.domain.chiffres import announced_figures
from gediq.models import Publication
from tests.factories.gediq import create_chiffre
from tests.factories.municipalites import create_entente, create_municipalite, create_territoire

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin():
    """Give the number computed beside the 54 announced, or None."""
    create_chiffre(code="municipalites-contactees", valeur=54)

    def read():
        [pair] = announced_figures()
        return pair.calcul and pair.calcul.numerateur

    return read


def test_nothing_entered_is_no_twin_and_not_zero(twin):
    create_entente(create_municipalite(), publication=Publication.BROUILLON)
    create_entente(create_municipalite(), date_debut="2018-07-02")
    create_entente(create_municipalite(code="00901", est_fictif=True))

    assert twin() is None


def test_cities_of_an_mrc_and_merged_ones_count_once_each(twin):
    mrc = create_territoire()
    ville, _voisine = create_municipalite(parent=mrc), create_municipalite(parent=mrc)
    middle = create_municipalite(date_fin="2010-01-01", successeur=ville)
    merged = create_municipalite(date_fin="2005-01-01", successeur=middle)
    create_entente(mrc, ville)
    create_entente(merged)
    create_entente(create_municipalite(), create_municipalite(date_fin="2019-01-01"))

    assert twin() == 3
