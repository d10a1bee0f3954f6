"""Too many tries: the same page for all, known or not, by account and by address of the network."""

import pytest

from tests.factories.comptes import create_utilisateur
from tests.gediq.comptes.gestes import (
    CODE,
    CONNEXION,
    SECOND_FACTEUR,
    add_application,
    ask_code,
    code_of,
    give_code,
    give_password,
)

pytestmark = pytest.mark.django_db
MARIE = "marie@exemple.org"
RENVOYER = "/comptes/connexion/code/renvoyer/"


@pytest.fixture(autouse=True)
def marie():
    return create_utilisateur(courriel=MARIE)


def statuses(act, count):
    return [act().status_code for _time in range(count)]


@pytest.mark.parametrize("courriel", [MARIE, "inconnue@exemple.org"])
def test_five_codes_are_sent_to_an_address_in_a_quarter_of_an_hour(client, courriel):
    assert statuses(lambda: ask_code(client, courriel), 6) == [302] * 5 + [429]
    assert ask_code(client, "autre@exemple.org").status_code == 302


def test_asking_again_counts_as_asking(client):
    ask_code(client, MARIE)

    assert statuses(lambda: ask_code(client, "", RENVOYER), 5) == [302] * 4 + [429]


def test_capitals_make_no_other_address(client):
    statuses(lambda: ask_code(client, MARIE), 5)

    assert ask_code(client, MARIE.upper()).status_code == 429


@pytest.mark.parametrize("courriel", [MARIE, "inconnue@exemple.org"])
def test_five_wrong_passwords_close_the_account_s_for_a_while(client, courriel):
    assert statuses(lambda: give_password(client, courriel, "faux"), 6) == [200] * 5 + [429]
    assert give_password(client, courriel).status_code == 429


def test_good_passwords_are_not_counted(client):
    for _time in range(7):
        assert give_password(client, MARIE).status_code == 302
        client.logout()


def test_many_accounts_tried_from_one_place_are_stopped(client):
    tried = [give_password(client, f"personne{n}@exemple.org", "faux").status_code for n in range(11)]

    assert tried == [200] * 10 + [429]


def test_many_codes_tried_from_one_place_are_stopped(client):
    ask_code(client, MARIE)

    assert statuses(lambda: give_code(client, "x"), 31)[-2:] == [200, 429]


def test_a_second_factor_is_tried_five_times(client, marie):
    secret, _secours = add_application(marie)
    give_password(client, MARIE)

    assert statuses(lambda: client.post(SECOND_FACTEUR, {"code": "x"}), 6) == [200] * 5 + [429]
    assert client.post(SECOND_FACTEUR, {"code": code_of(secret)}).status_code == 429


def test_the_present_password_is_not_guessed_from_an_open_session(client, marie):
    client.force_login(marie)
    wrong = {"old_password": "faux", "new_password1": "x", "new_password2": "x"}

    assert statuses(lambda: client.post("/comptes/mot-de-passe/", wrong), 6) == [200] * 5 + [429]


def test_passkeys_are_tried_ten_times_a_minute(client):
    answers = statuses(lambda: client.post("/comptes/connexion/cle/", {"credential": "{}"}), 11)

    assert answers == [302] * 10 + [429]


def test_the_page_is_in_the_language_of_who_asks(client):
    french = [ask_code(client, MARIE) for _time in range(6)][-1].content.decode()
    english = ask_code(client, MARIE, CONNEXION + "?langue=en").content.decode()

    assert '<html lang="fr-CA">' in french
    assert '<html lang="en-CA">' in english
    assert MARIE not in french + english


def test_looking_at_the_pages_is_not_counted(client):
    ask_code(client, MARIE)
    for _time in range(40):
        assert (client.get(CONNEXION).status_code, client.get(CODE).status_code) == (200, 200)


def ask_from(client, forwarded):
    """A new address each time: only the place is counted."""
    ask_from.count += 1
    headers = {"x-forwarded-for": forwarded}
    return client.post(CONNEXION, {"courriel": f"p{ask_from.count}@exemple.org"}, headers=headers).status_code


ask_from.count = 0


def test_without_a_proxy_of_ours_what_the_visitor_says_of_his_address_is_not_read(client):
    assert [ask_from(client, f"203.0.113.{n}") for n in range(21)][-1] == 429


def test_behind_a_proxy_each_visitor_has_his_own_count(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert {ask_from(client, f"198.51.100.9, 203.0.113.{n}") for n in range(25)} == {302}
    assert [ask_from(client, f"198.51.100.{n}, 203.0.113.200") for n in range(21)][-1] == 429


def test_a_server_reached_by_a_socket_still_counts(client):
    answers = [client.post(CONNEXION, {"courriel": f"s{n}@exemple.org"}, REMOTE_ADDR="") for n in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
