"""The page of a municipality in a real browser: accessible, and no wider than the screen."""

import pytest

from municipalites.models import Niveau
from tests.factories.gediq import create_identite
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_territoire,
    create_valeur,
)
from tests.factories.programmation import create_document, create_seance


@pytest.fixture
def ville(transactional_db):
    create_identite()
    province = create_territoire(Niveau.PROVINCE, nom="Québec")
    region = create_territoire(Niveau.REGION, parent=province)
    ville = create_municipalite(code="00500", est_fictif=True, parent=region)
    base = create_indicateur("pop_mp")
    shown = [create_indicateur(code, est_cle=True, base=base) for code in ("imm", "rnp")]
    others = [create_indicateur("pop", est_cle=True), create_indicateur(famille="langue"), base]
    for row in (ville, province):
        for indicateur in (*shown, *others):
            for annee in (2016, 2021):
                create_valeur(row, indicateur, annee, annee, note_fr="Arrondi.")
    create_indicateur(famille="langue", libelle_en="")
    create_entente(ville, fichier="ententes/x.pdf", montant_ministere=44000)
    create_seance(jours=["2020-06-05"], villes=[ville], statut="annulee")
    create_document(municipalite=ville, titre_en="")
    return ville


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("langue", "width"), [("fr", 320), ("en", 320), ("fr", 1280), ("en", 1280)])
def test_page_is_accessible_and_fits_the_screen(ville, new_page, axe, langue, width, dark):
    page = new_page(width=width, dark=dark)

    page.goto(f"/{langue}/municipalites/{ville.adresse}/")
    page.locator("details").first.click()

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
