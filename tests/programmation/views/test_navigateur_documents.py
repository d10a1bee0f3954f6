"""Référentiels, documents, themes, pages and search in a real browser: clean, accessible, narrow."""

import pytest

from gediq.domain.publication import create_preview
from gediq.models import Publication
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import create_edition
from tests.factories.gediq import create_page, create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_date, create_document, create_referentiel, create_seance

TEXTE = (
    "<h2>Un toit</h2><p>Le <em>logement</em>.</p><h3>Le bail</h3><ul><li>a</li></ul><h2>Une clé</h2><p>b</p>"
)


@pytest.fixture
def addresses(transactional_db):
    """One of each page of ours, with all that it can show."""
    theme = create_theme(slug="logement", nom_fr="logement", nom_en="", description_fr="Se loger.")
    referentiel = create_referentiel(
        numero=2, titre_fr="Le logement des familles", titre_en="", resume_fr="<p>En bref</p>", texte_fr=TEXTE
    )
    create_referentiel(numero=1), create_referentiel(numero=3)
    referentiel.themes.add(theme)
    ville = create_municipalite()
    seance = create_seance(referentiels=[referentiel], jours=["2020-06-05", "2020-06-12"], villes=[ville])
    create_date(seance, "2020-07-03", statut="annulee")
    seance.themes.add(theme)
    fields = {"referentiel": referentiel, "seance": seance, "auteurs": "Ana Roy", "date_document": "2021-03"}
    document = create_document(
        numero="2.1", titre_en="", resume_fr="Deux phrases.", est_accessible=False, **fields
    )
    create_edition(document), create_edition(document, numero=2, note_fr="Chiffres de 2021.")
    create_edition(create_document(numero="2.2", audience="participants", referentiel=referentiel))
    create_edition(
        create_document(numero="2.3", referentiel=referentiel), adresse="https://exemple.org/guide"
    )
    create_page(slug="a-propos", texte_fr=TEXTE)
    draft = create_page(slug="brouillon", texte_fr=TEXTE, publication=Publication.BROUILLON)
    link = create_preview(draft, by=create_utilisateur())
    return [
        "referentiels/",
        "referentiels/2/",
        f"documents/{document.pk}/",
        f"documents/{document.pk}/editions/1/",
        "themes/logement/",
        "pages/a-propos/",
        f"pages/brouillon/?apercu={link.jeton}",
        "recherche/",
        "recherche/?q=logement",
        "recherche/?q=zzz",
        f"recherche/?q={'z' * 250}",
    ]


@pytest.mark.axe
@pytest.mark.parametrize(
    ("langue", "width", "dark"),
    [("fr", 320, False), ("fr", 1280, True), ("en", 320, True), ("en", 1280, False)],
)
def test_pages_are_accessible_and_fit_the_screen(addresses, new_page, axe, langue, width, dark):
    page = new_page(width=width, dark=dark)

    for address in addresses:
        page.goto(f"/{langue}/{address}")

        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_contents_lead_to_their_part_without_script(addresses, new_page):
    page = new_page(javascript=False)
    page.goto("/fr/referentiels/2/")

    page.get_by_role("link", name="Une clé").click()

    assert page.url.endswith("#texte-une-cle")


def test_reader_downloads_the_file_under_the_title_of_the_document(addresses, page):
    page.goto(f"/fr/{addresses[2]}")

    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger").click()

    assert download.value.suggested_filename.startswith("Document d’essai")
    assert download.value.suggested_filename.endswith(".pdf")


def test_reader_searches_with_the_keyboard_alone(addresses, page):
    page.goto("/fr/recherche/")

    page.get_by_label("Mots à chercher").focus()
    page.keyboard.type("logements")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=logements")

    assert page.locator("#resultats").inner_text() == "3\xa0résultats pour «\xa0logements\xa0»"
    assert page.locator("mark").first.inner_text() == "logement"
