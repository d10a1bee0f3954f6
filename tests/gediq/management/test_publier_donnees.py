"""The command that releases the open data."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.programmation import create_seance

pytestmark = pytest.mark.django_db


def report():
    written = StringIO()
    call_command("publier_donnees", stdout=written)
    return written.getvalue().splitlines()


def test_it_says_in_french_what_was_released_then_that_nothing_changed():
    create_seance()

    first, again = report(), report()

    assert [line for line in first if line.startswith("Séances (") and line.endswith("\xa0: 1\xa0ligne")]
    assert again == ["Rien n’a changé\xa0: rien n’a paru."]
