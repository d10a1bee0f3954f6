"""The page of a municipality."""

import csv
from io import StringIO
from urllib.parse import unquote

import pytest

from municipalites.models import Niveau
from programmation.models import Participation
from tests.factories.gediq import create_identite
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.factories.programmation import create_document, create_programme, create_seance
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    province = create_territoire(Niveau.PROVINCE, nom="Québec")
    return create_territoire(Niveau.REGION, code="77", nom="Région d’essai", parent=province)


@pytest.fixture
def ville(region):
    return create_municipalite(code="99500", nom="Essai-sur-Mer", parent=region)


@pytest.fixture
def imm():
    base = create_indicateur("pop_mp", libelle_fr="Ménages privés d’essai", libelle_en="Test households")
    return create_indicateur(
        "imm", base=base, est_cle=True, libelle_fr="Personnes immigrantes", libelle_en=""
    )


def read(client, ville, langue="fr"):
    response = client.get(f"/{langue}/municipalites/{ville.adresse}/")
    assert response.status_code == 200
    return response.text.replace("\n", "")


# --- Address -------------------------------------------------------------------------------------


@pytest.mark.parametrize("adresse", ["99500", "99500-", "99500-ile-perrot", "99500-L%27%C3%8Ele"])
def test_the_code_decides_and_a_wrong_name_leads_to_the_right_address(client, adresse):
    create_municipalite(code="99500", nom="L’Île-aux-Œillets")

    page = client.get(f"/fr/municipalites/{adresse}/")
    table = client.get(f"/fr/municipalites/{adresse}/chiffres.csv")

    right = "/fr/municipalites/99500-l-ile-aux-oeillets/"
    assert (page.status_code, page["Location"]) == (301, right)
    assert (table.status_code, table["Location"]) == (301, f"{right}chiffres.csv")


def test_an_unknown_code_is_not_found(client):
    assert client.get("/fr/municipalites/99999-nulle-part/").status_code == 404


def test_closed_code_says_so_and_leads_to_its_successor(client, ville):
    old = create_municipalite(date_fin="2022-01-01", successeur_id=ville.pk)

    html = read(client, old)

    assert "Cette municipalité n’existe plus" in html
    assert f'<a href="{ville.get_absolute_url()}">Essai-sur-Mer</a> (99500)' in html
    assert "n’existe plus" not in read(client, ville)


def test_invented_municipality_carries_a_banner_and_stays_out_of_search_engines(client, ville):
    invented = create_municipalite(code="00500", est_fictif=True)

    html = read(client, invented)

    assert "Donnée fictive (démonstration)" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "application/ld+json" not in html
    assert "Donnée fictive" not in read(client, ville)


def test_region_and_mrc_lead_to_the_directory(client, region):
    mrc = create_territoire(code="778", parent=region)

    links = Page(read(client, create_municipalite(parent=mrc))).links

    assert "/fr/municipalites/?region=77" in links
    assert "/fr/municipalites/?mrc=778" in links


# --- Figures -------------------------------------------------------------------------------------


def test_key_figure_gives_its_share_base_year_source_and_benchmarks(client, ville, region, imm):
    source = create_source(
        producteur_fr="Producteur d’essai", titre_fr="Recensement", url="https://exemple.org/s"
    )
    create_valeur(ville, imm, 2016, 570945, base=1664380, source=source)
    create_valeur(region.parent, imm, 2016, 1091305, base=7965450, source=source)

    html = read(client, ville)

    assert "<strong>34,3\xa0%</strong> <span>570\xa0945\xa0personnes sur 1\xa0664\xa0380</span>" in html
    assert (
        '<b>2016</b> · <a href="https://exemple.org/s" rel="external">Producteur d’essai, Recensement</a>'
        in html
    )
    assert "<dt>Québec</dt><dd>13,7\xa0%" in html
    assert '<dt>Région d’essai (région)</dt><dd><abbr title="non disponible">' in html


def test_share_without_its_base_says_why_there_is_none(client, ville, imm):
    create_valeur(ville, imm, 2016, 10)

    assert "sa base n’est pas connue" in read(client, ville)


def test_estimate_note_and_other_source_are_told(client, ville, imm):
    other = create_source(producteur_fr="Journal", titre_fr="Nouvelle")
    create_valeur(ville, imm, 2016, 290, note_fr="Arrondi.", qualite="2_calculee")
    create_valeur(ville, imm, 2016, 310, source=other, qualite="3_estimee")

    html = read(client, ville)

    assert "<b>2016</b>, <b>chiffre calculé</b>" in html
    assert "Arrondi." in html
    assert "310\xa0personnes (estimation), Journal, Nouvelle" in html


def test_what_has_no_figure_is_a_sentence(client, ville, imm):
    create_valeur(ville, imm, 2016, None, motif="confidentiel")

    html = read(client, ville)

    assert "Sans chiffre\xa0: Personnes immigrantes (2016, confidentiel)." in html
    assert "<table" not in html
    assert "n.\xa0d." not in html


def test_sentence_to_quote_leads_back_to_the_figure(client, ville, imm):
    create_valeur(ville, imm, 2016, 10)

    html = read(client, ville)

    assert f"http://testserver/fr/municipalites/{ville.adresse}/#chiffre-imm" in html
    assert 'id="chiffre-imm"' in html


def test_label_that_fell_back_to_french_is_marked_and_said_once(client, ville, imm):
    create_valeur(ville, imm, 2016, 10)

    html = read(client, ville, "en")

    assert '<h3 class="chiffre-libelle" lang="fr">Personnes immigrantes</h3>' in html
    assert html.count("avis-langue") == 1
    assert 'rel="alternate"' not in html


