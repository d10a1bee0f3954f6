"""A person of the team for each test."""

import pytest

from tests.factories.comptes import create_utilisateur


@pytest.fixture
def editor(db):
    """A member of Rédaction, and of nothing else."""
    return create_utilisateur("Rédaction")


@pytest.fixture
def redaction(client, editor):
    client.force_login(editor)
    return client
