import random
from fractions import Fraction

import pytest

from municipalites.domain.couverture import coverage
from municipalites.models import Niveau
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db
ANNEE = 2016


@pytest.fixture
def figure():
    """Write the population and the immigrants of a territory."""
    source, pop, imm = create_source(), create_indicateur("pop"), create_indicateur("imm")

    def write(territoire, population, immigrants):
        for indicateur, valeur in ((pop, population), (imm, immigrants)):
            create_valeur(territoire, indicateur, ANNEE, valeur, source=source)
        return territoire

    return write


@pytest.fixture
def quebec(figure):
    return figure(create_territoire(Niveau.PROVINCE, code="QC", nom="Québec"), 1000, 100)


def test_coverage_is_the_part_of_quebec_with_its_two_terms(figure, quebec):
    villes = [figure(create_municipalite(), 200, 30), figure(create_municipalite(), 50, 3)]

    couverture = coverage(villes, annee=ANNEE)

    assert couverture.nombre == 2
    assert (couverture.population.numerateur, couverture.population.denominateur) == (250, 1000)
    assert (couverture.population.part, couverture.immigrants.part) == (25, 33)


def test_city_inside_an_mrc_that_is_also_named_counts_once(figure, quebec):
    mrc = create_territoire()
    ville, voisine = (figure(create_municipalite(parent=mrc), 100, 1) for _ in range(2))

    couverture = coverage([ville, mrc, ville], annee=ANNEE)

    assert (couverture.nommes, set(couverture.municipalites)) == (2, {ville, voisine})
    assert couverture.population.numerateur == 200


def test_merged_city_counts_as_its_successor_and_once(figure, quebec):
    successor = figure(create_municipalite(), 100, 1)
    merged = create_municipalite(date_fin="2023-01-01", successeur=successor)

    couverture = coverage([merged, successor], annee=ANNEE)

    assert couverture.municipalites == (successor,)


def test_sum_with_a_missing_term_is_not_given_in_part(figure, quebec):
    villes = [figure(create_municipalite(), 200, 30), figure(create_municipalite(), 100, None)]

    couverture = coverage([*villes, create_municipalite()], annee=ANNEE)

    assert (couverture.immigrants.numerateur, couverture.immigrants.part) == (None, None)
    assert (couverture.immigrants.manquants, couverture.population.manquants) == (2, 1)


def test_invented_municipality_is_never_counted(figure, quebec):
    demo = figure(create_municipalite(code="00901", est_fictif=True), 900, 90)

    couverture = coverage([demo], annee=ANNEE)

    assert (couverture.nommes, couverture.nombre, couverture.population.numerateur) == (0, 0, 0)


def test_without_the_total_of_quebec_there_is_no_share(figure):
    couverture = coverage([figure(create_municipalite(), 200, 30)], annee=ANNEE)

    assert (couverture.population.numerateur, couverture.population.part) == (200, None)


@pytest.mark.parametrize("seed", range(5))
def test_shares_equal_hand_arithmetic_whatever_the_order(figure, seed):
    """Between 0 and 100, equal to fractions computed by hand, and never lowered by one more respondent."""
    chance = random.Random(seed)
    numbers = [(chance.randint(0, 10**6), chance.randint(0, 10**5)) for _ in range(12)]
    villes = [figure(create_municipalite(), *pair) for pair in numbers]
    totals = [max(1, sum(column)) for column in zip(*numbers, strict=True)]
    figure(create_territoire(Niveau.PROVINCE, code="QC", nom="Québec"), *totals)
    order = chance.sample(range(12), 12)

    previous = 0
    for size in range(13):
        couverture = coverage([villes[rank] for rank in order[:size]], annee=ANNEE)
        by_hand = sum(Fraction(numbers[rank][1]) for rank in order[:size]) * 100 / totals[1]
        assert couverture.immigrants.part == by_hand
        assert previous <= by_hand <= 100
        previous = by_hand


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_set(figure, quebec, number, django_assert_num_queries):
    villes = [figure(create_municipalite(), 1, 1) for _ in range(number)]

    with django_assert_num_queries(3):
        coverage(villes, annee=ANNEE)
