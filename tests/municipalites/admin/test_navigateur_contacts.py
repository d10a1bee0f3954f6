"""Contacts and notes in a real browser: no violation, no sideways scroll, and a note in a few keys."""

import pytest

from municipalites.models import NoteAppel
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_consentement, create_contact, create_note_appel
from tests.gediq.admin.test_navigateur import check_everywhere

ADMIN = "/admin/municipalites"


@pytest.fixture
def contact(transactional_db):
    ville = create_municipalite(nom="Saint-Exemple-de-la-Longue-Rivière")
    contact = create_contact(
        nom="Camille Essai-Dubois",
        fonction="Conseillère en développement social et en accueil",
        telephone="514 555-0100, poste 1234",
        courriel="camille.essai-dubois@ville-inventee.exemple.org",
        territoire_id=ville.pk,
    )
    contact.themes.add(create_theme())
    create_consentement(contact)
    create_note_appel(
        contact, texte="Attend le référentiel sur la concertation. " * 4, rappeler_le="2020-06-05"
    )
    create_contact(territoire_id=ville.pk, nom="", parti_le="2020-01-01")
    return contact


@pytest.mark.axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_contacts_are_accessible(new_page, axe, contact, dark):
    page = new_page(user=create_utilisateur("Rédaction", langue="fr"), dark=dark)
    addresses = [
        f"{ADMIN}/contact/",
        f"{ADMIN}/contact/add/",
        f"{ADMIN}/contact/{contact.pk}/change/",
        f"{ADMIN}/municipalite/{contact.territoire_id}/change/",
        f"{ADMIN}/noteappel/",
        f"{ADMIN}/noteappel/{contact.notes_appel.get().pk}/change/",
        f"{ADMIN}/noteappel/noter/?contact={contact.pk}",
    ]

    for address in addresses:
        page.goto(address)
        check_everywhere(page, axe)


@pytest.mark.axe
@pytest.mark.parametrize("act", ["note_selected", "verify_selected", "leave_selected", "copy_selected"])
def test_acts_on_contacts_are_accessible(new_page, axe, contact, act):
    page = new_page(user=create_utilisateur("Rédaction", langue="fr"))
    page.goto(f"{ADMIN}/contact/")
    page.check("#action-toggle")
    page.select_option("select[name=action]", act)
    page.click("button[name=index]")
    page.wait_for_selector(".submit-row, #adresses")

    check_everywhere(page, axe)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_note_is_written_with_a_few_keys_and_the_list_comes_back(new_page, contact, javascript):
    page = new_page(user=create_utilisateur("Rédaction", langue="fr"), javascript=javascript)
    page.goto(f"{ADMIN}/contact/?q=camille")

    page.click(".field-noter a")
    page.wait_for_selector("textarea:focus")
    page.keyboard.type("Rappeler au sujet de la formation.")
    page.check("text=Dans une semaine")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/?q=camille")

    assert "Note enregistrée. Rappel le" in page.inner_text(".messagelist")
    assert "Rappeler au sujet de la formation." in page.inner_text("#result_list")
    assert NoteAppel.objects.filter(texte="Rappeler au sujet de la formation.").count() == 1
