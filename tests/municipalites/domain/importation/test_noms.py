import csv
from collections import defaultdict
from pathlib import Path

import pytest

import municipalites
from municipalites.domain.importation.noms import name_key, names_agree, strip_designation

REFERENCE = Path(municipalites.__file__).parent / "source" / "municipalites.csv"


@pytest.mark.parametrize(
    ("lu", "officiel"),
    [
        ("Ste-Thérèse", "Sainte-Thérèse"),
        ("ST JEROME", "Saint-Jérôme"),
        ("Ville de L'Assomption", "L’Assomption"),
        ("Assomption (L')", "L’Assomption"),
        ("Municipalité de la paroisse de St-Roch", "Saint-Roch"),
        ("Ville de Ville-Marie", "Ville-Marie"),
        ("Rimouski (V)", "Rimouski"),
        ("N.-D.-de-Lourdes", "Notre-Dame-de-Lourdes"),
        ("Îles-de-la-Madeleine (Les)", "Les Îles-de-la-Madeleine"),
        ("City of Westmount", "Westmount"),
        ("Saint-Rene-de-Matane ", "Saint-René-de-Matane"),
    ],
)
def test_a_usual_spelling_agrees_with_the_official_name(lu, officiel):
    assert names_agree(lu, officiel)


@pytest.mark.parametrize(
    ("lu", "officiel"),
    [
        ("Saint-Germain", "Saint-Germain-de-Kamouraska"),
        ("Marie", "Ville-Marie"),
        ("Saint-Jean", "Sainte-Jeanne"),
        ("Montréal-Est", "Montréal"),
        ("", "Montréal"),
    ],
)
def test_another_name_does_not_agree(lu, officiel):
    assert not names_agree(lu, officiel)


def test_an_english_name_agrees_when_it_is_known():
    assert names_agree("Quebec City", "Québec", "Québec City")


def test_two_official_names_are_told_apart_but_for_an_article():
    with REFERENCE.open(encoding="utf-8") as lines:
        names = {row["nom"] for row in csv.DictReader(lines)}
    keys = defaultdict(set)
    for name in names:
        keys[name_key(name)].add(name)

    shared = [sorted(group) for group in keys.values() if len(group) > 1]

    assert shared == [["Ange-Gardien", "L'Ange-Gardien"]]


@pytest.mark.parametrize(
    ("lu", "nom"),
    [
        ("Ville de la Pocatière", "La Pocatière"),
        ("Municipalité de la Paroisse de Saint-Roch", "Saint-Roch"),
        ("Ville d’Amos", "Amos"),
        ("Ville-Marie", "Ville-Marie"),
    ],
)
def test_a_new_name_is_kept_without_its_designation(lu, nom):
    assert strip_designation(lu) == nom
