"""The directory, its map and a comparison, in a real browser."""

import gzip

import pytest

from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

CODES = ("66023", "65005", "00010")


@pytest.fixture
def directory(transactional_db):
    """Real-looking names, one of them invented, with figures known, absent and estimated."""
    create_territoire("province", code="QC", nom="Québec")
    region = create_territoire("region", code="13", nom="Saguenay–Lac-Saint-Jean")
    mrc = create_territoire("mrc", code="940", nom="Lac-Saint-Jean-Est", parent=region)
    source = create_source(url="https://exemple.test/tableau", licence_fr="Licence", licence_en="Licence")
    population, base = create_indicateur("pop"), create_indicateur("pop_mp")
    immigrants = create_indicateur("imm", base=base, famille="immigration")
    names = ("Saint-Augustin-de-Desmaures", "Notre-Dame-de-Lorette", "Ville-Fictive-du-Port (démonstration)")
    for rank, (code, name) in enumerate(zip(CODES, names, strict=True)):
        place = {"latitude": f"{45.5 + rank / 10}", "longitude": "-73.6"}
        row = create_municipalite(code=code, nom=name, parent=mrc, est_fictif=code[:2] == "00", **place)
        create_valeur(row, population, 2021 - rank, 1_762_949 // (rank + 1), source=source)
        create_valeur(
            row, immigrants, 2021, [34, None, 12][rank], base=100, qualite="3_estimee", source=source
        )
        create_entente(row)
    for rank in range(60):
        create_municipalite(nom=f"Ville {rank}", parent=region, latitude="48.4", longitude="-71.1")
    return [
        "",
        "?toutes=1&tri=population",
        "?q=lorette&region=13&mrc=940&taille=100000-plus&entente=aucune",
        "?region=99",
        "comparer/",
        "comparer/?m=66023&q=ville",
        "comparer/?m=66023&m=65005&m=00010&m=abc",
    ]


@pytest.mark.axe
@pytest.mark.parametrize(
    ("langue", "width", "dark"),
    [("fr", 320, False), ("en", 320, True), ("en", 1280, False), ("fr", 1280, True)],
)
def test_pages_are_accessible_and_fit_the_screen(directory, new_page, axe, langue, width, dark):
    page = new_page(width=width, dark=dark)

    for address in directory:
        page.goto(f"/{langue}/municipalites/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")

        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.axe
def test_pages_stay_light(directory, new_page):
    page, answers = new_page(), []
    page.on("response", lambda answer: answers.append(answer))

    for address in directory:
        answers.clear()
        page.goto(f"/fr/municipalites/{address}", wait_until="networkidle")

        assert len(answers) <= 6
        assert sum(len(gzip.compress(answer.body())) for answer in answers) < 50_000, address


def test_a_municipality_is_found_compared_and_taken_out_without_script(directory, new_page):
    page = new_page(javascript=False)
    page.goto("/fr/municipalites/")

    page.get_by_label("Chercher une municipalité").fill("st augustin")
    page.get_by_role("button", name="Chercher").click()
    found = page.get_by_role("rowheader").all_inner_texts()
    page.get_by_role("link", name="Comparer deux à cinq municipalités").click()
    for words, name in (("augustin", "Saint-Augustin-de-Desmaures"), ("lorette", "Notre-Dame-de-Lorette")):
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Chercher").click()
        page.get_by_role("link", name=f"Ajouter {name}").click()

    assert len(found) == 1
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Saint-Augustin-de-Desmaures, Notre-Dame-de-Lorette"
    )
    page.get_by_role("link", name="Retirer Saint-Augustin-de-Desmaures").click()
    assert "Il en faut deux au moins" in page.inner_text("main")


def test_circles_of_the_map_lead_where_the_lines_of_the_table_lead(directory, new_page):
    page = new_page()
    page.goto("/fr/municipalites/")
    addresses = "links => links.map(link => link.getAttribute('href')).sort()"

    lines = page.locator("tbody th a").evaluate_all(addresses)
    circles = page.locator("svg a").evaluate_all(addresses)

    assert len(lines) == len(CODES)
    assert circles == lines
    assert page.evaluate(
        "() => document.querySelector('table').compareDocumentPosition(document.querySelector('aside svg'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )


def test_print_keeps_the_figures_and_the_sources(directory, new_page):
    page = new_page()
    page.goto("/fr/municipalites/comparer/?m=66023&m=65005")
    page.emulate_media(media="print")

    assert not page.get_by_role("search").is_visible()
    assert page.locator(".barre svg").first.is_visible()
    assert page.get_by_text("Producteur inventé").first.is_visible()
