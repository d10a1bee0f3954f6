"""A cycle whose sessions are all drafts is being prepared: it is named nowhere in public."""

import pytest

from tests.factories.programmation import create_cycle, create_programme, create_seance

pytestmark = pytest.mark.django_db
PAGES = ["/fr/", "/fr/programmation/", "/fr/programmation/calendrier/", "/fr/programmation/brochure/"]


@pytest.fixture
def programme():
    programme = create_programme(publication="publiee")
    public = create_cycle(programme=programme, code="2030-2031", titre_fr="Cycle visible")
    create_seance(cycle=public, publication="publiee", jours=["2030-10-04"])
    prepared = create_cycle(programme=programme, code="2031-2032", titre_fr="Cycle enpreparation", position=2)
    create_seance(cycle=prepared, publication="brouillon", jours=["2031-10-04"])
    return programme


@pytest.mark.parametrize("page", PAGES)
def test_a_cycle_of_drafts_is_named_nowhere(client, programme, page):
    text = client.get(page).content.decode()

    assert "enpreparation" not in text
    assert "2031-2032" not in text


def test_its_public_neighbour_is(client, programme):
    assert "Cycle visible" in client.get("/fr/programmation/").content.decode()


def test_feeds_refuse_it_as_a_filter(client, programme):
    assert client.get("/fr/programmation/calendrier.json?cycle=2031-2032").status_code == 400
    assert client.get("/fr/programmation/calendrier.json?cycle=2030-2031").status_code == 200
