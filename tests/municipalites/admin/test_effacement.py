"""« Effacer cette personne… »: seen first, done by a POST, by Administration alone."""

import pytest
from django.test import Client
from reversion.models import Version

from gediq.domain.edition import recording, save_edited
from gediq.models import Courriel
from municipalites.models import Contact
from tests.factories.comptes import create_utilisateur
from tests.factories.personnes import create_contact, create_courriel, create_note_appel
from tests.gediq.admin.conftest import sign_in
from tests.gediq.admin.test_historique import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/municipalites/contact/"


def page(contact):
    return f"{LIST}{contact.pk}/effacer/"


@pytest.fixture
def client():
    create_utilisateur("Administration")
    return sign_in(create_utilisateur("Administration"))


@pytest.fixture
def contact():
    contact = create_contact(nom="Paule Essai", courriel="paule@ville.example")
    create_note_appel(contact)
    create_courriel(destinataire="paule@ville.example")
    return contact


def test_page_says_what_would_go_and_a_look_erases_nothing(client, contact):
    text = text_of(client.get(page(contact)))

    assert "1 contact" in text
    assert "1 note d’appel" in text
    assert "1 courriel envoyé" in text
    assert Contact.objects.get() == contact


def test_post_erases_from_every_app(client, contact):
    answer = client.post(page(contact), follow=True)

    assert "Personne effacée." in answer.content.decode()
    assert Contact.objects.count() == 0
    assert Courriel.objects.count() == 0


def test_contact_without_an_address_goes_with_its_history(client):
    contact = create_contact(nom="Sans Adresse", courriel="")
    other = create_contact(courriel="")
    note = create_note_appel(other, texte="A remplacé Sans Adresse.")
    with recording(comment="Modification"):
        save_edited(contact)
        save_edited(other)

    client.post(page(contact))

    note.refresh_from_db()
    assert note.texte == "A remplacé […]."
    assert Contact.objects.get() == other
    assert [version.field_dict["nom"] for version in Version.objects.get_for_model(Contact)] == [other.nom]


def test_address_of_the_team_is_refused_in_words(client):
    member = create_utilisateur()
    contact = create_contact(courriel=member.courriel)

    answer = client.post(page(contact))

    assert "C’est un compte de l’équipe" in text_of(answer)
    assert Contact.objects.get() == contact


@pytest.mark.parametrize("groups", [["Rédaction"], ["Enquêtes"], ["Lecture"]])
def test_page_is_for_administration_alone(contact, groups):
    editor = sign_in(create_utilisateur(*groups))

    statuses = [editor.get(page(contact)).status_code, editor.post(page(contact)).status_code]

    assert statuses == [403, 403]
    assert Client().post(page(contact)).status_code == 302
    assert Contact.objects.get() == contact


def test_page_of_a_contact_offers_it_to_administration_alone(client, contact):
    change = f"{LIST}{contact.pk}/change/"
    editor = sign_in(create_utilisateur("Rédaction"))

    offered = [page(contact) in who.get(change).content.decode() for who in (client, editor)]

    assert offered == [True, False]
