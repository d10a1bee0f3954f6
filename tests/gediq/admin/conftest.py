"""Two people of the team in the back office, each with a browser."""

import pytest
from django.test import Client

from tests.factories.comptes import create_superuser


def sign_in(utilisateur):
    client = Client()
    client.force_login(utilisateur)
    return client


@pytest.fixture
def ana(db):
    return sign_in(create_superuser(nom="Ana"))


@pytest.fixture
def bo(db):
    return sign_in(create_superuser(nom="Bo"))
