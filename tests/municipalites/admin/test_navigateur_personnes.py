"""Departures, replacements and erasures in a real browser: no violation, no sideways scroll."""

import pytest
from allauth.mfa.models import Authenticator

from gediq.domain.jetons import create_jeton
from gediq.models import EvenementCompte, Identite
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import (
    create_acces,
    create_contact,
    create_courriel,
    create_note_appel,
    create_releve,
)
from tests.gediq.admin.test_navigateur import check_everywhere

ADRESSE = "paule.essai-longue@ville-de-saint-exemple.example"
GONE = (410,)


@pytest.fixture
def by(transactional_db):
    return create_superuser(nom="Ana")


@pytest.fixture
def ville(by):
    return create_municipalite(nom="Saint-Exemple-de-la-Longue-Rivière")


@pytest.fixture
def contact(ville):
    return create_contact(territoire_id=ville.pk, courriel=ADRESSE, nom="Paule Essai")


@pytest.fixture
def releve(contact, ville):
    create_acces(create_utilisateur(courriel=ADRESSE, is_staff=False, est_municipal=True), ville)
    return create_releve(ancien_courriel=ADRESSE, message="Depuis lundi.\nMerci!")


@pytest.fixture
def lea(by):
    lea = create_utilisateur("Rédaction", nom="Léa")
    Authenticator.objects.create(user=lea, type="totp", data={})
    EvenementCompte.objects.create(utilisateur=lea, type_evenement="facteur_ajoute", par=lea)
    create_note_appel(rappeler_le="2020-01-01", responsable=lea)
    return lea


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_the_team_are_accessible(new_page, axe, by, lea, releve, contact, dark):
    page = new_page(user=by, dark=dark)
    account = f"/admin/gediq/utilisateur/{lea.pk}"

    for address in (
        "/admin/gediq/utilisateur/",
        *(f"{account}/{suffix}/" for suffix in ("change", "depart", "second-facteur")),
        "/admin/municipalites/releve/",
        f"/admin/municipalites/releve/add/?contact={contact.pk}",
        f"/admin/municipalites/releve/{releve.pk}/change/",
        f"/admin/municipalites/contact/{contact.pk}/effacer/",
    ):
        page.goto(address)
        check_everywhere(page, axe)


@pytest.mark.axe
@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_of_who_left_is_accessible_in_all_its_states(new_page, axe, by, dark, langue):
    Identite.objects.update_or_create(pk=1, defaults={"courriel": "bonjour@gedciq.example"})
    token = create_jeton("releve", create_courriel(destinataire=ADRESSE).pk)
    page = new_page(dark=dark, expected_statuses=GONE)

    page.goto(f"/{langue}/espace/releve/{token}/")
    check_everywhere(page, axe)
    page.click(".compte-formulaire button[type=submit]")
    page.wait_for_selector(".avis-erreur")
    check_everywhere(page, axe)
    page.fill("#id_nom", "Noé Essai")
    page.click(".compte-formulaire button[type=submit]")
    page.wait_for_selector(".avis-succes")
    check_everywhere(page, axe)
    page.goto(f"/{langue}/espace/releve/inconnu/")
    check_everywhere(page, axe)


def test_staff_confirm_a_replacement_with_the_keyboard(new_page, by, releve):
    page = new_page(user=by)
    page.goto(f"/admin/municipalites/releve/{releve.pk}/change/")

    page.focus("#id_telephone")
    page.keyboard.type("514 555-0111")
    page.keyboard.press("Enter")

    page.wait_for_selector(".messagelist .success")
    releve.refresh_from_db()
    assert releve.issue == "confirmee"
