from decimal import Decimal
from fractions import Fraction

import pytest

from municipalites.domain.chiffres import Tableau
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_valeur,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pop():
    return create_indicateur("pop-mp")


@pytest.fixture
def imm(pop):
    return create_indicateur("imm", base=pop)


@pytest.fixture
def ville():
    return create_municipalite()


def test_share_is_the_exact_part_of_the_base_of_the_same_year(ville, pop, imm):
    create_valeur(ville, pop, 2016, 300)
    create_valeur(ville, pop, 2021, 400)
    create_valeur(ville, imm, 2016, 100)

    assert Tableau([ville]).get(ville, "imm", 2016).part == Fraction(100, 3)


def test_denominator_published_with_a_figure_comes_before_the_one_of_another_row(ville, pop, imm):
    create_valeur(ville, pop, 2016, 300)
    create_valeur(ville, imm, 2016, 100, base=200)

    assert Tableau([ville]).get(ville, "imm", 2016).part == 50


def test_source_is_divided_by_its_own_base_before_a_more_trusted_one(ville, pop, imm):
    own, other = create_source(), create_source(date_consultation="2026-01-01")
    create_valeur(ville, pop, 2016, 300, source=other)
    create_valeur(ville, pop, 2016, 200, source=own)
    create_valeur(ville, imm, 2016, 100, source=own)

    chiffre = Tableau([ville]).get(ville, "imm", 2016)

    assert (chiffre.part, chiffre.source_base) == (50, None)


def test_base_taken_from_another_source_says_which(ville, pop, imm):
    other = create_source()
    create_valeur(ville, pop, 2016, 200, source=other)
    create_valeur(ville, imm, 2016, 100)

    chiffre = Tableau([ville]).get(ville, "imm", 2016)

    assert (chiffre.part, chiffre.source_base.code) == (50, other.code)


def test_figure_without_its_base_has_no_share(ville, imm):
    create_valeur(ville, imm, 2016, 100)

    assert Tableau([ville]).get(ville, "imm", 2016).part is None


def test_official_figure_is_shown_before_an_estimate_and_the_estimate_kept(ville, pop):
    create_valeur(ville, pop, 2021, 90, qualite="3_estimee")
    create_valeur(ville, pop, 2021, 100)

    chiffre = Tableau([ville]).get(ville, "pop-mp", 2021)

    assert [releve.valeur for releve in chiffre.releves] == [100, 90]
    assert chiffre.valeur == 100


def test_of_two_official_figures_the_source_read_last_is_shown(ville, pop):
    create_valeur(ville, pop, 2021, 90, source=create_source(date_consultation="2026-01-01"))
    create_valeur(ville, pop, 2021, 100, source=create_source())

    assert Tableau([ville]).get(ville, "pop-mp", 2021).valeur == 90


def test_what_one_source_knows_is_not_hidden_by_what_another_lacks(ville, pop):
    create_valeur(ville, pop, 2021, 90, qualite="3_estimee", source=create_source())
    create_valeur(ville, pop, 2021, None, source=create_source(date_consultation="2026-01-01"))

    assert Tableau([ville]).get(ville, "pop-mp", 2021).valeur == 90


def test_latest_figure_is_the_newest_known_one_rather_than_a_newer_absence(ville, pop):
    create_valeur(ville, pop, 2016, 90)
    create_valeur(ville, pop, 2021, None)

    assert Tableau([ville]).latest(ville, "pop-mp").annee == 2016


def test_absence_gives_its_reason_and_no_figure(ville, pop):
    create_valeur(ville, pop, 2021, None, motif="confidentiel")

    chiffre = Tableau([ville]).latest(ville, "pop-mp")

    assert (chiffre.valeur, chiffre.motif, chiffre.part) == (None, "confidentiel", None)


def test_nothing_is_said_of_a_year_or_an_indicator_no_source_speaks_of(ville, pop):
    tableau = Tableau([ville])

    assert tableau.get(ville, "pop-mp", 2021) is None
    assert tableau.get(ville, "inconnu", 2021) is None
    assert tableau.latest(ville, "pop-mp") is None


def test_series_goes_by_year(ville, pop):
    for annee, valeur in ((2021, 3), (2011, 1), (2016, 2)):
        create_valeur(ville, pop, annee, valeur)

    assert [(row.annee, row.valeur) for row in Tableau([ville]).series(ville, "pop-mp")] == [
        (2011, Decimal(1)),
        (2016, Decimal(2)),
        (2021, Decimal(3)),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_figures_and_their_sources_take_two_queries_whatever_their_number(
    number, pop, imm, django_assert_num_queries
):
    villes = [create_municipalite() for _ in range(number)]
    for ville in villes:
        create_valeur(ville, pop, 2021, 10)
        create_valeur(ville, imm, 2021, 5)

    with django_assert_num_queries(2):
        tableau = Tableau(villes)
        figures = [tableau.latest(ville, "imm") for ville in villes]
        assert [chiffre.part for chiffre in figures] == [50] * number
        assert {chiffre.source.text_in("producteur", "en") for chiffre in figures} == {
            ("Invented producer", "en")
        }
