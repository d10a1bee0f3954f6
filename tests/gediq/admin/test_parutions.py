"""Releases in the back office: read, and made by one button."""

import pytest
from django.test import Client

from gediq.models import Parution
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_parution
from tests.factories.programmation import create_seance

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/gediq/parution/", "/admin/gediq/parution/add/"


@pytest.fixture
def sign_in():
    def open_client(group):
        client = Client()
        client.force_login(create_utilisateur(group))
        return client

    return open_client


def test_button_asks_first_and_says_what_will_be_released(sign_in):
    create_seance()
    client = sign_in("Rédaction")

    page = client.get(ADD).text

    assert ADD in client.get(LIST).text
    assert "Séances (1 ligne)" in page
    assert "Documents" not in page.split("<form")[1]
    assert not Parution.objects.exists()


def test_confirmed_it_releases_once_and_names_who_did(sign_in):
    create_seance()
    client = sign_in("Rédaction")

    first = client.post(ADD, follow=True)
    again = client.post(ADD, follow=True)

    parution = Parution.objects.get(jeu="seances")
    assert parution.created_by.groups.get().name == "Rédaction"
    assert "1 jeu de données a paru." in first.text
    assert "Rien n’a changé\xa0: rien n’a paru." in again.text


def test_nothing_new_has_no_button_to_press(sign_in):
    page = sign_in("Rédaction").get(ADD).text

    assert "revenez demain" in page
    assert "<form method" not in page.split('id="content-main"')[1]


def test_who_only_reads_cannot_release(sign_in):
    create_seance()
    client = sign_in("Lecture")

    assert ADD not in client.get(LIST).text
    assert [client.get(ADD).status_code, client.post(ADD).status_code] == [403, 403]
    assert not Parution.objects.exists()


def test_a_release_is_read_and_neither_changed_nor_deleted(sign_in):
    parution = create_parution(jeu="ancien")
    client = sign_in("Administration")
    path = f"{LIST}{parution.pk}/"

    page = client.get(f"{path}change/").text

    assert parution.empreinte in page
    assert "/fr/donnees/ancien/2020-06-05.csv" in page
    assert client.post(f"{path}change/", {"jeu": "autre"}).status_code == 403
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert Parution.objects.get().jeu == "ancien"
