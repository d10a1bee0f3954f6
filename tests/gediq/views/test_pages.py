"""Editorial pages and themes, as visitors get them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.domain.publication import create_preview
from gediq.models import Publication
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_page, create_theme
from tests.factories.programmation import create_referentiel, create_seance

pytestmark = pytest.mark.django_db
BROUILLON = {"publication": Publication.BROUILLON}


def to_come():
    return timezone.now() + timedelta(hours=1)


# --- Editorial pages -----------------------------------------------------------------------------


def test_page_shows_its_contents_and_its_text(client):
    create_page(slug="a-propos", titre_fr="À propos", texte_fr="<h2>Qui</h2><p>Nous</p><h2>Où</h2>")

    html = client.get("/fr/pages/a-propos/").text

    assert "<h1>À propos</h1>" in html
    assert '<a href="#texte-qui">Qui</a>' in html
    assert '<h2 id="texte-qui">Qui</h2><p>Nous</p>' in html


def test_page_without_headings_has_no_contents(client):
    create_page(slug="a-propos", texte_fr="<p>Nous</p>")

    assert 'class="sommaire"' not in client.get("/fr/pages/a-propos/").text


def test_page_left_in_french_is_marked_and_says_so_once(client):
    create_page(slug="a-propos", titre_fr="À propos", titre_en="", texte_fr="<p>Nous</p>")

    html = client.get("/en/pages/a-propos/").text

    assert '<h1><span lang="fr">À propos</span></h1>' in html
    assert '<div class="texte" lang="fr"><p>Nous</p></div>' in html
    assert html.count("avis-langue") == 1
    assert "hreflang=" not in html.split("</head>")[0]


def test_page_that_is_not_public_does_not_exist(client):
    create_page(slug="brouillon", **BROUILLON)
    create_page(slug="demain", publier_le=to_come())

    for slug in ("brouillon", "demain", "inconnue"):
        assert client.get(f"/fr/pages/{slug}/").status_code == 404


def test_withdrawn_page_says_why(client):
    create_page(slug="vieille", publication=Publication.RETIREE, motif_retrait_fr="Devenue fausse.")

    response = client.get("/fr/pages/vieille/")

    assert (response.status_code, "Devenue fausse." in response.text) == (410, True)


def test_preview_of_a_page_is_never_kept(client):
    page = create_page(slug="brouillon", titre_fr="Ébauche", **BROUILLON)
    link = create_preview(page, by=create_utilisateur())

    response = client.get("/fr/pages/brouillon/", {"apercu": link.jeton})

    assert "Ébauche" in response.text
    assert "no-store" in response["Cache-Control"]


# --- Themes --------------------------------------------------------------------------------------


def test_theme_gathers_what_is_public_on_it(client):
    theme = create_theme(slug="logement", nom_fr="logement", description_fr="Se loger.")
    create_referentiel(titre_fr="Loger tout le monde").themes.add(theme)
    create_seance(titre_fr="Atelier du logement", jours=["2020-06-05", "2020-06-12"]).themes.add(theme)
    create_referentiel(titre_fr="Autre chose").themes.add(create_theme())

    html = client.get("/fr/themes/logement/").text

    assert "Se loger." in html
    assert "Loger tout le monde" in html
    assert "Atelier du logement" in html
    assert 'href="/fr/programmation/?theme=logement"' in html
    assert "Autre chose" not in html


def test_what_is_not_public_is_not_in_the_theme(client):
    theme = create_theme(slug="logement")
    hidden = create_referentiel(titre_fr="Caché A", **BROUILLON)
    hidden.themes.add(theme)
    create_referentiel(titre_fr="Caché B", publier_le=to_come()).themes.add(theme)
    create_seance(titre_fr="Caché C", **BROUILLON).themes.add(theme)
    create_seance(titre_fr="", titre_en="", referentiels=[hidden]).themes.add(theme)

    assert "Caché" not in client.get("/fr/themes/logement/").text


def test_theme_of_nothing_yet_says_so(client):
    create_theme(slug="logement")

    assert "Rien n’est encore publié sur ce thème." in client.get("/fr/themes/logement/").text


def test_unknown_theme_is_not_found(client):
    assert client.get("/fr/themes/inconnu/").status_code == 404


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_queries_whatever_they_hold(client, langue, count, django_assert_num_queries):
    theme = create_theme(slug="logement")
    for _number in range(count):
        referentiel = create_referentiel(titre_en="")
        referentiel.themes.add(theme)
        create_seance(titre_fr="", titre_en="", referentiels=[referentiel], jours=["2020-06-05"]).themes.add(
            theme
        )
        create_page(texte_fr="<h2>Un</h2><h2>Deux</h2>")
    create_page(slug="a-propos")

    with django_assert_num_queries(8):
        client.get(f"/{langue}/themes/logement/")
    with django_assert_num_queries(3):
        client.get(f"/{langue}/pages/a-propos/")
