"""The catalogue of components: alive, for the team only, free of accessibility faults."""

import pytest

from tests.factories.comptes import create_utilisateur

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_team_sees_the_components(client, langue):
    client.force_login(create_utilisateur("Lecture", langue=langue))

    response = client.get("/admin/catalogue/")

    assert response.status_code == 200
    assert 'class="badge badge-villes"' in response.content.decode()


def test_the_catalogue_is_not_public(client):
    assert client.get("/admin/catalogue/").status_code == 302
