"""The constellation draws what the filter finds, and nothing of it depends on the language of numbers."""

import re

import pytest
from django.http import QueryDict

from municipalites.domain.annuaire import list_municipalites
from municipalites.domain.carte import HEIGHT, LARGEST, SMALLEST, WIDTH, draw_map, project
from municipalites.domain.filtres import FiltreMunicipalites
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_valeur,
)

pytestmark = pytest.mark.django_db

MONTREAL = {"latitude": "45.50884", "longitude": "-73.58781"}
GASPE = {"latitude": "48.8316", "longitude": "-64.4869"}


def drawn(query=""):
    filtre = FiltreMunicipalites(QueryDict(query))
    return draw_map(filtre, list_municipalites(filtre, "1", "fr"))


def test_projection_keeps_the_points_of_the_compass_and_the_distances():
    montreal, quebec, salluit = project(45.5088, -73.5878), project(46.8123, -71.2145), project(62.2, -75.6)

    assert montreal[0] < quebec[0]
    assert salluit[1] < quebec[1] < montreal[1]
    distance = ((montreal[0] - quebec[0]) ** 2 + (montreal[1] - quebec[1]) ** 2) ** 0.5
    # The great circle is 233 km.
    assert 225 < distance < 245


def test_what_is_found_is_a_circle_and_the_others_are_faint_dots():
    create_entente(create_municipalite(nom="Trouvée", **MONTREAL))
    create_municipalite(nom="Autre", latitude="45.6", longitude="-73.6")
    create_municipalite(nom="Sans place")

    carte = drawn()

    assert [circle.ligne.nom for circle in carte.cercles] == ["Trouvée"]
    assert carte.points.count("M") == 1
    assert carte.sans_place == 0


def test_those_without_a_place_are_counted():
    create_municipalite(**MONTREAL)
    create_municipalite(nom="Sans place")

    assert drawn("toutes=1").sans_place == 1


def test_no_place_at_all_is_no_map():
    create_municipalite()

    assert drawn("toutes=1") is None


def test_the_window_holds_every_circle():
    for place in (MONTREAL, GASPE):
        create_municipalite(**place)

    for circle in drawn("toutes=1").cercles:
        assert 0 < circle.x < WIDTH
        assert 0 < circle.y < HEIGHT


def test_the_area_of_a_circle_tells_its_population():
    population = create_indicateur("pop")
    for count in (400_000, 100_000, None):
        row = create_municipalite(nom=f"Ville {count}", **MONTREAL)
        if count:
            create_valeur(row, population, 2021, count)

    large, small, unknown = (circle.rayon for circle in drawn("toutes=1").cercles)

    assert abs(large - 2 * small) <= 1
    assert (unknown, large < LARGEST) == (SMALLEST, True)


def test_names_never_cover_each_other():
    for rank in range(6):
        create_municipalite(nom=f"Même endroit {rank}", **MONTREAL)

    assert sum(bool(circle.ancre) for circle in drawn("toutes=1").cercles) == 2


def test_beyond_the_page_what_is_found_stays_on_the_map():
    for rank in range(53):
        create_municipalite(nom=f"Ville {rank:02}", **MONTREAL)

    carte = drawn("toutes=1")

    assert len(carte.cercles) == 50
    assert [path.count("M") for path in carte.retenus.values()] == [3]


def test_the_drawing_has_no_decimal_comma(client):
    create_entente(create_municipalite(**MONTREAL))
    create_municipalite(**GASPE)

    html = client.get("/fr/municipalites/").text

    drawing = re.search("<svg viewBox.*?</svg>", html, re.DOTALL)[0]
    values = re.findall(r' (?:d|cx|cy|r|x|y|transform|viewBox)="([^"]*)"', drawing)
    assert values
    assert not any("," in value for value in values)
