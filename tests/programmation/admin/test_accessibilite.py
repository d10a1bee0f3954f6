"""The pages of the programme in the back office: no violation, no sideways scroll, in light and in dark."""

import pytest

from programmation.domain.editions import add_edition
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import pdf_bytes, upload
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_avis, create_document, create_referentiel, create_seance

pytestmark = [pytest.mark.axe, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return create_utilisateur("Rédaction")


@pytest.fixture
def addresses(editor):
    """Every kind of page, with something in each part of it."""
    referentiel = create_referentiel()
    seance = create_seance(
        jours=["2021-06-05", "2021-06-12"],
        villes=[create_municipalite(), create_municipalite()],
        referentiels=[referentiel],
    )
    seance.themes.set([create_theme()])
    seance.municipalites_presentes.set([create_municipalite().pk])
    seance.cycle.programme.participations.create(territoire_id=create_municipalite().pk)
    create_avis(seance)
    document = create_document(seance=seance, referentiel=referentiel)
    add_edition(document, by=editor, fichier=upload("rapport.pdf", pdf_bytes()))
    base = "/admin/programmation"
    return [
        f"{base}/seance/",
        f"{base}/seance/add/",
        f"{base}/seance/{seance.pk}/change/",
        f"{base}/referentiel/{referentiel.pk}/change/",
        f"{base}/document/{document.pk}/change/",
        f"{base}/document/deposer/",
        f"{base}/document/{document.pk}/nouvelle-edition/",
        f"{base}/participation/",
        f"{base}/participation/coller/",
        f"{base}/cycle/{seance.cycle_id}/change/",
        f"{base}/cycle/{seance.cycle_id}/copie/",
        f"{base}/programme/{seance.cycle.programme_id}/change/",
        f"/admin/municipalites/municipalite/{seance.lieux.first().municipalite_id}/change/",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_the_programme_are_accessible(new_page, axe, editor, addresses, dark):
    page = new_page(user=editor, dark=dark)

    for address in addresses:
        page.goto(address)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_confirmation_of_a_bulk_act_is_accessible(new_page, axe, editor, addresses):
    page = new_page(user=editor, width=320)

    page.goto(addresses[0])
    page.check("#action-toggle")
    page.select_option("select[name=action]", "withdraw_selected")
    page.click("button[name=index]")
    page.wait_for_selector("input[name=confirmer]", state="attached")

    axe(page)
    assert "Motif du retrait" in page.inner_text("main")


def test_refused_session_is_accessible_and_its_summary_takes_the_focus(new_page, axe, editor, addresses):
    page = new_page(user=editor, width=320)

    page.goto(addresses[2])
    page.select_option("#id_mode", "mixte")
    page.click("input[name=_save] >> nth=0")
    page.wait_for_selector(".resume-erreurs")

    axe(page)
    assert page.evaluate("document.activeElement.className") == "resume-erreurs"


def test_list_of_sessions_gives_its_titles_room_and_shows_every_column(new_page, editor):
    titre = "La ville employeur auprès des minorités ethniques et des minorités visibles"
    ville = create_municipalite(nom="Drummondville")
    create_seance(titre_fr=titre, titre_en="", jours=["2019-09-27"], villes=[ville], mode="visioconference")
    page = new_page(user=editor, width=1280)

    page.goto("/admin/programmation/seance/")

    widths = page.locator(".results").evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert page.locator("th.field-intitule").first.bounding_box()["width"] >= 270
    assert widths[0] <= widths[1]


def test_search_of_a_list_has_its_whole_width_on_a_phone(new_page, editor, addresses):
    page = new_page(user=editor, width=320)

    page.goto(addresses[0])

    assert page.locator("#searchbar").bounding_box()["width"] >= 200


def test_boxes_to_tick_keep_their_size_on_a_phone(new_page, editor, addresses):
    page = new_page(user=editor, width=320)

    page.goto(addresses[2])

    assert page.locator("#id_themes_0").bounding_box()["width"] == 24
