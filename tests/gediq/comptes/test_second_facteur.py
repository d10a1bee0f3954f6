"""The second factor: asked of who has one, required of the team in production, never kept in clear."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import TestCase

from gediq.domain.connexion import has_second_factor, remove_second_factor
from gediq.models import EvenementCompte
from tests.factories.comptes import MOT_DE_PASSE, create_superuser, create_utilisateur
from tests.gediq.comptes.gestes import (
    SECOND_FACTEUR,
    add_application,
    code_of,
    give_password,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db
PAGE = "/comptes/second-facteur/"
APPLICATION = PAGE + "application/"
CODES = PAGE + "codes/"
CONFIANCE = "/comptes/connexion/confiance/"
MARIE = "marie@exemple.org"


@pytest.fixture
def marie():
    return create_utilisateur("Lecture", courriel=MARIE, nom="Marie")


@pytest.fixture
def protected(marie):
    marie.secret, marie.secours = add_application(marie)
    return marie


def post(client, address, **data):
    """With what follows a transaction done, as outside a test."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, data)


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- Opening a session ---------------------------------------------------------------------------


@pytest.mark.parametrize("way", [give_password, sign_in_by_code])
def test_neither_a_password_nor_a_code_is_enough_for_who_has_a_second_factor(client, protected, way):
    response = way(client, MARIE)

    assert response.headers["Location"] == SECOND_FACTEUR
    assert not is_signed_in(client)
    assert client.get("/admin/").status_code == 302


def test_the_code_of_the_application_opens_the_session_where_one_was_going(client, protected):
    give_password(client, MARIE, next="/admin/gediq/page/")

    answer = client.post(SECOND_FACTEUR, {"code": code_of(protected.secret)})
    end = client.post(CONFIANCE, {"action": ""})

    assert answer.headers["Location"] == CONFIANCE
    assert end.headers["Location"] == "/admin/gediq/page/"
    assert client.session.get_expiry_age() == pytest.approx(12 * 3600, abs=60)


def test_a_code_of_the_application_serves_once(client, protected):
    code = code_of(protected.secret)
    for browser, expected in ((client, 302), (type(client)(), 200)):
        give_password(browser, MARIE)
        assert browser.post(SECOND_FACTEUR, {"code": code}).status_code == expected


def test_a_recovery_code_serves_once_in_its_place(client, protected):
    for browser, expected in ((client, 302), (type(client)(), 200)):
        give_password(browser, MARIE)
        assert browser.post(SECOND_FACTEUR, {"code": protected.secours}).status_code == expected


def test_a_wrong_second_factor_opens_nothing(client, protected):
    give_password(client, MARIE)

    response = client.post(SECOND_FACTEUR, {"code": "000000"})

    assert "Ce code n’est pas le bon" in response.content.decode()
    assert not is_signed_in(client)


def test_a_changed_key_of_the_site_refuses_codes_in_words(client, protected, settings):
    settings.SECRET_KEY = "une autre clé des essais 0123456789-0123456789-0123456789"
    give_password(client, MARIE)

    response = client.post(SECOND_FACTEUR, {"code": code_of(protected.secret)})

    assert (response.status_code, is_signed_in(client)) == (200, False)
    assert "Ce code n’est pas le bon" in response.content.decode()


def test_the_step_speaks_the_person_s_language(client, protected):
    protected.langue = "en"
    protected.save()
    give_password(client, MARIE)

    assert '<html lang="en-CA">' in client.get(SECOND_FACTEUR).content.decode()


def test_the_step_alone_opens_nothing(client, protected):
    assert client.get(SECOND_FACTEUR).headers["Location"] == "/comptes/connexion/"
    assert client.post(SECOND_FACTEUR, {"code": code_of(protected.secret)}).status_code == 302
    assert client.post(CONFIANCE, {"action": "trust"}).headers["Location"] == "/comptes/connexion/"
    assert not is_signed_in(client)


# --- A trusted device ----------------------------------------------------------------------------


def trust(client, person):
    give_password(client, MARIE)
    client.post(SECOND_FACTEUR, {"code": code_of(person.secret)})
    response = client.post(CONFIANCE, {"action": "trust"})
    client.post("/comptes/deconnexion/")
    return response


def test_a_trusted_device_is_not_asked_for_thirty_days(client, protected):
    cookie = trust(client, protected).cookies["mfa_trusted"]

    assert cookie["max-age"] == 30 * 86400
    assert cookie["httponly"]
    assert give_password(client, MARIE).headers["Location"] == "/admin/"


def test_a_device_trusted_by_one_is_not_trusted_for_another(client, protected):
    other = create_utilisateur("Lecture", courriel="jean@exemple.org")
    add_application(other)
    trust(client, protected)

    assert give_password(client, "jean@exemple.org").headers["Location"] == SECOND_FACTEUR


def test_trust_ends_by_a_click_on_the_device(client, protected):
    trust(client, protected)
    give_password(client, MARIE)

    client.post("/comptes/appareil/oublier/")
    client.post("/comptes/deconnexion/")

    assert give_password(client, MARIE).headers["Location"] == SECOND_FACTEUR


def test_closing_the_other_sessions_ends_the_trust_of_every_device_and_no_recovery_code(client, protected):
    trust(client, protected)
    client.post("/comptes/deconnexion/")
    elsewhere = type(client)()
    give_password(elsewhere, MARIE)
    elsewhere.post(SECOND_FACTEUR, {"code": protected.secours})
    elsewhere.post(CONFIANCE, {"action": ""})

    elsewhere.post("/comptes/sessions/fermer/")

    assert give_password(client, MARIE).headers["Location"] == SECOND_FACTEUR
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 9


