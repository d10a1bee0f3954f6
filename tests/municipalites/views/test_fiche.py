"""The page of a municipality."""

import pytest

from tests.factories.municipalites import create_municipalite

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("adresse", ["99500", "99500-", "99500-ile-perrot", "99500-L%27%C3%8Ele"])
def test_the_code_decides_and_a_wrong_name_leads_to_the_right_address(client, adresse):
    create_municipalite(code="99500", nom="L’Île-aux-Œillets")

    response = client.get(f"/fr/municipalites/{adresse}/")

    assert (response.status_code, response["Location"]) == (
        301,
        "/fr/municipalites/99500-l-ile-aux-oeillets/",
    )


def test_an_unknown_code_is_not_found(client):
    assert client.get("/fr/municipalites/99999-nulle-part/").status_code == 404
