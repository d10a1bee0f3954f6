"""The back office in a real browser: accessible in every state, and what its script adds."""

import time

import pytest

from gediq.admin.base import EditableAdmin
from gediq.models import Organisme, Theme
from tests.factories.comptes import create_superuser
from tests.factories.gediq import create_page, create_theme
from tests.formulaires import posted_by
from tests.gediq.admin.conftest import sign_in
from tests.gediq.admin.pages import address, addresses, create_records

transactional = pytest.mark.django_db(transaction=True)
REFUSED = (409,)
SAVE = "input[name=_save] >> nth=0"


@pytest.fixture
def editor(db):
    return create_superuser(nom="Ana")


def save_meanwhile(editor, theme, **changes):
    """Another browser of the team saves the record."""
    client = sign_in(editor)
    assert (
        client.post(
            address(theme, "change"), posted_by(client.get(address(theme, "change")), **changes)
        ).status_code
        == 302
    )


def check_everywhere(page, axe):
    """Wide then narrow: no violation, no sideways scroll."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)


@pytest.mark.axe
@transactional
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_kind_of_page_is_accessible(new_page, axe, editor, dark):
    records = create_records()
    save_meanwhile(editor, records[2], nom_fr="arrivée")
    sign_in(editor).post(address(create_theme(), "delete"), {"post": "yes", "verrou": "0"})
    page = new_page(user=editor, dark=dark)

    for url in dict.fromkeys(url for record in records for url in addresses(record)):
        page.goto(url)
        check_everywhere(page, axe)


@pytest.mark.axe
@transactional
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_refused_and_restored_forms_are_accessible(new_page, axe, editor, dark):
    theme = create_theme(nom_fr="accueil", description_fr="Un texte")
    page = new_page(user=editor, dark=dark, expected_statuses=REFUSED)

    page.goto(address(theme, "change"))
    page.fill("#id_nom_fr", "")
    page.click(SAVE)
    page.wait_for_selector(".resume-erreurs:focus")
    check_everywhere(page, axe)

    page.goto(address(theme, "change"))
    save_meanwhile(editor, theme, nom_fr="arrivée", description_fr="Un autre texte")
    page.fill("#id_nom_fr", "intégration")
    page.click(SAVE)
    page.wait_for_selector(".avis-attention:focus")
    check_everywhere(page, axe)

    page.goto(address(theme, "history"))
    page.click("a:has-text('Revenir à cet état')")
    page.wait_for_selector(".avis-information:focus")
    check_everywhere(page, axe)


@transactional
def test_stale_save_of_one_window_is_compared_then_saved_again(new_page, editor):
    theme = create_theme(nom_fr="accueil", description_fr="")
    one, other = new_page(user=editor), new_page(user=editor, expected_statuses=REFUSED)
    for window in (one, other):
        window.goto(address(theme, "change"))
    one.fill("#id_description_fr", "De la première")
    one.click(SAVE)
    one.wait_for_url("**/theme/")
    other.fill("#id_nom_fr", "De la seconde")
    other.click(SAVE)
    other.wait_for_selector(".comparaison")
    other.click(SAVE)
    other.wait_for_url("**/theme/")

    theme.refresh_from_db()
    assert (theme.nom_fr, theme.description_fr) == ("De la seconde", "De la première")


@transactional
def test_editors_of_rich_text_have_a_name_and_a_language_and_save_what_is_typed(new_page, editor):
    record = create_page(texte_fr="<p>Texte</p>", texte_en="")
    page = new_page(user=editor)
    page.goto(address(record, "change"))
    area = page.get_by_role("textbox", name="Texte (anglais)")
    area.click()
    page.keyboard.type("Text in English, é")
    language = area.get_attribute("lang")
    page.click(SAVE)
    page.wait_for_url("**/page/")

    record.refresh_from_db()
    assert language == "en"
    assert record.texte_en == "<p>Text in English, é</p>"


@transactional
def test_second_click_while_the_first_travels_posts_nothing(new_page, editor, monkeypatch):
    posts = []
    view = EditableAdmin.changeform_view

    def slow_view(self, request, *args, **kwargs):
        if request.method == "POST":
            posts.append(request.path)
            time.sleep(1)
        return view(self, request, *args, **kwargs)

    monkeypatch.setattr(EditableAdmin, "changeform_view", slow_view)
    page = new_page(user=editor)
    page.goto("/admin/gediq/theme/add/")
    page.type("#id_nom_fr", "accueil")
    page.press("#id_nom_fr", "Tab")
    page.evaluate(
        "const save = document.querySelector('input[name=_save]');"
        " save.click(); setTimeout(() => save.click(), 300)"
    )
    page.wait_for_url("**/theme/")

    assert len(posts) == 1
    assert Theme.objects.filter(slug="accueil").count() == 1


@transactional
def test_line_of_the_error_summary_leads_to_its_field(new_page, editor):
    theme = create_theme()
    page = new_page(user=editor)
    page.goto(address(theme, "change"))
    page.fill("#id_slug", "")
    page.click(SAVE)
    page.wait_for_selector(".resume-erreurs")
    page.click(".resume-erreurs a")

    assert page.evaluate("document.activeElement.id") == "id_slug"


@transactional
def test_row_added_by_the_button_takes_the_focus_and_is_saved(new_page, editor):
    organisme = Organisme.objects.create(code="ministere")
    page = new_page(user=editor)
    page.goto(address(organisme, "change"))
    page.click("text=Ajouter : nom de l’organisme")
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.type("Ministère")
    described = page.get_attribute("#id_noms-0-nom_fr", "aria-describedby")
    exists = page.locator(f"#{described}").count()
    page.click(SAVE)
    page.wait_for_url("**/organisme/")

    assert focused == "id_noms-0-nom_fr"
    assert exists == 1
    assert organisme.noms.get().nom_fr == "Ministère"


@transactional
def test_leaving_with_something_unsaved_asks_first(new_page, editor):
    theme = create_theme()
    page = new_page(user=editor)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address(theme, "change"))
    page.click("text=Historique")
    page.wait_for_url("**/history/")
    quiet = list(asked)
    page.goto(address(theme, "change"))
    page.type("#id_nom_fr", "x")
    page.click("text=Historique")
    page.wait_for_url("**/history/")

    assert quiet == []
    assert asked == ["beforeunload"]
