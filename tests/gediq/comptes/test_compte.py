"""« Mon compte », and the promise that looking changes nothing."""

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from gediq.models import EvenementCompte, Utilisateur
from tests.adresses import OTHER_ARGUMENTS
from tests.factories.comptes import MOT_DE_PASSE, create_utilisateur
from tests.gediq.comptes.gestes import add_application, give_password, sign_in_by_code

pytestmark = pytest.mark.django_db
MARIE = "marie@exemple.org"
COMPTE = "/comptes/"
NOUVEAU = "trois vaches dans le pré"


@pytest.fixture
def marie():
    return create_utilisateur("Lecture", courriel=MARIE, nom="Marie")


def test_name_and_language_are_one_s_own_to_change(client, marie):
    client.force_login(marie)

    client.post(
        COMPTE, {"nom": "Marie Tremblay", "langue": "en", "is_superuser": "on", "courriel": "x@y.org"}
    )

    marie.refresh_from_db()
    assert (marie.nom, marie.langue, marie.is_superuser, marie.courriel) == (
        "Marie Tremblay",
        "en",
        False,
        MARIE,
    )
    assert '<html lang="en-CA">' in client.get(COMPTE).content.decode()


def test_an_empty_name_is_refused(client, marie):
    client.force_login(marie)

    assert client.post(COMPTE, {"nom": " ", "langue": "fr"}).status_code == 200
    assert Utilisateur.objects.get().nom == "Marie"


def test_a_municipal_person_sees_neither_password_nor_second_factor(client):
    person = create_utilisateur(courriel=MARIE, is_staff=False, est_municipal=True)
    person.set_unusable_password()
    person.save()
    client.force_login(person)

    content = client.get(COMPTE).content.decode()

    assert "Espace de ma municipalité" in content
    assert "ot de passe" not in content
    assert "econd facteur" not in content
    assert client.get("/comptes/mot-de-passe/").status_code == 403


def change_password(client, **data):
    fields = {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU} | data
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post("/comptes/mot-de-passe/", fields)


def test_a_changed_password_is_told_by_mail_and_closes_the_other_sessions(client, marie):
    other = type(client)()
    give_password(other, MARIE)
    give_password(client, MARIE)

    change_password(client)

    evenement = EvenementCompte.objects.get()
    assert (evenement.type_evenement, evenement.utilisateur, evenement.par) == ("mot_de_passe", marie, marie)
    assert mail.outbox[-1].to == [MARIE]
    assert "mot de passe de votre compte a été changé" in mail.outbox[-1].body
    assert NOUVEAU not in mail.outbox[-1].body
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_password_refused_changes_nothing_and_writes_to_nobody(client, marie):
    client.force_login(marie)

    assert change_password(client, old_password="faux").status_code == 200
    assert (EvenementCompte.objects.count(), mail.outbox) == (0, [])


def test_other_sessions_are_closed_by_a_click_and_not_this_one(client, marie):
    other, stranger = type(client)(), type(client)()
    for browser, courriel in ((client, MARIE), (other, MARIE), (stranger, "jean@exemple.org")):
        if courriel != MARIE:
            create_utilisateur("Lecture", courriel=courriel)
        sign_in_by_code(browser, courriel)

    client.post("/comptes/sessions/fermer/")

    assert [browser.get("/admin/").status_code for browser in (client, other, stranger)] == [200, 302, 200]


def test_the_first_account_of_the_site_signs_in_and_replaces_its_password(client, capsys):
    call_command("premier_compte")
    password = capsys.readouterr().out.split("provisoire\xa0: ")[1].split()[0]

    give_password(client, "equipe@gedciq.local", password)
    change_password(client, old_password=password)

    assert client.get("/admin/").status_code == 200


# --- GET changes nothing -------------------------------------------------------------------------


def names_of_accounts():
    resolver = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "comptes/")
    return sorted({pattern.name for pattern in resolver.url_patterns})


def state():
    """Every row of the site, but for the sessions, where a page may note what it has just shown."""
    models = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("name", names_of_accounts())
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_an_address_of_accounts_changes_nothing(client, marie, name, method):
    add_application(marie)
    give_password(client, MARIE)
    signed_in = type(client)()
    signed_in.force_login(marie)
    signed_in.post("/comptes/verifier/", {"password": MOT_DE_PASSE})
    before = state()

    for browser in (client, signed_in, type(client)()):
        getattr(browser, method)(reverse(name, args=OTHER_ARGUMENTS.get(name)))

    assert state() == before
    assert "_auth_user_id" in signed_in.session


@pytest.mark.parametrize("name", names_of_accounts())
def test_no_page_of_an_account_is_kept_by_anyone(client, name):
    response = client.get(reverse(name, args=OTHER_ARGUMENTS.get(name)))

    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", names_of_accounts())
def test_nothing_is_posted_from_another_site(name):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(reverse(name, args=OTHER_ARGUMENTS.get(name))).status_code == 403
