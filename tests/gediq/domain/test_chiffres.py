"""An announced figure meets what the data give; a share says of what."""

from decimal import Decimal

import pytest

from gediq import registre
from gediq.domain.chiffres import Comparaison, announced_figures, compare_figures, differing_figures
from gediq.models import ChiffreAnnonce, Page, Theme
from gediq.registre import Calcul
from tests.factories.gediq import create_page, create_theme


def announce(valeur, **fields):
    return ChiffreAnnonce(valeur=Decimal(valeur), **fields)


@pytest.mark.parametrize(
    ("valeur", "calcul", "differs"),
    [
        ("6", Calcul(6), False),
        ("6", Calcul(5), True),
        ("6", None, False),
        ("59", Calcul(32, 54), False),
        ("59.3", Calcul(32, 54), False),
        ("59.2", Calcul(32, 54), True),
        ("13", Calcul(1, 8), False),
        ("12", Calcul(1, 8), True),
        ("50", Calcul(0, 0), False),
        ("100.00", Calcul(100), False),
    ],
)
def test_difference_is_judged_at_the_precision_announced(valeur, calcul, differs):
    assert Comparaison(announce(valeur), calcul).differs is differs


def test_share_is_given_only_beside_the_figure_it_is_a_part_of():
    answered = announce(32, code="municipalites-repondantes")
    contacted = announce(54, code="municipalites-contactees")

    alone, both = compare_figures([answered]), compare_figures([answered, contacted])

    assert [pair.part for pair in alone] == [None]
    assert [pair.part for pair in both] == [Calcul(32, 54), None]


@pytest.mark.django_db
def test_figures_that_disagree_are_found(monkeypatch):
    monkeypatch.setattr(registre, "calculs", {"accord": Theme.objects.all, "ecart": Page.objects.all})
    for _row in range(3):
        create_theme()
    create_page()
    for code in ("accord", "ecart", "sans-calcul"):
        ChiffreAnnonce.objects.create(code=code, valeur=3, libelle_fr=code, libelle_en=code)

    assert [chiffre.code for chiffre in differing_figures()] == ["ecart"]


@pytest.mark.django_db
def test_all_figures_and_their_twins_cost_one_query(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(registre, "calculs", {"themes": Theme.objects.all, "pages": Page.objects.all})
    create_theme()
    for code in ("themes", "pages", "sans-calcul"):
        ChiffreAnnonce.objects.create(code=code, valeur=3, libelle_fr=code, libelle_en=code)

    with django_assert_num_queries(1):
        twins = {pair.annonce.code: pair.calcul for pair in announced_figures()}

    assert twins == {"themes": Calcul(1), "pages": None, "sans-calcul": None}
