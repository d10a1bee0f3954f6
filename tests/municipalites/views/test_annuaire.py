"""The directory as a reader, and as a machine, meets it."""

import csv
import json

import pytest

from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.factories.programmation import create_document, create_lieu, create_seance
from tests.pages import Page

pytestmark = pytest.mark.django_db

FORMULA = "=1+1"


@pytest.fixture
def ville():
    region = create_territoire("region", code="16", nom="Montérégie")
    mrc = create_territoire("mrc", code="670", nom="Roussillon", parent=region)
    row = create_municipalite(
        code="67050", nom="Châteauguay", parent=mrc, latitude="45.38", longitude="-73.75"
    )
    source = create_source(producteur_fr="Statistique Canada", titre_fr="tableau 110526")
    create_valeur(row, create_indicateur("pop"), 2021, 50815, source=source)
    base = create_indicateur("pop_mp")
    create_valeur(row, create_indicateur("imm", base=base), 2016, 7590, base=47215, source=source)
    create_entente(row)
    return row


def records(client, query=""):
    return json.loads(client.get(f"/fr/municipalites/annuaire.json{query}").content)["municipalites"]


# --- Page ----------------------------------------------------------------------------------------


def test_a_line_tells_the_place_the_figures_their_years_and_what_there_is_to_show(client, ville):
    said = " ".join(Page(client.get("/fr/municipalites/").text).said_in("fr"))

    for words in ("Châteauguay", "Ville · Roussillon · Montérégie", "Entente en vigueur"):
        assert words in said
    assert "Population 2021" in said
    assert "50\xa0815" in said
    assert "16,1\xa0%" in said
    assert "Statistique Canada, tableau 110526" in said


def test_a_column_without_any_figure_is_one_sentence(client):
    create_entente(create_municipalite())

    html = client.get("/fr/municipalites/").text

    assert "n’est disponible pour aucune de ces municipalités" in html
    assert html.count("n.\xa0d.") == 1


def test_what_the_programme_gives_is_told_on_the_line(client):
    host, owner = create_municipalite(nom="Hôte"), create_municipalite(nom="Propriétaire")
    create_lieu(create_seance(), municipalite=host)
    create_document(municipalite=owner)

    assert [(row["nom"], row["contenus"]) for row in records(client)] == [
        ("Hôte", "seances"),
        ("Propriétaire", "documents"),
    ]


def test_the_best_agreement_alone_is_told(client, ville):
    create_entente(ville, date_debut="2010-01-01", date_fin="2012-01-01")

    assert records(client)[0]["contenus"] == "entente-en-vigueur"


def test_an_invented_municipality_is_marked_on_its_line_and_in_the_count(client):
    create_entente(create_municipalite(code="00010", est_fictif=True))

    html = client.get("/fr/municipalites/").text

    assert "Donnée fictive (démonstration)" in html
    assert "est inventée, pour la démonstration" in html


def test_fifty_lines_a_page_and_a_page_that_does_not_exist_is_the_first(client):
    for rank in range(53):
        create_municipalite(nom=f"Ville {rank:02}")

    second = client.get("/fr/municipalites/?toutes=1&page=2").text
    absent = client.get("/fr/municipalites/?toutes=1&page=9").text

    assert second.count('role="rowheader"') == 3
    assert absent.count('role="rowheader"') == 50
    assert "Cette page de la liste n’existe pas" in absent


def test_nothing_found_says_what_to_do(client, ville):
    html = client.get("/fr/municipalites/?q=zzz").text

    assert "Essayez avec moins de filtres, ou d’autres mots." in html
    assert "<svg viewBox" not in html


def test_links_of_the_order_keep_the_filters(client, ville):
    links = Page(client.get("/fr/municipalites/?region=16&page=1").text).links

    assert "?region=16&tri=population" in links


# --- Files ---------------------------------------------------------------------------------------


def test_a_record_gives_each_figure_with_its_year_base_and_source(client, ville):
    (record,) = records(client)

    assert record == {
        "code": "67050",
        "nom": "Châteauguay",
        "nature": "ville",
        "region_code": "16",
        "region": "Montérégie",
        "mrc_code": "670",
        "mrc": "Roussillon",
        "population": 50815,
        "population_annee": 2021,
        "population_motif": "",
        "population_source": "Statistique Canada, tableau 110526",
        "immigrants": 7590,
        "immigrants_base": 47215,
        "immigrants_part": 16.08,
        "immigrants_annee": 2016,
        "immigrants_motif": "",
        "immigrants_source": "Statistique Canada, tableau 110526",
        "contenus": "entente-en-vigueur",
        "latitude": 45.38,
        "longitude": -73.75,
        "site_web": "",
        "fictif": 0,
        "url": "http://testserver/fr/municipalites/67050-chateauguay/",
    }


def test_the_table_holds_the_same_rows_as_the_page_in_the_same_order(client, ville):
    create_municipalite(nom="Amos")
    for query in ("", "?toutes=1", "?toutes=1&tri=population", "?q=chateau"):
        content = client.get(f"/fr/municipalites/annuaire.csv{query}").content
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))

        assert content.startswith(b"\xef\xbb\xbf")
        assert [row["nom"] for row in rows] == [row["nom"] for row in records(client, query)]
        assert list(rows[0]) == list(records(client, query)[0])


def test_a_missing_figure_is_an_empty_cell_with_its_reason(client):
    create_municipalite()

    (record,) = records(client, "?toutes=1")

    assert (record["population"], record["population_motif"]) == (None, "non_disponible")


def test_no_cell_is_a_formula_and_no_number_is_text(client):
    create_municipalite(nom=FORMULA, latitude="45.38", longitude="-73.75")

    text = client.get("/fr/municipalites/annuaire.csv?toutes=1").content.decode("utf-8-sig")

    assert "'=1+1" in text
    assert ",-73.75," in text


def test_invented_rows_are_marked_in_the_files(client):
    create_municipalite(code="00010", est_fictif=True)

    assert [row["fictif"] for row in records(client, "?toutes=1")] == [1]


def test_an_unknown_filter_is_refused_in_one_sentence(client):
    response = client.get("/fr/municipalites/annuaire.csv?region=99")

    assert response.status_code == 400
    assert response.content.decode() == "Aucune région administrative n’a le code «\xa099\xa0».\n"
