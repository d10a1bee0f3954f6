"""The page of a comparison and its file."""

import csv

import pytest

from municipalites.models import Niveau
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_territoire,
    create_valeur,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    create_territoire(Niveau.PROVINCE, code="QC", nom="Québec")
    rows = [create_municipalite(nom=nom) for nom in ("Zoé", "Amos")]
    immigrants = create_indicateur("imm", libelle_fr="Personnes immigrantes", famille="immigration")
    create_valeur(rows[0], immigrants, 2021, 10, base=100)
    return rows


def address_of(rows, more=""):
    return "/fr/municipalites/comparer/?" + "&".join(f"m={row.code}" for row in rows) + more


def test_what_is_compared_stands_in_the_title_in_the_order_asked(client, pair):
    html = client.get(address_of(pair)).text

    assert "<title>Comparaison\xa0: Zoé, Amos – GEDCIQ</title>" in html
    assert "10,0\xa0%" in html


def test_nothing_or_one_is_compared_with_nothing_and_says_what_to_do(client, pair):
    empty = client.get("/fr/municipalites/comparer/").text
    alone = client.get(address_of(pair[:1])).text

    assert "Chercher une première municipalité" in empty
    assert "Il en faut deux au moins" in alone
    assert "<table" not in empty + alone


def test_a_search_offers_what_to_add_but_what_is_there(client, pair):
    create_municipalite(nom="Amqui", code="07047")

    links = Page(client.get(address_of(pair, "&q=am")).text).links

    added = f"?m={pair[0].code}&m={pair[1].code}&m=07047"
    assert f"/fr/municipalites/comparer/{added}" in links
    assert not any(link.endswith(f"m={pair[1].code}&m={pair[1].code}") for link in links)


def test_each_can_be_taken_out(client, pair):
    links = Page(client.get(address_of(pair)).text).links

    assert {f"/fr/municipalites/comparer/?m={row.code}" for row in pair} <= set(links)


def test_a_bad_code_is_a_sentence_on_the_page_and_in_the_file(client, pair):
    page = client.get(address_of(pair, "&m=abc"))
    file = client.get("/fr/municipalites/comparer.csv?m=abc")

    assert (page.status_code, file.status_code) == (200, 400)
    for response in (page, file):
        assert "Aucune municipalité n’a le code «\xa0abc\xa0»." in response.content.decode()


def test_a_code_with_characters_that_show_nothing_is_refused_without_being_shown(client, pair):
    page = client.get(address_of(pair, "&m=ab%00c%1B"))
    file = client.get("/fr/municipalites/comparer.csv?m=ab%00c%1B")

    assert (page.status_code, file.status_code) == (200, 400)
    for response in (page, file):
        assert "Cette valeur contient des caractères illisibles." in response.content.decode()
        assert not {0, 27} & set(response.content)


def test_an_invented_municipality_is_marked(client, pair):
    invented = create_municipalite(code="00010", est_fictif=True)

    assert "Donnée fictive (démonstration)" in client.get(address_of([pair[0], invented])).text


def test_the_file_gives_each_figure_its_year_and_source_and_each_absence_its_reason(client, pair):
    content = client.get(f"/fr/municipalites/comparer.csv?m={pair[0].code}&m={pair[1].code}").content

    known, absent, _quebec = csv.DictReader(content.decode("utf-8-sig").splitlines())
    assert (known["nom"], known["valeur"], known["base"], known["part"]) == ("Zoé", "10", "100", "10")
    assert known["annee"] == "2021"
    assert known["source"].startswith("Producteur inventé, Tableau")
    assert (absent["nom"], absent["valeur"], absent["motif"]) == ("Amos", "", "non_disponible")
