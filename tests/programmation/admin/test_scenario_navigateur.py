"""The story of the programme in a browser: a person of Rédaction, one screen, and readers see it."""

import pytest

from programmation.models import Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_document, create_seance

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(db):
    return create_utilisateur("Rédaction")


def choose_city(page, rank, name):
    page.click(f"#lieux-{rank} .select2-selection")
    page.keyboard.type(name[:5])
    page.click(f".select2-results__option:has-text('{name}')")


def test_session_on_two_dates_in_two_cities_is_public_at_the_next_request(new_page, editor):
    create_cycle(code="2020-2021")
    create_municipalite(nom="Québec")
    create_municipalite(nom="Laval")
    page = new_page(user=editor)

    page.goto("/admin/programmation/seance/add/")
    page.select_option("#id_mode", "en_personne")
    page.fill("#id_dates-0-jour", "2021-06-05")
    page.click("#dates-group .add-row a")
    page.fill("#id_dates-1-jour", "2021-06-12")
    page.fill("#id_dates-1-debut", "09:00")
    choose_city(page, 0, "Québec")
    page.click("#lieux-group .add-row a")
    choose_city(page, 1, "Laval")
    page.fill("#id_lieux-1-position", "2")
    page.select_option("#id_types_0", "echange")
    page.fill("#id_titre_fr", "Les parcs partagés")
    page.fill("#id_titre_en", "Shared parks")
    page.select_option("#id_publication", "publiee")
    page.click("input[name=_save] >> nth=0")
    page.wait_for_selector(".messagelist .success")

    reader = new_page(javascript=False)
    reader.goto("/fr/programmation/seances/op-01/")
    assert "Les parcs partagés" in reader.inner_text("h1")
    for city in ("Québec", "Laval"):
        assert city in reader.inner_text("main")
    reader.goto("/en/recherche/?q=parks")
    assert "Shared parks" in reader.inner_text("main")


def test_published_session_moves_to_video_once_readers_are_told_why(new_page, editor):
    seance = create_seance(jours=["2021-06-05"], mode="en_personne", mode_connu="deduit")
    page = new_page(user=editor, width=320)

    page.goto(f"/admin/programmation/seance/{seance.pk}/change/")
    page.select_option("#id_mode", "visioconference")
    page.click("input[name=_save] >> nth=0")
    asked = page.inner_text(".resume-erreurs")
    page.click(".resume-erreurs a >> nth=0")
    page.keyboard.type("Tempête de neige")
    page.click("input[name=_save] >> nth=0")
    page.wait_for_selector(".messagelist .success")

    assert "dites en une phrase aux lecteurs pourquoi elle change" in asked
    reader = new_page()
    reader.goto("/fr/programmation/seances/" + seance.code + "/")
    assert "Tempête de neige" in reader.inner_text("main")


def test_one_click_copies_a_session_and_another_its_address(new_page, editor):
    document = create_document(seance=create_seance(code="op-14"))
    page = new_page(user=editor)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto(f"/admin/programmation/document/{document.pk}/change/")
    page.click("text=Copier le lien")
    page.wait_for_selector("text=Lien copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(f"/admin/programmation/seance/{document.seance_id}/change/")
    page.click("text=Copier la séance")
    page.wait_for_url("**/change/")

    assert copied.endswith(f"/fr/documents/{document.pk}/")
    assert Seance.objects.filter(code="op-15", publication="brouillon").exists()


def test_folded_exception_of_a_date_opens_when_it_holds_something(new_page, editor):
    seance = create_seance(jours=["2021-06-05", "2021-06-12"])
    seance.dates.filter(jour="2021-06-12").update(statut="annulee")
    page = new_page(user=editor)

    page.goto(f"/admin/programmation/seance/{seance.pk}/change/")

    assert [page.is_visible(f"#id_dates-{rank}-statut") for rank in (0, 1)] == [False, True]
