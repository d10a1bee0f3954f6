"""The first page: who signs in, how, and in which language."""

from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import IntegrityError, transaction

from gediq.models import Utilisateur
from tests.factories.comptes import MOT_DE_PASSE, create_utilisateur
from tests.gediq.comptes.gestes import (
    CONNEXION,
    ask_code,
    code_received,
    give_code,
    give_password,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db


def test_capitals_in_the_address_do_not_matter(client):
    create_utilisateur("Lecture", courriel="Marie.Tremblay@Exemple.org")

    response = give_password(client, "MARIE.tremblay@exemple.ORG")

    assert response.headers["Location"] == "/admin/"


def test_one_mailbox_makes_one_account():
    create_utilisateur(courriel="marie@exemple.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_utilisateur(courriel="MARIE@exemple.org")

    assert Utilisateur.objects.count() == 1


def visible(response):
    """The page but for what changes at each answer."""
    text = response.content.decode()
    return text.replace(str(response.context["csrf_token"]), "")


def test_a_wrong_password_an_unknown_address_and_a_closed_account_get_the_same_page(client):
    create_utilisateur(courriel="marie1@exemple.org")
    create_utilisateur(courriel="marie2@exemple.org", is_active=False)
    create_utilisateur(courriel="marie3@exemple.org", is_staff=False, est_municipal=True)

    wrong = give_password(client, "marie1@exemple.org", "autre chose")
    others = [give_password(client, f"marie{n}@exemple.org") for n in (2, 3, 4)]

    assert "ne vont pas ensemble" in wrong.content.decode()
    for rank, other in enumerate(others, start=2):
        assert (other.status_code, visible(other).replace(f"marie{rank}", "marie1")) == (200, visible(wrong))


@pytest.mark.parametrize("courriel", ["marie@exemple.org", "inconnue@exemple.org"])
def test_the_password_costs_the_same_for_an_unknown_address(client, courriel):
    create_utilisateur(courriel="marie@exemple.org")

    with mock.patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as encode:
        give_password(client, courriel, "autre chose")

    assert encode.call_count == 1


def test_a_municipal_person_has_no_password_even_if_one_was_left(client):
    create_utilisateur(courriel="marie@exemple.org", is_staff=False, est_municipal=True)

    response = give_password(client, "marie@exemple.org")

    assert response.status_code == 200
    assert not response.wsgi_request.user.is_authenticated


def test_a_member_of_the_team_arrives_in_the_back_office_for_twelve_hours(client):
    create_utilisateur("Lecture", courriel="marie@exemple.org")

    response = sign_in_by_code(client, "marie@exemple.org")

    assert response.headers["Location"] == "/admin/"
    assert client.session.get_expiry_age() == pytest.approx(12 * 3600, abs=60)


def test_a_session_does_not_last_longer_for_being_used(client):
    create_utilisateur("Lecture", courriel="marie@exemple.org")
    sign_in_by_code(client, "marie@exemple.org")
    end = client.session.get_expiry_date()

    client.post("/comptes/", {"nom": "Marie", "langue": "fr"})

    assert client.session.get_expiry_date() == end


def test_the_address_asked_for_is_opened_after_a_code(client):
    create_utilisateur("Lecture", courriel="marie@exemple.org")

    response = sign_in_by_code(client, "marie@exemple.org", next="/admin/gediq/page/")

    assert response.headers["Location"] == "/admin/gediq/page/"


@pytest.mark.parametrize(
    "suite", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "javascript:1"]
)
@pytest.mark.parametrize("way", [give_password, sign_in_by_code])
def test_no_link_leads_out_of_the_site_by_the_sign_in(client, suite, way):
    create_utilisateur("Lecture", courriel="marie@exemple.org")

    response = way(client, "marie@exemple.org", next=suite)

    assert response.headers["Location"] == "/admin/"


def test_an_open_session_does_not_lead_out_of_the_site_either(client):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(CONNEXION, {"next": "//ailleurs.example"}).headers["Location"] == "/admin/"


def test_an_account_that_is_closed_is_out_at_its_next_request(client):
    person = create_utilisateur("Lecture", courriel="marie@exemple.org")
    sign_in_by_code(client, "marie@exemple.org")
    assert client.get("/admin/").status_code == 200

    Utilisateur.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_a_changed_address_ends_the_old_one(client):
    person = create_utilisateur("Lecture", courriel="ancienne@exemple.org")
    sign_in_by_code(client, "ancienne@exemple.org")
    client.logout()
    ask_code(client, "ancienne@exemple.org")
    waiting = code_received()

    person.courriel = "nouvelle@exemple.org"
    person.save()

    assert EmailAddress.objects.count() == 0
    assert give_code(client, waiting).status_code == 200
    assert give_password(client, "ancienne@exemple.org").status_code == 200
    assert give_password(client, "nouvelle@exemple.org").status_code == 302


def test_an_address_kept_by_the_library_opens_nothing(client):
    person = create_utilisateur("Lecture", courriel="marie@exemple.org")
    EmailAddress.objects.create(user=person, email="autre@exemple.org", verified=True, primary=True)

    assert give_password(client, "autre@exemple.org").status_code == 200


def test_before_sign_in_the_page_is_french_whatever_the_browser_says(client):
    content = client.get(CONNEXION, headers={"accept-language": "en-CA,en"}).content.decode()

    assert '<html lang="fr-CA">' in content
    assert 'hreflang="en"' in content


def test_a_link_gives_the_sign_in_pages_in_english(client):
    first = client.get(CONNEXION + "?langue=en")
    second = client.get(ask_code(client, "a@exemple.org", CONNEXION + "?langue=en").headers["Location"])

    assert '<html lang="en-CA">' in first.content.decode()
    assert '<html lang="en-CA">' in second.content.decode()


def test_the_admin_speaks_the_person_s_language(client):
    client.force_login(create_utilisateur("Lecture", langue="en"))

    assert '<html lang="en' in client.get("/admin/").content.decode()


def test_a_one_time_password_opens_only_the_page_that_replaces_it(client):
    create_utilisateur("Lecture", courriel="marie@exemple.org", mot_de_passe_provisoire=True)
    give_password(client, "marie@exemple.org")

    assert client.get("/admin/").headers["Location"] == "/comptes/mot-de-passe/"
    assert client.get("/comptes/").headers["Location"] == "/comptes/mot-de-passe/"

    new = {"new_password1": "trois vaches dans le pré", "new_password2": "trois vaches dans le pré"}
    response = client.post("/comptes/mot-de-passe/", {"old_password": MOT_DE_PASSE} | new)

    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_admin_sends_to_the_one_sign_in_page_and_back(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1] == ("/comptes/connexion/?next=/admin/", 302)


def test_an_account_outside_the_team_is_refused_without_a_loop(client):
    client.force_login(create_utilisateur(is_staff=False))

    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("address", ["/admin/logout/", "/comptes/deconnexion/"])
def test_sign_out_is_a_post(client, address):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/comptes/inscription/", "/comptes/signup/", "/comptes/connexion/inscription/"]
)
def test_nobody_registers_alone(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("courriel", [f"{'m' * 60}@{('v' * 60 + '.') * 4}ca", "marie@vil\u200ele.ca"])
def test_an_address_no_mail_can_reach_is_refused_in_the_form(client, courriel):
    response = ask_code(client, courriel)

    assert response.status_code == 200
    assert "courriel" in response.context["form"].errors
