from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalites.domain.fiche import portray
from municipalites.domain.graphiques import ECART, HAUT, PIED, draw_histories, spread
from municipalites.models import Niveau
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quebec():
    return create_territoire(Niveau.PROVINCE, nom="Québec")


@pytest.fixture
def ville(quebec):
    return create_municipalite(parent=quebec)


@pytest.fixture
def pop():
    return create_indicateur("pop", est_cle=True)


@pytest.fixture
def imm():
    return create_indicateur("imm", est_cle=True, base=create_indicateur("pop_mp"))


def draw(ville, langue="fr"):
    return draw_histories(portray(ville), ville, langue=langue)


def test_count_is_drawn_as_bars_from_zero_with_their_values(ville, pop):
    for annee, valeur in ((2011, 500), (2016, 1000), (2021, 2000)):
        create_valeur(ville, pop, annee, valeur)

    [drawing] = draw(ville)

    heights = [barre.hauteur for barre in drawing.barres]
    assert [barre.texte for barre in drawing.barres] == ["500", "1\xa0000", "2\xa0000"]
    assert heights[2] == PIED - HAUT
    assert [Fraction(height, heights[2]) for height in heights[:2]] == pytest.approx([0.25, 0.5], abs=0.01)
    assert [annee.texte for annee in drawing.annees] == ["2011", "2016", "2021"]


def test_title_tells_both_ends_and_the_change_in_percent(ville, pop):
    create_valeur(ville, pop, 2016, 12010)
    create_valeur(ville, pop, 2021, 12190)

    [drawing] = draw(ville)

    assert (drawing.debut, drawing.fin) == ("12\xa0010\xa0personnes", "12\xa0190\xa0personnes")
    assert (drawing.annee_debut, drawing.annee_fin, drawing.variation) == (2016, 2021, "+1,5\xa0%")


def test_share_is_drawn_beside_quebec_and_its_change_told_in_points(ville, quebec, imm):
    for annee, count in ((2016, 100), (2021, 125)):
        create_valeur(ville, imm, annee, count, base=1000)
        create_valeur(quebec, imm, annee, 150, base=1000)

    [drawing] = draw(ville)

    assert [trace.role for trace in drawing.traces] == ["ville", "province"]
    assert [trace.valeur for trace in drawing.traces] == ["12,5\xa0%", "15,0\xa0%"]
    assert drawing.variation == "+2,5\xa0points"


def test_missing_year_breaks_the_line(ville, imm):
    for annee, count in ((2001, 10), (2006, 20), (2011, None), (2016, 30), (2021, 40)):
        create_valeur(ville, imm, annee, count, base=100 if count else None)

    [drawing] = draw(ville)

    assert [chemin.count("L") for chemin in drawing.traces[0].chemins] == [1, 1]


def test_one_known_year_is_no_history(ville, pop):
    create_valeur(ville, pop, 2016, None)
    create_valeur(ville, pop, 2021, 5)

    assert draw(ville) == []


def test_change_from_nothing_is_not_told(ville, pop):
    create_valeur(ville, pop, 2016, 0)
    create_valeur(ville, pop, 2021, 5)

    assert draw(ville)[0].variation == ""


def test_table_has_every_year_and_says_what_is_missing(ville, pop):
    create_valeur(ville, pop, 2011, None, motif="confidentiel")
    create_valeur(ville, pop, 2016, 1)
    create_valeur(ville, pop, 2021, 2, qualite="3_estimee")

    [drawing] = draw(ville)

    rows = [
        (row.annee, row.montants[0].texte, row.montants[0].absence, row.qualite) for row in drawing.rangees
    ]
    assert rows == [
        (2011, "n.\xa0d.", "confidentiel", ""),
        (2016, "1", "", ""),
        (2021, "2", "", "estimation"),
    ]
    assert {row.montants[1].absence for row in drawing.rangees} == {"non disponible"}


def test_labels_that_would_overlap_are_kept_at_both_ends_alone(ville, pop):
    for annee in range(1981, 2022, 5):
        create_valeur(ville, pop, annee, 1_000_000 + annee)

    texts = [barre.texte for barre in draw(ville)[0].barres]

    assert (bool(texts[0]), any(texts[1:-1]), bool(texts[-1])) == (True, False, True)


@given(st.lists(st.integers(HAUT, PIED), min_size=1, max_size=3))
def test_names_at_the_right_are_kept_apart_in_the_order_of_their_lines(heights):
    placed = spread(heights)

    order = sorted(range(len(heights)), key=lambda rank: heights[rank])
    gaps = [placed[after] - placed[before] for before, after in zip(order, order[1:], strict=False)]
    assert all(gap >= ECART for gap in gaps)
    assert min(placed) >= HAUT - 6
    assert max(placed) <= PIED
