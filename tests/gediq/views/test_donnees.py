"""The page « Données » and the files it leads to."""

import hashlib
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gediq.domain.jeux import list_jeux, table_schema
from gediq.domain.parutions import publish_parutions
from tests.factories.gediq import create_parution
from tests.factories.municipalites import create_indicateur, create_municipalite, create_source, create_valeur
from tests.factories.programmation import create_seance
from tests.pages import Page

pytestmark = pytest.mark.django_db

SOURCE = {
    "producteur_fr": "Institut inventé",
    "producteur_en": "Invented institute",
    "titre_fr": "Tableau d’essai",
    "titre_en": "Test table",
    "licence_fr": "Licence d’essai",
    "licence_en": "Test licence",
    "attribution_fr": "Adapté de l’Institut inventé.",
    "attribution_en": "Adapted from the Invented institute.",
}


def structured_data(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


# --- The catalogue -------------------------------------------------------------------------------


def test_each_set_is_shown_with_its_lines_its_columns_and_its_files(client):
    create_municipalite(), create_municipalite()

    html = client.get("/fr/donnees/").text
    page = Page(html)

    for jeu in list_jeux():
        assert jeu.code in page.values_of("id")
        for suffix in ("csv", "json", "schema.json"):
            assert f"/fr/donnees/{jeu.code}.{suffix}" in page.links
        assert all(f"<code>{name}</code>" in html and name for name in jeu.noms)
    section = html.split('id="municipalites"')[1].split("</section>")[0]
    assert "<strong>2</strong>" in section


@pytest.mark.parametrize(
    ("langue", "said"),
    [
        ("fr", ["Institut inventé", "Tableau d’essai", "Licence d’essai.", "Adapté de l’Institut inventé."]),
        ("en", ["Invented institute", "Test table", "Test licence.", "Adapted from the Invented institute."]),
    ],
)
def test_sources_of_real_figures_are_named_with_licence_and_mention(client, langue, said):
    create_valeur(create_municipalite(), create_indicateur(), source=create_source(**SOURCE))

    section = client.get(f"/{langue}/donnees/").text.split('id="valeurs"')[1].split("</section>")[0]

    assert [words for words in said if words not in section] == []


def test_a_source_of_no_real_figure_is_not_named(client):
    fictif = create_municipalite(code="00010", est_fictif=True)
    create_valeur(fictif, create_indicateur(), source=create_source(titre_fr="Source inventée"))
    create_source(titre_fr="Source sans chiffre")

    html = client.get("/fr/donnees/").text

    assert "Source inventée" not in html
    assert "Source sans chiffre" not in html


def test_source_without_english_is_marked_and_said_once(client):
    source = create_source(**SOURCE | {"attribution_en": ""})
    create_valeur(create_municipalite(), create_indicateur(), source=source)

    html = client.get("/en/donnees/").text

    assert '<span lang="fr">Adapté de l’Institut inventé.</span>' in html
    assert 'hreflang="en-CA"' not in html
    assert "/en/donnees/" not in client.get("/sitemap.xml").text


def test_catalogue_is_in_the_site_map_and_at_the_foot_of_every_page(client):
    plan = client.get("/sitemap.xml").text

    assert "<loc>http://testserver/fr/donnees/</loc>" in plan
    assert "<loc>http://testserver/en/donnees/</loc>" in plan
    assert "/en/donnees/" in Page(client.get("/en/").text).links


def test_releases_are_listed_last_first_with_their_fingerprint(client):
    create_parution(jour="2026-03-05"), create_parution(jour="2026-04-05")

    html = client.get("/fr/donnees/").text
    links = [link for link in Page(html).links if re.search(r"seances/.*csv", link)]

    assert links == ["/fr/donnees/seances/2026-04-05.csv", "/fr/donnees/seances/2026-03-05.csv"]
    assert hashlib.sha256(b"\xef\xbb\xbfcode\r\nessai\r\n").hexdigest() in html


@pytest.mark.parametrize(
    ("langue", "jours", "citation"),
    [
        (
            "fr",
            ["2026-03-01"],
            "parution du 1er\xa0mars\xa02026, http://testserver/fr/donnees/seances/2026-03-01.csv",
        ),
        ("fr", [], "jeu de données, http://testserver/fr/donnees/#seances"),
    ],
)
def test_citation_names_the_last_release_or_the_page(client, langue, jours, citation):
    for jour in jours:
        create_parution(jour=jour)

    section = client.get(f"/{langue}/donnees/").text.split('id="seances"')[1].split("</section>")[0]

    assert citation in section


def test_structured_data_say_only_what_is_known(client):
    create_valeur(create_municipalite(), create_indicateur(), source=create_source(**SOURCE))
    create_parution(jour="2026-03-05")

    data = structured_data(client.get("/fr/donnees/").text)

    sets = {dataset["identifier"]: dataset for dataset in data["dataset"]}
    assert list(sets) == [jeu.code for jeu in list_jeux()]
    assert all("license" not in dataset for dataset in sets.values())
    assert sets["valeurs"]["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "name": "Tableau d’essai",
            "publisher": {"@type": "Organization", "name": "Institut inventé"},
            "license": {"@type": "CreativeWork", "name": "Licence d’essai"},
            "creditText": "Adapté de l’Institut inventé.",
        }
    ]
    assert [download["contentUrl"] for download in sets["seances"]["distribution"]] == [
        "http://testserver/fr/donnees/seances.csv",
        "http://testserver/fr/donnees/seances.json",
        "http://testserver/fr/donnees/seances/2026-03-05.csv",
    ]


