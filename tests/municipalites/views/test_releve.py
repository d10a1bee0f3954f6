"""« Ce n’est plus vous? »: a form that tells, and changes nothing but what waits for the team."""

import pytest
from django.core.cache import cache
from django.test import Client

from gediq.domain.jetons import create_jeton, revoke_jetons
from gediq.models import Identite
from municipalites.models import AccesMunicipal, Contact, Releve
from tests.factories.personnes import create_acces, create_contact, create_courriel
from tests.pages import Page

pytestmark = pytest.mark.django_db
TOLD = {
    "sait": "oui",
    "nom": "Noé Essai",
    "courriel": "Noe@Exemple.org",
    "telephone": "514 555-0123",
    "fonction": "Conseil",
    "message": "Depuis lundi.",
}


@pytest.fixture(autouse=True)
def no_earlier_limit():
    cache.clear()


@pytest.fixture
def courriel():
    return create_courriel(destinataire="paule@ville.example", nom="Paule Ancienne")


@pytest.fixture
def path(courriel):
    return f"/fr/espace/releve/{create_jeton('releve', courriel.pk)}/"


def test_what_is_told_waits_for_the_team_and_nothing_else_changes(client, path):
    contact, acces = create_contact(courriel="paule@ville.example"), create_acces()

    answer = client.post(path, TOLD, follow=True)

    releve = Releve.objects.get()
    assert "Merci" in answer.content.decode()
    assert (releve.ancien_courriel, releve.courriel) == ("paule@ville.example", "noe@exemple.org")
    assert (releve.nom, releve.telephone, releve.fonction) == ("Noé Essai", "514 555-0123", "Conseil")
    assert releve.message == "Depuis lundi."
    assert releve.traitee_le is None
    assert Contact.objects.get().parti_le is contact.parti_le is None
    assert AccesMunicipal.objects.active().get() == acces


def test_opening_the_link_records_nothing(client, path):
    client.get(path)
    client.head(path)

    assert Releve.objects.count() == 0


def test_page_tells_of_whom_it_speaks_without_the_address_nor_the_name(client, path):
    text = client.get(path).content.decode()

    assert "p…e@ville.example" in text
    assert "paule" not in text.casefold()


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_page_speaks_the_language_of_its_address(client, path, langue):
    page = Page(client.get(path.replace("/fr/", f"/{langue}/")).content.decode())

    assert page.lang.startswith(langue)
    assert page.count("form") == 1


def test_same_words_told_twice_make_one_row_and_other_words_another(client, path):
    client.post(path, TOLD)
    client.post(path, TOLD)
    client.post(path, {**TOLD, "nom": "Zoé Essai"})

    assert sorted(Releve.objects.values_list("nom", flat=True)) == ["Noé Essai", "Zoé Essai"]


def test_who_does_not_know_says_so_and_an_empty_form_is_refused(client, path):
    refused = client.post(path, {"sait": "oui"})
    client.post(path, {"sait": "non"})

    assert "Je ne sais pas" in refused.content.decode()
    assert "Le formulaire contient une erreur." in refused.content.decode()
    assert Releve.objects.get().nom == ""


@pytest.mark.parametrize("value", ["pas une adresse", "a@exemple.org\nBcc: b@exemple.org", "a,b@exemple.org"])
def test_an_address_that_is_none_is_refused_in_words(client, path, value):
    answer = client.post(path, {**TOLD, "courriel": value})

    assert answer.status_code == 200
    assert "courriel_error" in answer.content.decode()
    assert Releve.objects.count() == 0


def test_a_name_holds_on_one_line(client, path):
    client.post(path, {**TOLD, "nom": "Noé\r\nBcc: b@exemple.org"})

    assert Releve.objects.get().nom == "Noé Bcc: b@exemple.org"


def test_a_dead_link_says_how_to_reach_the_team_and_records_nothing(client, path, courriel):
    Identite.objects.update_or_create(pk=1, defaults={"courriel": "bonjour@gedciq.example"})
    revoke_jetons("releve", courriel.pk)

    answers = [client.get(path), client.post(path, TOLD), client.get("/fr/espace/releve/inconnu/")]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert all("bonjour@gedciq.example" in answer.content.decode() for answer in answers)
    assert Releve.objects.count() == 0


def test_the_link_of_an_invitation_does_not_open_this_page(client, courriel):
    path = f"/fr/espace/releve/{create_jeton('invitation', courriel.pk)}/"

    assert client.get(path).status_code == 410


def test_a_link_told_again_and_again_asks_to_wait(client, path):
    statuses = [client.post(path, {**TOLD, "nom": f"Essai {rank}"}).status_code for rank in range(12)]

    assert statuses[:3] == [302, 302, 302]
    assert statuses[-1] == 429
    assert Releve.objects.count() < 12


def test_page_is_never_kept_and_asks_for_its_own_form(path):
    strict = Client(enforce_csrf_checks=True)

    page, posted = strict.get(path), strict.post(path, TOLD)

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert 'rel="canonical"' not in page.content.decode()
    assert posted.status_code == 403
    assert Releve.objects.count() == 0
