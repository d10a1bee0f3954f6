"""The home, the programme, the calendar, a session and the error pages, in a real browser."""

import gzip

import pytest

from gediq.domain.chargement import load_source
from gediq.domain.publication import create_preview
from gediq.models import Publication
from programmation.models import Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_identite
from tests.factories.programmation import create_avis, create_date, create_document, create_seance

SHIFT = """() => new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(total), 300);
})"""

SCROLLED = """region => new Promise(done => {
  if (region.scrollLeft) done(true);
  region.onscroll = () => done(true);
  setTimeout(done, 3000, false);
})"""


@pytest.fixture
def programme(transactional_db):
    """The client's programme, and sessions that show what it does not have."""
    for _line in load_source():
        pass
    create_identite()
    shown = Seance.objects.get(code="op-08")
    create_date(shown, "2020-01-31", statut="reportee", motif_fr="Tempête", debut="9:00", fin="12:00")
    shown.lieux.filter(position=1).update(mode="visioconference")
    create_avis(shown)
    create_document(seance=shown, titre_en="")
    Seance.objects.filter(pk=shown.pk).update(
        personnes_ressources_fr="Prénom Nom", compte_rendu_fr="<p>Rien.</p>", acces_fr="Par l’arrière."
    )
    Seance.objects.filter(code="op-13").update(statut="annulee", motif_fr="Salle inondée")
    draft = create_seance(code="brouillon", cycle=shown.cycle, publication=Publication.BROUILLON)
    create_seance(
        code="retiree", cycle=shown.cycle, publication=Publication.RETIREE, motif_retrait_fr="Doublon."
    )
    link = create_preview(draft, by=create_utilisateur())
    return [
        "",
        "programmation/",
        "programmation/?mode=en_personne&ville=23027&cycle=perdu",
        "programmation/?q=zzz",
        "programmation/?cycle=a&type=b&mode=c&ville=d&theme=e&annee=f",
        "programmation/calendrier/?mois=2020-01",
        "programmation/calendrier/?mois=2020-13",
        "programmation/seances/op-01/",
        "programmation/seances/op-08/",
        "programmation/seances/op-13/",
        f"programmation/seances/brouillon/?apercu={link.jeton}",
        "programmation/seances/retiree/",
        "nulle-part/",
    ]


@pytest.mark.axe
@pytest.mark.parametrize(
    ("langue", "width", "dark"),
    [("fr", 320, False), ("en", 320, True), ("en", 1280, False), ("fr", 1280, True)],
)
def test_pages_are_accessible_and_fit_the_screen(programme, new_page, axe, langue, width, dark):
    page = new_page(width=width, dark=dark, expected_statuses=[404, 410])

    for address in programme:
        page.goto(f"/{langue}/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")

        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.axe
def test_pages_do_not_move_and_stay_light(programme, new_page):
    page = new_page(expected_statuses=[404, 410])
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    for address in programme:
        answers.clear()
        page.goto(f"/fr/{address}", wait_until="networkidle")

        assert page.evaluate(SHIFT) == 0, address
        assert len(answers) <= 6
        assert (
            sum(len(gzip.compress(answer.body())) for answer in answers if answer.status == 200) < 50_000
        ), address


def test_keyboard_reaches_the_content_first_then_the_filters(programme, new_page):
    page = new_page()
    page.goto("/fr/programmation/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"


def test_timeline_wider_than_the_screen_says_so_and_follows_the_keyboard(programme, new_page):
    page = new_page(width=320)
    page.goto("/fr/programmation/calendrier/?mois=2020-01")
    region = page.get_by_role("region", name="Frise des cycles")
    sign = page.get_by_text("La frise est plus large que l’écran")

    assert sign.is_visible()
    assert "gradient" in region.evaluate("region => getComputedStyle(region).backgroundImage")
    region.focus()
    page.keyboard.press("ArrowRight")
    assert region.evaluate(SCROLLED)
    page.set_viewport_size({"width": 800, "height": 900})
    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")
    assert not sign.is_visible()


def test_programme_is_filtered_and_a_filter_removed_without_script(programme, new_page):
    page = new_page(javascript=False)
    page.goto("/fr/programmation/")

    page.get_by_text("Filtrer par cycle, type, mode, ville, thème ou année").click()
    page.get_by_label("Ville").select_option(label="Québec")
    page.get_by_role("button", name="Appliquer les filtres").click()
    filtered = page.locator("article.seance").count()
    page.get_by_role("link", name="Retirer le filtre").click()

    assert filtered == 3
    assert page.locator("article.seance").count() == 14
    assert page.url.endswith("/fr/programmation/")


def test_forced_colours_and_print_keep_the_programme_readable(programme, new_page):
    page = new_page(forced_colors=True)
    page.goto("/fr/programmation/")
    assert page.locator("article.seance").first.is_visible()

    page.emulate_media(media="print")
    assert not page.locator("#menu").is_visible()
    assert not page.get_by_role("search").is_visible()
    assert page.locator("article.seance").last.is_visible()