# --- Adding and removing -------------------------------------------------------------------------


def activate(client):
    """The secret is on the page; its first code proves that it was copied."""
    secret = client.get(APPLICATION).context["form"].secret
    return secret, post(client, APPLICATION, code=code_of(secret))


def test_an_application_is_added_just_after_signing_in_and_its_owner_is_told(client, marie):
    give_password(client, MARIE)

    secret, response = activate(client)

    assert response.headers["Location"] == CODES
    assert has_second_factor(marie)
    evenement = EvenementCompte.objects.get()
    assert (evenement.type_evenement, evenement.par) == ("facteur_ajoute", marie)
    assert mail.outbox[-1].to == [MARIE]
    assert "Un second facteur a été ajouté" in mail.outbox[-1].body


def test_an_old_session_proves_itself_before_touching_the_factors(client, marie):
    client.force_login(marie)

    response = client.get(APPLICATION)

    assert response.headers["Location"] == "/comptes/verifier/?next=" + APPLICATION.replace("/", "%2F")
    assert "mot de passe n’est pas" in client.post("/comptes/verifier/", {"password": "x"}).content.decode()
    proven = client.post("/comptes/verifier/", {"password": MOT_DE_PASSE, "next": APPLICATION})
    assert proven.headers["Location"] == APPLICATION
    assert client.get(APPLICATION).status_code == 200


def test_a_second_factor_proves_its_owner_again(client, protected):
    client.force_login(protected)
    address = client.get(APPLICATION + "retirer/").headers["Location"]

    assert "Avec un code de l’application" in client.get(address).content.decode()
    client.post("/comptes/verifier/code/", {"code": code_of(protected.secret)})
    assert client.get(APPLICATION + "retirer/").status_code == 200


def test_a_wrong_first_code_adds_nothing(client, marie):
    give_password(client, MARIE)
    client.get(APPLICATION)

    response = post(client, APPLICATION, code="000000")

    assert response.status_code == 200
    assert not has_second_factor(marie)


def prove(client):
    client.post("/comptes/verifier/", {"password": MOT_DE_PASSE})


def test_an_application_is_removed_with_its_recovery_codes_and_its_owner_is_told(client, protected):
    client.force_login(protected)
    prove(client)

    assert client.get(APPLICATION + "retirer/").status_code == 200
    assert has_second_factor(protected)
    post(client, APPLICATION + "retirer/")

    assert not Authenticator.objects.exists()
    assert EvenementCompte.objects.get().type_evenement == "facteur_retire"
    assert "Un second facteur a été retiré" in mail.outbox[-1].body


def test_in_production_the_last_factor_is_not_removed(client, protected, settings):
    settings.PRODUCTION = True
    client.force_login(protected)
    prove(client)

    response = post(client, APPLICATION + "retirer/")

    assert "Il faut garder un second facteur" in response.content.decode()
    assert has_second_factor(protected)


# --- Recovery codes ------------------------------------------------------------------------------


def test_recovery_codes_are_shown_once_and_only_when_asked(client, marie):
    give_password(client, MARIE)
    activate(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    asked = client.get(CODES).content.decode()
    shown = client.post(CODES).content.decode()
    again = client.post(CODES)

    assert not any(code in asked for code in codes)
    assert all(code in shown for code in codes)
    assert again.headers["Location"] == CODES
    assert "Il vous reste 10 codes." in client.get(CODES).content.decode()


def test_new_recovery_codes_end_the_earlier_ones(client, protected):
    client.force_login(protected)
    prove(client)

    shown = post(client, CODES + "creer/").content.decode()

    kept = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(code in shown for code in kept)
    assert protected.secours not in kept


def test_without_a_factor_there_are_no_recovery_codes(client, marie):
    give_password(client, MARIE)

    assert post(client, CODES + "creer/").headers["Location"] == PAGE
    assert post(client, CODES).headers["Location"] == CODES
    assert not Authenticator.objects.exists()


# --- What is kept --------------------------------------------------------------------------------


def test_no_secret_is_in_clear_in_the_database(client, marie):
    give_password(client, MARIE)
    secret = client.get(APPLICATION).context["form"].secret
    waiting = str([session.get_decoded() for session in Session.objects.all()])
    post(client, APPLICATION, code=code_of(secret))
    client.post(CODES)

    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    rows = str(list(Authenticator.objects.values()))
    after = str([session.get_decoded() for session in Session.objects.all()])
    for text in (secret, *codes.get_unused_codes()):
        assert text not in rows + waiting + after


def test_outside_the_team_there_is_no_second_factor(client):
    client.force_login(create_utilisateur(is_staff=False, est_municipal=True))

    for path in (PAGE, APPLICATION, CODES, PAGE + "cles/ajouter/", "/comptes/mot-de-passe/"):
        assert (path, client.get(path).status_code) in {(path, 403), ("/comptes/mot-de-passe/", 200)}


def test_a_factor_reset_by_an_administrator_closes_the_session_at_once(client, protected):
    client.force_login(protected)
    pending = type(client)()
    give_password(pending, MARIE)

    remove_second_factor(protected, by=create_superuser())

    assert client.get("/admin/").status_code == 302
    assert pending.get(SECOND_FACTEUR).headers["Location"] == "/comptes/connexion/"


def test_the_home_of_the_back_office_tells_who_has_none(client, marie):
    client.force_login(marie)
    assert "pas encore de second facteur" in client.get("/admin/").content.decode()

    add_application(marie)

    assert "pas encore de second facteur" not in client.get("/admin/").content.decode()