def test_catalogue_costs_the_same_few_queries_with_more_sources_and_releases(client):
    costs = []
    for rank in range(3):
        create_valeur(create_municipalite(), create_indicateur())
        create_source(code=["mamh-repertoire", "geonames", "autre"][rank])
        create_parution(jour=f"2026-03-{rank + 1:02}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/fr/donnees/")
        costs.append(len(queries))

    assert costs[0] == costs[-1] <= 8


# --- The files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_bytes_are_the_same_in_both_languages_and_open_to_other_sites(client, suffix):
    create_seance(jours=["2020-06-05"])

    fr, en = (client.get(f"/{langue}/donnees/seances.{suffix}") for langue in ("fr", "en"))

    assert fr.content == en.content
    assert fr["ETag"] == en["ETag"]
    assert fr["Access-Control-Allow-Origin"] == "*"
    assert fr["Content-Disposition"] == f'attachment; filename="gedciq-seances.{suffix}"'


def test_table_is_what_a_spreadsheet_opens(client):
    create_seance()

    content = client.get("/fr/donnees/seances.csv").content

    assert content.startswith(b"\xef\xbb\xbfcode,cycle,")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_mark_of_a_file_changes_with_what_it_holds(client):
    before = client.get("/fr/donnees/municipalites.csv")["ETag"]
    ville = create_municipalite()
    created = client.get("/fr/donnees/municipalites.csv")["ETag"]
    # Without touching any date of the record.
    type(ville).objects.filter(pk=ville.pk).update(site_web="https://exemple.org/")
    changed = client.get("/fr/donnees/municipalites.csv", headers={"if-none-match": created})

    assert changed.status_code == 200
    assert len({before, created, changed["ETag"]}) == 3


def test_dictionary_speaks_the_language_of_its_address(client):
    jeu = list_jeux()[0]

    response = client.get(f"/fr/donnees/{jeu.code}.schema.json")

    assert response.json() == table_schema(jeu)
    assert response["Access-Control-Allow-Origin"] == "*"
    english = client.get(f"/en/donnees/{jeu.code}.schema.json").json()
    assert [field["name"] for field in english["fields"]] == jeu.noms


def test_release_is_served_as_it_was_and_kept_for_good(client):
    create_seance(code="op-99")
    publish_parutions(by=None)
    create_seance()
    page = Page(client.get("/fr/donnees/").text)
    (path,) = (link for link in page.links if re.search(r"seances/.*csv", link))

    response = client.get(path)

    assert response.content.count(b"\r\n") == 2
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert [line["code"] for line in client.get(path.replace("csv", "json")).json()["lignes"]] == ["op-99"]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("inconnu.csv", "Ce jeu de données n’existe pas. Ceux qui existent"),
        ("inconnu.schema.json", "Ce jeu de données n’existe pas."),
        ("inconnu/2026-11-22.csv", "Ce jeu de données n’existe pas."),
        ("valeurs/2026-13-01.csv", "Ce jour ne se lit pas\xa0: écrivez l’année, le mois et le jour"),
        ("valeurs/hier.json", "Ce jour ne se lit pas"),
        ("valeurs/2026-11-22.csv", "Ce jeu n’a pas de parution de ce jour; la page /fr/donnees/ les"),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence_and_not_kept(client, path, sentence):
    response = client.get(f"/fr/donnees/{path}")

    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.text.startswith(sentence)
    assert response.text.endswith(".\n")
    assert "immutable" not in response.get("Cache-Control", "")
