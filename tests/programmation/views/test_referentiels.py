"""The collection of référentiels, their records and their citations, as visitors get them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.domain.publication import create_preview
from gediq.models import Publication
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import create_edition
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_document,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
BROUILLON = {"publication": Publication.BROUILLON}


def to_come():
    return {"publier_le": timezone.now() + timedelta(hours=1)}


# --- The collection ------------------------------------------------------------------------------


def test_collection_goes_by_number_not_by_date_of_entry(client):
    create_referentiel(numero=10, titre_fr="Dixième")
    create_referentiel(numero=2, titre_fr="Deuxième")

    html = client.get("/fr/referentiels/").text

    assert html.index("Deuxième") < html.index("Dixième")


def test_empty_collection_says_so_and_leads_elsewhere(client):
    html = client.get("/fr/referentiels/").text

    assert "Aucun référentiel n’est encore publié." in html


def test_what_is_not_public_is_not_in_the_collection(client):
    create_referentiel(titre_fr="Brouillonné", **BROUILLON)
    create_referentiel(titre_fr="Programmé", **to_come())
    create_referentiel(titre_fr="Retranché", publication=Publication.RETIREE, motif_retrait_fr="Remplacé.")

    html = client.get("/fr/referentiels/").text

    assert not any(titre in html for titre in ("Brouillonné", "Programmé", "Retranché"))


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize(
    ("fields", "theme_en", "announced"),
    [
        ({}, "housing", True),
        ({"texte_fr": "<p>Ailleurs.</p>"}, "housing", True),
        ({"titre_en": ""}, "housing", False),
        ({"resume_fr": "<p>Bref.</p>"}, "housing", False),
        ({}, "", False),
    ],
)
def test_collection_is_announced_in_english_when_all_it_shows_is(client, langue, fields, theme_en, announced):
    create_referentiel()
    create_referentiel(**fields).themes.add(create_theme(nom_en=theme_en))

    html = client.get(f"/{langue}/referentiels/").text

    assert ('hreflang="en-CA" href="http://testserver/en/referentiels/"' in html) is announced
    assert ("avis-langue" in html) is (langue == "en" and not announced)
    assert ("/en/referentiels/</loc>" in client.get("/sitemap.xml").text) is announced


def test_english_collection_marks_titles_left_in_french_and_says_so_once(client):
    create_referentiel(titre_fr="Premier titre", titre_en="")
    create_referentiel(titre_fr="Autre titre", titre_en="Other title")

    html = client.get("/en/referentiels/").text

    assert '<span lang="fr">Premier titre</span>' in html
    assert "Other title" in html
    assert html.count("avis-langue") == 1


# --- One référentiel -----------------------------------------------------------------------------


def test_record_shows_summary_contents_and_anchored_text(client):
    create_referentiel(
        numero=4,
        titre_fr="Loger",
        resume_fr="<p>En bref</p>",
        texte_fr="<h2>Un toit</h2><p>a</p><h2>Une clé</h2>",
    )

    html = client.get("/fr/referentiels/4/").text

    assert "<h1>Loger</h1>" in html
    assert "<p>En bref</p>" in html
    assert '<a href="#texte-un-toit">Un toit</a>' in html
    assert '<h2 id="texte-un-toit">Un toit</h2>' in html


def test_text_of_a_single_part_has_no_contents(client):
    create_referentiel(numero=4, texte_fr="<h2>Un toit</h2><p>a</p>")

    assert 'class="sommaire"' not in client.get("/fr/referentiels/4/").text


def test_documents_stand_in_natural_order_with_what_one_wants_to_know(client):
    referentiel = create_referentiel(numero=4)
    for numero in ("1.10", "1.2", "1.1"):
        create_document(referentiel=referentiel, numero=numero, titre_fr=f"Document {numero}-")
    document = create_document(referentiel=referentiel, numero="1.11", langue="en", est_accessible=False)
    create_edition(document, pages=12, taille=1_234_567)

    html = client.get("/fr/referentiels/4/").text

    places = [html.index(f"Document {numero}-") for numero in ("1.1", "1.2", "1.10")]
    assert places == sorted(places)
    facts = html[html.index("<li>PDF</li>") :]
    for fact in ("1,2\xa0Mo", "12\xa0pages", "Anglais", "Fichier non accessible"):
        assert f"<li>{fact}</li>" in facts


def test_documents_and_sessions_that_are_not_public_are_not_in_the_record(client):
    referentiel = create_referentiel(numero=4)
    create_document(referentiel=referentiel, titre_fr="Doc caché", **BROUILLON)
    create_document(referentiel=referentiel, titre_fr="Doc futur", **to_come())
    create_document(
        referentiel=referentiel, titre_fr="Doc d’une séance cachée", seance=create_seance(**BROUILLON)
    )
    create_seance(referentiels=[referentiel], titre_fr="Séance cachée", **BROUILLON)

    html = client.get("/fr/referentiels/4/").text

    assert "Doc" not in html.replace("Documents", "")
    assert "Séance cachée" not in html


def test_linked_sessions_say_their_days_and_what_is_cancelled(client):
    referentiel = create_referentiel(numero=4)
    jours, ville = ["2020-06-05", "2020-06-12"], create_municipalite(nom="Bourg-Inventé")
    seance = create_seance(referentiels=[referentiel], jours=jours, villes=[ville], titre_fr="Atelier")
    create_date(seance, "2020-07-03", statut="annulee")

    html = client.get("/fr/referentiels/4/").text

    assert (
        f'<a href="/fr/programmation/seances/{seance.code}/"><time datetime="2020-06-05">5</time> et ' in html
    )
    assert "<li>Atelier</li>" in html
    assert "<li>Bourg-Inventé</li>" in html
    assert '<strong class="badge badge-off">Annulée</strong>' in html


def test_long_list_of_sessions_is_cut_and_says_where_the_others_are(client):
    referentiel, cycle = create_referentiel(numero=4), create_cycle()
    for _number in range(11):
        create_seance(referentiels=[referentiel], cycle=cycle)

    html = client.get("/fr/referentiels/4/").text

    assert html.count('href="/fr/programmation/seances/') == 10
    assert "Les autres séances sont dans la programmation" in html


def test_neighbours_skip_what_is_not_public(client):
    for numero in (3, 5, 9):
        create_referentiel(numero=numero)
    create_referentiel(numero=4, **BROUILLON)
    create_referentiel(numero=8, **to_come())

    html = client.get("/fr/referentiels/5/").text

    assert '<a rel="prev" href="/fr/referentiels/3/">' in html
    assert '<a rel="next" href="/fr/referentiels/9/">' in html


def test_english_record_marks_what_is_left_in_french_and_offers_no_false_translation(client):
    create_referentiel(numero=4, titre_fr="Loger", titre_en="Housing", texte_fr="<h2>Un</h2><h2>Deux</h2>")

    html = client.get("/en/referentiels/4/").text

    assert "<h1>Housing</h1>" in html
    assert '<div class="texte" lang="fr">' in html
    assert '<ol lang="fr">' in html
    assert html.count("avis-langue") == 1
    assert "hreflang=" not in html.split("</head>")[0]


def test_translated_record_points_to_both_languages(client):
    create_referentiel(numero=4)

    head = client.get("/en/referentiels/4/").text.split("</head>")[0]

    assert 'hreflang="fr-CA" href="http://testserver/fr/referentiels/4/"' in head
    assert 'rel="canonical" href="http://testserver/en/referentiels/4/"' in head
    assert "avis-langue" not in head


@pytest.mark.parametrize("fields", [BROUILLON, "to_come"])
def test_record_that_is_not_public_does_not_exist(client, fields):
    create_referentiel(numero=4, **(to_come() if fields == "to_come" else fields))

    assert client.get("/fr/referentiels/4/").status_code == 404
    assert client.get("/fr/referentiels/4/citation.txt").status_code == 404


def test_withdrawn_record_says_why(client):
    create_referentiel(numero=4, publication=Publication.RETIREE, motif_retrait_fr="Remplacé par le no 9.")

    response = client.get("/fr/referentiels/4/")

    assert response.status_code == 410
    assert "Remplacé par le no 9." in response.text


def test_preview_shows_the_draft_and_its_draft_documents_and_is_never_kept(client):
    referentiel = create_referentiel(numero=4, titre_fr="Ébauche", **BROUILLON)
    create_document(referentiel=referentiel, titre_fr="Pièce jointe", **BROUILLON)
    link = create_preview(referentiel, by=create_utilisateur())

    response = client.get("/fr/referentiels/4/", {"apercu": link.jeton})

    assert "Ébauche" in response.text
    assert "Pièce jointe" in response.text
    assert 'href="/fr/documents/' not in response.text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("numero", ["0", "999", "99999999999999999999999999"])
def test_unknown_number_is_not_found(client, numero):
    assert client.get(f"/fr/referentiels/{numero}/").status_code == 404


# --- Citation ------------------------------------------------------------------------------------


def test_citation_is_offered_in_three_forms(client, settings):
    settings.ORIGINE = "https://exemple.org"
    create_referentiel(numero=4, titre_fr="Loger", titre_en="")

    text = client.get("/fr/referentiels/4/citation.txt")
    bibtex = client.get("/fr/referentiels/4/citation.bib")
    ris = client.get("/en/referentiels/4/citation.ris")

    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert text.text == "Loger. Référentiel\xa04. GEDCIQ. https://exemple.org/fr/referentiels/4/\n"
    assert bibtex["Content-Disposition"] == 'attachment; filename="referentiel-4.bib"'
    assert "title = {{Loger}}" in bibtex.text
    assert "LA  - fr\r\nUR  - https://exemple.org/en/referentiels/4/" in ris.text


def test_unknown_form_of_citation_is_not_found(client):
    create_referentiel(numero=4)

    assert client.get("/fr/referentiels/4/citation.exe").status_code == 404


def test_metadata_hold_known_facts_only(client):
    create_referentiel(numero=4, titre_fr='Loger "tous"')

    head = client.get("/fr/referentiels/4/").text.split("</head>")[0]

    assert '<meta name="citation_title" content="Loger &quot;tous&quot;">' in head
    assert '<meta name="DC.language" content="fr">' in head
    assert "author" not in head
    assert "date" not in head


# --- Queries -------------------------------------------------------------------------------------


def populate(count):
    for _rank in range(count):
        referentiel = create_referentiel(titre_en="")
        referentiel.themes.set([create_theme() for _number in range(count)])
        seances = [
            create_seance(referentiels=[referentiel], jours=["2020-06-05"]) for _number in range(count)
        ]
        for seance in seances:
            create_edition(create_document(referentiel=referentiel, seance=seance))
    return referentiel


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_pages_cost_the_same_queries_whatever_they_hold(client, langue, django_assert_num_queries):
    one, three = populate(1), populate(3)

    for referentiel in (one, three):
        with django_assert_num_queries(8):
            client.get(f"/{langue}/referentiels/{referentiel.numero}/")
    with django_assert_num_queries(5):
        client.get(f"/{langue}/referentiels/")
