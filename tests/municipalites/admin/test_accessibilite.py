"""The pages of municipalities in a real browser: no violation, no sideways scroll, wide and narrow."""

import pytest

from municipalites.models import ChangementValeur, Valeur
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.gediq.admin.test_navigateur import check_everywhere

ADMIN = "/admin/municipalites"
REFUSED = (409,)


@pytest.fixture
def ville(transactional_db):
    """With figures of several years and sources, some absent, and what changed in them."""
    mrc = create_territoire(nom="MRC du Lac-Inventé")
    ville = create_municipalite(nom="Saint-Exemple-de-la-Longue-Rivière", parent=mrc)
    pop = create_indicateur("pop", libelle_fr="Population totale")
    imm = create_indicateur("menages", libelle_fr="Ménages privés occupés", unite="menages")
    for annee in (2011, 2016, 2021):
        source = create_source(producteur_fr="Statistique Canada", titre_fr=f"Recensement de {annee}")
        create_valeur(ville, pop, annee, 12345 + annee, source=source)
        create_valeur(ville, imm, annee, None, motif="confidentiel", source=source)
    trace = {"indicateur": pop, "source": source, "annee": 2021, "avant": "7 / 70", "apres": "14366"}
    ChangementValeur.objects.create(territoire_id=ville.pk, created_by=create_superuser(), **trace)
    create_entente(ville, mrc)
    return ville


def grid(ville):
    return f"{ADMIN}/municipalite/{ville.pk}/chiffres/"


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_municipalities_are_accessible(new_page, axe, ville, dark):
    entente = ville.ententes.get()
    page = new_page(user=create_superuser(), dark=dark)
    addresses = [
        *(f"{ADMIN}/{model}/" for model in ("municipalite", "entente", "indicateur", "source")),
        *(f"{ADMIN}/{model}/add/" for model in ("entente", "indicateur", "source", "programmeaide")),
        f"{ADMIN}/entente/{entente.pk}/change/",
        grid(ville),
        f"{grid(ville)}?famille=logement&annee=x&source=y",
    ]

    for address in addresses:
        page.goto(address)
        check_everywhere(page, axe)


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_refused_and_compared_figures_are_accessible(new_page, axe, ville, dark):
    page = new_page(user=create_superuser(), dark=dark, expected_statuses=REFUSED)
    page.goto(grid(ville))
    page.fill("td input[type=text] >> nth=0", "à peu près mille")
    page.click("text=Enregistrer les chiffres")
    page.wait_for_selector(".resume-erreurs:focus")
    check_everywhere(page, axe)

    page.goto(grid(ville))
    Valeur.objects.filter(annee=2011, valeur__isnull=False).update(valeur=5)
    page.fill("td input[type=text] >> nth=0", "8 000")
    page.click("text=Enregistrer les chiffres")
    page.wait_for_selector(".avis-attention:focus")
    check_everywhere(page, axe)
    page.click("text=Enregistrer les chiffres")
    page.wait_for_selector(".messagelist")

    assert Valeur.objects.get(annee=2011, valeur__isnull=False).valeur == 8000


@pytest.mark.axe
def test_grid_that_is_only_read_and_act_to_confirm_are_accessible(new_page, axe, ville):
    page = new_page(user=create_utilisateur("Lecture"))
    page.goto(grid(ville))
    check_everywhere(page, axe)

    page = new_page(user=create_superuser())
    page.goto(f"{ADMIN}/municipalite/")
    page.check("input.action-select")
    page.select_option("select[name=action]", "close_selected")
    page.click("button[name=index]")
    page.wait_for_selector("#id_successeur")
    check_everywhere(page, axe)


def test_chosen_signatory_is_found_as_one_types(new_page, ville):
    page = new_page(user=create_superuser())
    page.goto(f"{ADMIN}/entente/add/")
    page.click(".field-signataires .select2-selection")
    page.keyboard.type("saint exemple")
    page.wait_for_selector("text=Saint-Exemple-de-la-Longue-Rivière (")

    assert "MRC du Lac-Inventé" in page.inner_text(".select2-results")
