import pytest

from municipalites.domain.importation.entetes import clean_entete, read_tableau, synonym_finder
from municipalites.domain.importation.fiches import find_colonne
from tests.factories.classeurs import csv_file

find_cle = synonym_finder({"code": ["code géographique"], "nom": ["municipalité"]})


@pytest.mark.parametrize(
    "heading",
    [
        "code_geographique",
        "Code géographique",
        "CODE GEOGRAPHIQUE",
        " Code-Géographique : ",
        "Code\ngéographique*",
    ],
)
def test_a_heading_is_known_whatever_its_accents_case_and_signs(heading):
    assert find_cle(heading) == "code"


def test_a_heading_made_of_small_words_is_still_one():
    assert clean_entete("De la") == "de la"


@pytest.mark.parametrize(
    ("heading", "cle"),
    [
        ("population_2016", ("pop", 2016)),
        ("Population en 2021", ("pop", 2021)),
        ("Pop. (2016)", ("pop", 2016)),
        ("immigrants_2016", ("imm", 2016)),
        ("Personnes immigrantes, 2021", ("imm", 2021)),
        ("population", None),
        ("population 2016 (limites de 2021)", None),
        ("revenu 2016", None),
        ("mrc", "mrc"),
        ("Région administrative", "region"),
        ("designation", "nature"),
        ("site_web", "site_web"),
        ("Municipalité", "nom"),
    ],
)
def test_the_columns_of_a_list_of_municipalities_are_known(heading, cle):
    assert find_colonne(heading) == cle


def test_columns_come_in_any_order_and_unknown_ones_are_reported():
    tableau = read_tableau(csv_file("Nom;Remarque;Code", "Percé;belle;02005"), find_cle, ["code"])

    row = next(tableau.rangees())
    assert (row["code"], row["nom"], tableau.inconnues) == ("02005", "Percé", ["Remarque"])
    assert (tableau.titres, tableau.ligne_entete) == ({"nom": "Nom", "code": "Code"}, 1)


def test_a_repeated_heading_is_told_from_a_row():
    tableau = read_tableau(csv_file("Code;Nom", "1;Nom", "CODE;NOM", "Nom;Code"), find_cle, ["code"])

    assert [tableau.repeats_entete(row) for row in tableau.rangees()] == [False, True, False]


def test_a_short_row_has_nothing_in_its_last_columns():
    tableau = read_tableau(csv_file("Code;Nom", "1"), find_cle, ["code"])

    assert next(tableau.rangees())["nom"] == ""
