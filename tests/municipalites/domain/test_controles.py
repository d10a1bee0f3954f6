"""Municipalities that still exist and lack coordinates or a website."""

from datetime import date

import pytest

from gediq import registre
from tests.factories.municipalites import create_municipalite

pytestmark = pytest.mark.django_db
WHOLE = {"latitude": "46.5", "longitude": "-72.5", "site_web": "https://exemple.org"}


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("municipalite-sans-coordonnees", {"latitude": None, "longitude": None}),
        ("municipalite-sans-site", {"site_web": ""}),
    ],
)
def test_municipality_that_lacks_something(code, lacking):
    create_municipalite(**WHOLE)
    create_municipalite(**{**WHOLE, **lacking}, date_fin=date(2020, 1, 1))
    poor = create_municipalite(**{**WHOLE, **lacking})
    (controle,) = [controle for controle in registre.controles if controle.code == code]

    assert list(controle.rows()) == [poor]
