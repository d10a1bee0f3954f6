import pytest

from municipalites.domain.chiffres import Tableau
from municipalites.domain.semblables import find_similar
from municipalites.models import Niveau
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pop():
    return create_indicateur("pop")


@pytest.fixture
def imm():
    return create_indicateur("imm", base=create_indicateur("pop_mp"))


@pytest.fixture
def region():
    return create_territoire(Niveau.REGION)


@pytest.fixture
def place(pop):
    def place(nom, population, **fields):
        row = create_municipalite(nom=nom, **fields)
        create_valeur(row, pop, 2021, population)
        return row

    return place


def similar(ville):
    tableau = Tableau([ville])
    found = find_similar(ville, tableau.latest(ville, "pop"), tableau.latest(ville, "imm"))
    return [row.municipalite.nom for row in found]


def test_population_goes_from_half_to_twice(place, imm):
    ville = place("Ici", 1000)
    for nom, population in (("Moitié", 500), ("Double", 2000), ("Trop-Petite", 499), ("Trop-Grande", 2001)):
        place(nom, population)

    assert similar(ville) == ["Double", "Moitié"]


def test_at_most_five_those_of_the_region_first_in_alphabetical_order(place, imm, region):
    ville = place("Ici", 1000, parent=region)
    mrc = create_territoire(parent=region)
    for rank, nom in enumerate("EDCBA"):
        place(nom, 1001 + rank)
    place("Région", 600, parent=region)
    place("Mrc", 601, parent=mrc)

    assert similar(ville) == ["C", "D", "E", "Mrc", "Région"]


def test_nearest_share_of_immigrants_comes_before_nearest_size(place, imm):
    ville = place("Ici", 1000)
    rows = [place(nom, 1000 + rank) for rank, nom in enumerate("ABCDE", start=1)]
    like = place("Part-Semblable", 1900)
    for row, count in [(ville, 200), (like, 210), *((row, 10) for row in rows)]:
        create_valeur(row, imm, 2021, count, base=1000)

    assert similar(ville) == ["A", "B", "C", "D", "Part-Semblable"]


def test_unknown_share_comes_after_a_known_one(place, imm):
    ville = place("Ici", 1000)
    for nom in "ABCDE":
        place(nom, 1000)
    known = place("Part-Connue", 1900)
    for row in (ville, known):
        create_valeur(row, imm, 2021, 100, base=1000)

    assert "Part-Connue" in similar(ville)


def test_share_is_of_its_own_source_base_before_a_more_trusted_one_as_on_its_page(place, imm):
    ville, other, alone = place("Ici", 1000), place("Autre", 1000), place("Base d’ailleurs", 1000)
    for row in (other, alone):
        count = create_valeur(row, imm, 2021, 100, qualite="3_estimee")
        create_valeur(row, imm.base, 2021, 1000)
        create_valeur(row, imm.base, 2021, 800, qualite="3_estimee")
        if row == other:
            create_valeur(row, imm.base, 2021, 200, source=count.source, qualite="3_estimee")
    tableau = Tableau([ville, other, alone])

    shares = [row.part for row in find_similar(ville, tableau.latest(ville, "pop"), None)]

    assert shares == [50, 10]
    assert shares == [tableau.get(row, "imm", 2021).part for row in (other, alone)]


def test_closed_and_invented_municipalities_are_left_out(place, imm):
    ville = place("Ici", 1000)
    place("Fermée", 1000, date_fin="2022-01-01")
    place("Inventée", 1000, code="00010", est_fictif=True)

    assert similar(ville) == []


def test_an_invented_municipality_has_invented_neighbours(place, imm):
    place("Réelle", 1000)
    place("Inventée", 1000, code="00011", est_fictif=True)
    ville = place("Ici", 1000, code="00010", est_fictif=True)

    assert similar(ville) == ["Inventée"]


def test_each_is_named_once_by_its_most_trusted_population(place, pop, imm):
    ville = place("Ici", 1000)
    other = place("Autre", 1000)
    create_valeur(other, pop, 2021, 1100, source=create_source(), qualite="3_estimee")

    assert similar(ville) == ["Autre"]


def test_without_population_nothing_is_proposed(imm):
    assert similar(create_municipalite()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_whatever_the_number(place, pop, imm, number, django_assert_num_queries):
    ville = place("Ici", 1000)
    for rank in range(number):
        place(f"Autre {rank}", 1000)
    tableau = Tableau([ville])

    with django_assert_num_queries(1):
        assert len(find_similar(ville, tableau.latest(ville, "pop"), None)) == number
