"""Who signs in, how, and in which language."""

import pytest
from django.db import IntegrityError, transaction

from gediq.models import Utilisateur
from tests.factories.comptes import MOT_DE_PASSE, create_utilisateur

pytestmark = pytest.mark.django_db
CONNEXION = "/comptes/connexion/"


def sign_in(client, courriel, mot_de_passe=MOT_DE_PASSE, suite=""):
    return client.post(CONNEXION + suite, {"username": courriel, "password": mot_de_passe})


def test_capitals_in_the_address_do_not_matter(client):
    create_utilisateur("Lecture", courriel="Marie.Tremblay@Exemple.org")

    response = sign_in(client, "MARIE.tremblay@exemple.ORG")

    assert response.headers["Location"] == "/admin/"


def test_one_mailbox_makes_one_account():
    create_utilisateur(courriel="marie@exemple.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_utilisateur(courriel="MARIE@exemple.org")

    assert Utilisateur.objects.count() == 1


def test_a_wrong_password_gets_the_same_sentence_as_an_unknown_address(client):
    create_utilisateur(courriel="marie@exemple.org")

    wrong = sign_in(client, "marie@exemple.org", "autre chose")
    unknown = sign_in(client, "inconnue@exemple.org", "autre chose")

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert "ne vont pas ensemble" in wrong.content.decode()


def test_before_sign_in_the_page_is_french_whatever_the_browser_says(client):
    content = client.get(CONNEXION, headers={"accept-language": "en-CA,en"}).content.decode()

    assert '<html lang="fr-CA">' in content
    assert 'hreflang="en"' in content


def test_a_link_gives_the_sign_in_page_in_english(client):
    response = client.get(CONNEXION + "?langue=en")

    assert '<html lang="en-CA">' in response.content.decode()


def test_the_admin_speaks_the_person_s_language(client):
    client.force_login(create_utilisateur("Lecture", langue="en"))

    assert '<html lang="en' in client.get("/admin/").content.decode()


def test_a_one_time_password_opens_only_the_page_that_replaces_it(client):
    person = create_utilisateur("Lecture", mot_de_passe_provisoire=True)
    client.force_login(person)

    assert client.get("/admin/").headers["Location"] == "/comptes/mot-de-passe/"

    client.post(
        "/comptes/mot-de-passe/",
        {
            "old_password": MOT_DE_PASSE,
            "new_password1": "trois vaches dans le pré",
            "new_password2": "trois vaches dans le pré",
        },
    )

    assert client.get("/admin/").status_code == 200


def test_the_admin_sends_to_the_one_sign_in_page_and_back(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1] == ("/comptes/connexion/?next=/admin/", 302)


def test_an_account_outside_the_team_is_refused_without_a_loop(client):
    client.force_login(create_utilisateur(is_staff=False))

    assert client.get("/admin/", follow=True).status_code == 403


def test_sign_out_is_a_post(client):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/").status_code == 302
    assert client.get("/admin/").status_code == 302
