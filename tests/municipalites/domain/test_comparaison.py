"""A comparison says the same of each: same year, same scale, absent with its reason, no rank."""

from fractions import Fraction

import pytest

from municipalites.domain.comparaison import Comparaison, Demande
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
    return create_territoire(Niveau.PROVINCE, code="QC", nom="Québec")


@pytest.fixture
def pair():
    region = create_territoire(Niveau.REGION, nom="Région commune")
    return [create_municipalite(nom=nom, parent=region) for nom in ("Une", "Deux")]


@pytest.fixture
def immigrants():
    return create_indicateur("imm", base=create_indicateur("pop_mp"))


def compared(rows):
    return Comparaison(rows, "fr").rapprochements


def test_municipalities_stand_in_the_order_asked_beside_their_region_and_quebec(pair, quebec, immigrants):
    create_valeur(pair[0], immigrants, 2021, 10, base=100)

    (row,) = compared(pair[::-1])

    assert [cell.nom for cell in row.cellules] == ["Deux", "Une", "Région commune (région)", "Québec"]


def test_the_region_stands_there_only_when_it_is_common(pair, quebec, immigrants):
    create_valeur(pair[0], immigrants, 2021, 10, base=100)

    (row,) = compared([pair[0], create_municipalite(nom="Ailleurs")])

    assert [cell.nom for cell in row.cellules] == ["Une", "Ailleurs", "Québec"]


def test_bars_share_one_scale_that_ends_above_the_largest_share(pair, quebec, immigrants):
    create_valeur(pair[0], immigrants, 2021, 10, base=100)
    create_valeur(pair[1], immigrants, 2021, 25, base=100)
    create_valeur(quebec, immigrants, 2021, 15, base=100)

    (row,) = compared(pair)

    assert row.echelle == 30
    assert [cell.barre for cell in row.cellules] == [33, 83, 0, 50]
    assert [cell.part for cell in row.cellules] == ["10,0\xa0%", "25,0\xa0%", "", "15,0\xa0%"]
    assert row.cellules[0].chiffre.part == Fraction(10)


def test_an_absent_figure_says_why_and_is_never_zero(pair, immigrants):
    create_valeur(pair[0], immigrants, 2021, 10, base=100)
    create_valeur(pair[1], immigrants, 2021, None, motif="confidentiel")

    (row,) = compared(pair)

    _known, secret, unheard = row.cellules
    assert (secret.motif, secret.compte, secret.part) == ("confidentiel", "", "")
    assert unheard.motif == "non_disponible"


def test_the_year_is_the_newest_known_of_all_else_of_one(pair, immigrants):
    for row in pair:
        create_valeur(row, immigrants, 2016, 10, base=100)
    create_valeur(pair[0], immigrants, 2021, 12, base=100)
    rents = create_indicateur("loyer")
    create_valeur(pair[0], rents, 2011, 500)
    create_valeur(pair[0], rents, 2016, 600)

    years = {row.indicateur.code: row.annee for row in compared(pair)}

    assert years == {"imm": 2016, "loyer": 2016}


def test_indicators_that_none_of_them_has_are_told_apart(pair, quebec, immigrants):
    create_valeur(quebec, immigrants, 2021, 10, base=100)
    comparaison = Comparaison(pair, "fr")

    assert comparaison.rapprochements == []
    assert immigrants in comparaison.absents


def test_sources_name_their_territories_only_when_there_are_several(pair, immigrants):
    first = create_valeur(pair[0], immigrants, 2021, 10, base=100)
    create_valeur(pair[1], immigrants, 2021, 10, base=100, source=first.source)
    other = create_indicateur("pop")
    create_valeur(pair[0], other, 2021, 10)
    create_valeur(pair[1], other, 2021, 10)

    named = {row.indicateur.code: [mention.noms for mention in row.mentions] for row in compared(pair)}

    assert named == {"imm": [[]], "pop": [["Une"], ["Deux"]]}


# --- What is asked -------------------------------------------------------------------------------


def test_codes_are_read_once_each_in_order():
    rows = [create_municipalite() for _rank in range(2)]
    demande = Demande([rows[1].code, rows[0].code, rows[1].code, " "])

    assert demande.municipalites == rows[::-1]
    assert demande.refus == []
    assert demande.query_string() == f"m={rows[1].code}&m={rows[0].code}"


def test_beyond_five_the_first_five_stay_and_a_sentence_says_so():
    rows = [create_municipalite() for _rank in range(6)]
    demande = Demande([row.code for row in rows])

    assert demande.municipalites == rows[:5]
    assert demande.refus == ["On compare cinq municipalités au plus\xa0: voici les cinq premières."]


@pytest.mark.parametrize("code", ["99998", "abc", "6602", "٦٦٠٢٣", "-1"])
def test_an_unknown_code_is_one_sentence(code):
    demande = Demande([code])

    assert demande.municipalites == []
    assert demande.refus == [f"Aucune municipalité n’a le code «\xa0{code}\xa0»."]


def test_a_closed_municipality_is_not_compared():
    demande = Demande([create_municipalite(date_fin="2020-01-01").code])

    assert demande.municipalites == []
