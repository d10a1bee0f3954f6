"""The site map holds the real municipalities that exist, in English where nothing is left in French."""

import pytest

from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.programmation.test_plan import both, read_map

pytestmark = pytest.mark.django_db


def address_of(row):
    return f"/municipalites/{row.adresse}/"


def test_the_directory_the_comparison_and_each_municipality_are_listed(client):
    row = create_municipalite()

    found = read_map(client)

    for address in ("/municipalites/", "/municipalites/comparer/", address_of(row)):
        assert found[f"/fr{address}"] == found[f"/en{address}"] == both(address)


def test_invented_and_closed_municipalities_are_absent(client):
    rows = [create_municipalite(code="00010", est_fictif=True), create_municipalite(date_fin="2020-01-01")]

    found = read_map(client)

    assert [row for row in rows if f"/fr{address_of(row)}" in found] == []


def test_what_is_left_in_french_is_listed_in_french_alone(client):
    mrc = create_territoire()
    signed, member, sourced, noted = (
        create_municipalite(parent=parent) for parent in (None, mrc, None, None)
    )
    population = create_indicateur("pop")
    create_valeur(sourced, population, source=create_source(titre_en=""))
    create_valeur(noted, population, note_fr="Note")
    for signatory in (signed, mrc):
        create_entente(signatory, note_fr="Note")

    found = read_map(client)

    for row in (signed, member, sourced, noted):
        assert found[f"/fr{address_of(row)}"] == {}
        assert f"/en{address_of(row)}" not in found
