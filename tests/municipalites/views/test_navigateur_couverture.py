"""The page of coverage, those present at a session and the list pasted by staff, in a real browser."""

import pytest

from municipalites.models import Niveau
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_chiffre, create_identite
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_territoire,
    create_valeur,
)
from tests.factories.programmation import create_programme, create_seance


@pytest.fixture
def addresses(transactional_db):
    """A set with figures, one with missing ones, an empty one; a session that was attended."""
    create_identite()
    create_chiffre(code="municipalites-contactees")
    quebec = create_territoire(Niveau.PROVINCE, code="QC", nom="Québec")
    for code in ("pop", "imm"):
        create_valeur(quebec, create_indicateur(code), 2016, 1000)
    known = create_municipalite(nom="Sainte-Rose-du-Lac-des-Outardes-en-Haut")
    for valeur in quebec.valeurs.all():
        create_valeur(known, valeur.indicateur, 2016, 250)
    create_entente(known)
    seance, programme = create_seance(code="op-77"), create_programme(slug="vide")
    demo = create_municipalite(code="00903", est_fictif=True)
    seance.municipalites_presentes.set(
        [known.pk, demo.pk, *(create_municipalite().pk for _rank in range(60))]
    )
    return [
        "municipalites/couverture/?ensemble=signataires&date=2018-07-01&annee=2016",
        f"municipalites/couverture/?ensemble=presentes.{seance.code}",
        f"municipalites/couverture/?ensemble=participants.{programme.slug}",
        "municipalites/couverture/?ensemble=x&date=y&annee=z&page=9",
        f"programmation/seances/{seance.code}/",
    ]


@pytest.mark.axe
@pytest.mark.parametrize(
    ("langue", "width", "dark"),
    [("fr", 320, False), ("en", 320, True), ("en", 1280, False), ("fr", 1280, True)],
)
def test_pages_are_accessible_and_never_wider_than_the_screen(new_page, axe, addresses, langue, width, dark):
    page = new_page(width=width, dark=dark, javascript=True)

    for address in addresses:
        page.goto(f"/{langue}/{address}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.axe
def test_set_day_and_year_are_chosen_without_script(new_page, addresses):
    page = new_page(javascript=False)
    page.goto("/fr/municipalites/couverture/")

    page.get_by_label("Ensemble", exact=True).select_option("signataires")
    page.get_by_label("Date", exact=True).fill("2018-07-01")
    page.get_by_role("button", name="Calculer").click()

    assert "ensemble=signataires&date=2018-07-01&annee=2016" in page.url
    assert page.get_by_text("250 sur 1\xa0000 au Québec").count() == 2


@pytest.mark.axe
@pytest.mark.parametrize("width", [320, 1280])
def test_pasted_list_is_read_then_recorded_with_the_keyboard_alone(new_page, axe, transactional_db, width):
    programme = create_programme()
    for nom in ("Laval", "Hope", "Hope"):
        create_municipalite(nom=nom)
    page = new_page(user=create_utilisateur("Rédaction"), width=width)
    page.goto(f"/admin/programmation/participation/coller/?programme={programme.pk}")

    page.get_by_label("Noms ou codes").fill("laval\nhope\nNulle-Part")
    page.get_by_role("button", name="Lire la liste").press("Enter")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("hope").select_option(index=1)
    page.get_by_role("button", name="Inscrire").press("Enter")

    page.get_by_text("2 participations inscrites.").wait_for()
    assert programme.participations.count() == 2
