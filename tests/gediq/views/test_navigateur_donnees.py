"""The page « Données » in a real browser: clean, accessible, narrow, its columns found without script."""

import pytest

from tests.factories.gediq import create_parution
from tests.factories.municipalites import create_indicateur, create_municipalite, create_source, create_valeur


@pytest.fixture
def rows(transactional_db):
    source = create_source(licence_fr="Licence", attribution_fr="Mention.", url="https://exemple.org/")
    create_valeur(create_municipalite(), create_indicateur(), source=source)
    create_source(code="geonames")
    create_parution()


@pytest.mark.axe
@pytest.mark.parametrize(
    ("langue", "width", "dark"),
    [("fr", 320, False), ("fr", 1280, True), ("en", 320, True), ("en", 1280, False)],
)
def test_page_is_accessible_and_fits_the_screen_all_unfolded(rows, new_page, axe, langue, width, dark):
    page = new_page(width=width, dark=dark)
    page.goto(f"/{langue}/donnees/")

    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_reader_unfolds_the_columns_and_downloads_without_script(rows, new_page):
    page = new_page(javascript=False)
    page.goto("/fr/donnees/")

    page.get_by_role("link", name="Valeurs", exact=True).click()
    page.locator("#valeurs").locator("summary", has_text="Dictionnaire").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableur (CSV) – Valeurs").click()

    assert page.locator("#valeurs dt", has_text="indicateur").is_visible()
    assert download.value.suggested_filename == "gedciq-valeurs.csv"