def test_history_has_a_drawing_and_its_table(client, ville):
    pop = create_indicateur("pop", est_cle=True, libelle_fr="Population totale")
    create_valeur(ville, pop, 2016, 12010)
    create_valeur(ville, pop, 2021, 12190)

    html = read(client, ville)

    assert "12\xa0010\xa0personnes en 2016, 12\xa0190\xa0personnes en 2021 (+1,5\xa0%)" in html
    assert html.count('<svg viewBox="0 0 340 210"') == 1
    assert '<th scope="row">2016</th>' in html


# --- What the municipality does ------------------------------------------------------------------


def test_agreement_names_its_ministry_dates_and_file(client, ville):
    entente = create_entente(ville, date_fin="2020-03-31", montant_ministere=44000, fichier="ententes/x.pdf")

    html = read(client, ville)

    assert entente.organisme.name_at(None).nom_fr in html
    assert "44\xa0000\xa0$" in html
    assert f"/fr/municipalites/ententes/{entente.pk}/fichier" in Page(html).links


def test_sessions_programmes_and_documents_are_told(client, ville):
    held = create_seance(villes=[ville])
    attended = create_seance()
    attended.municipalites_presentes.add(ville.pk)
    document = create_document(municipalite=ville)
    Participation.objects.create(programme=create_programme(), territoire_id=ville.pk)

    html = read(client, ville)

    for row in (held, attended, document):
        assert row.get_absolute_url() in Page(html).links
    assert "Participe à" in html


def test_similar_ones_are_proposed_with_the_method(client, ville):
    pop = create_indicateur("pop", est_cle=True)
    other = create_municipalite()
    for row in (ville, other):
        create_valeur(row, pop, 2021, 1000)

    html = read(client, ville)

    assert other.get_absolute_url() in Page(html).links
    assert "sans classement" in html


# --- Correction, machines ------------------------------------------------------------------------


def test_correction_is_a_mail_that_names_the_page(client, ville):
    create_identite(courriel="equipe@exemple.org")

    [link] = [link for link in Page(read(client, ville)).links if "mailto:" in link and "subject" in link]

    assert unquote(link) == (
        "mailto:equipe@exemple.org?subject=Correction\xa0: Essai-sur-Mer (99500)"
        f"&body=http://testserver/fr/municipalites/{ville.adresse}/"
    )


def test_without_an_address_the_correction_is_a_sentence(client, ville):
    create_identite(courriel="")

    html = read(client, ville)

    assert "mailto:" not in html
    assert "n’est pas encore connue" in html


def test_structured_data_tell_official_facts(client, ville):
    html = read(client, ville)

    assert '"identifier": "99500"' in html
    assert '"containedInPlace": {"@type": "AdministrativeArea", "name": "Région d’essai"' in html
    assert "geo" not in html.partition("ld+json")[2].partition("</script>")[0]


def test_table_for_machines_has_every_figure_of_every_source(client, ville, imm):
    create_valeur(
        ville, imm, 2016, 570945, base=1664380, source=create_source(code="a", licence_fr="Licence d’essai")
    )
    create_valeur(ville, imm, 2021, None, motif="confidentiel", source=create_source(code="b"))

    response = client.get(f"/en/municipalites/{ville.adresse}/chiffres.csv")

    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    kept = (
        "code",
        "fictif",
        "indicateur",
        "annee",
        "valeur",
        "motif",
        "base",
        "part",
        "source",
        "licence_fr",
    )
    assert [tuple(row[name] for name in kept) for row in rows] == [
        ("99500", "0", "imm", "2016", "570945", "", "1664380", "34.30", "a", "Licence d’essai"),
        ("99500", "0", "imm", "2021", "", "confidentiel", "", "", "b", ""),
    ]


def test_table_for_machines_marks_what_is_invented(client, imm):
    ville = create_municipalite(code="00500", est_fictif=True)
    create_valeur(ville, imm, 2016, 5)

    response = client.get(f"/fr/municipalites/{ville.adresse}/chiffres.csv")

    assert [row["fictif"] for row in csv.DictReader(StringIO(response.content.decode("utf-8-sig")))] == ["1"]


# --- Cost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_eight_queries_whatever_it_holds(
    client, region, imm, number, langue, django_assert_num_queries
):
    create_identite()
    mrc = create_territoire(parent=region)
    ville = create_municipalite(parent=mrc)
    pop = create_indicateur("pop", est_cle=True)
    create_valeur(ville, pop, 2021, 1000)
    for rank in range(number):
        create_valeur(ville, imm, 2001 + rank, 10, base=100)
        create_valeur(create_municipalite(), pop, 2021, 1000)
        create_entente(ville, mrc)
        create_seance(jours=["2020-06-05"], villes=[ville])
        create_document(municipalite=ville)
        Participation.objects.create(programme=create_programme(), territoire_id=mrc.pk)
    path = f"/{langue}/municipalites/{ville.adresse}/"
    client.get(path)

    with django_assert_num_queries(8):
        client.get(path)


def test_the_figures_of_its_neighbours_have_a_year_and_lead_to_their_source(client, ville, imm, region):
    pop = create_indicateur("pop", est_cle=True)
    voisine = create_municipalite(code="99501", nom="Voisine", parent=region)
    for row in (ville, voisine):
        create_valeur(row, pop, 2021, 5000)
        create_valeur(row, imm, 2016, 500, base=4000)

    words = " ".join(text for _langue, text in Page(read(client, ville)).texts)
    page = " ".join(words.split())

    assert "Voisine 5 000 habitants (2021) 12,5 % de personnes immigrantes (2016)" in page
    assert "La page de chacune nomme la source de ces chiffres." in page
