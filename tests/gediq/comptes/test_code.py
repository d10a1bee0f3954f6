"""Codes by mail: one use, twenty minutes, five tries, and never a word about who has an account."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gediq.courriels.envoi import send_courriel
from gediq.domain.codes import use_code
from gediq.models import Courriel, DemandeCode, Utilisateur
from tests.factories.comptes import create_utilisateur
from tests.gediq.comptes.gestes import (
    CODE,
    ask_code,
    code_received,
    give_code,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db
RENVOYER = "/comptes/connexion/code/renvoyer/"
MARIE = "marie@exemple.org"


@pytest.fixture
def marie():
    return create_utilisateur(courriel=MARIE, is_staff=False, est_municipal=True, langue="en", nom="Marie")


@pytest.fixture
def asked(client, marie):
    ask_code(client, MARIE)
    return code_received()


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_municipal_person_signs_in_by_a_code_in_her_language_for_thirty_days(client, marie, asked):
    response = give_code(client, f" {asked[:3]} {asked[3:]} ")

    assert response.headers["Location"] == "/en/espace/"
    assert client.session.get_expiry_age() == pytest.approx(30 * 86400, abs=60)
    assert mail.outbox[0].to == [MARIE]


def test_the_address_typed_in_capitals_is_the_same(client, marie):
    ask_code(client, "MARIE@Exemple.ORG ")

    assert give_code(client, code_received()).status_code == 302


def test_a_code_serves_once(client, asked):
    kept = client.session["demande_code"]
    give_code(client, asked)
    client.logout()
    session = client.session
    session["demande_code"] = kept
    session.save()

    assert give_code(client, asked).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "status"), [(19, 302), (21, 200)])
def test_a_code_lasts_twenty_minutes(client, asked, minutes, status):
    demande = DemandeCode.objects.get()
    later = demande.expire_le - timedelta(minutes=minutes)
    DemandeCode.objects.update(expire_le=later)

    assert timedelta(minutes=19) < demande.expire_le - timezone.now() < timedelta(minutes=20)
    assert give_code(client, asked).status_code == status


def test_five_tries_and_no_more(client, asked):
    wrong = "000000" if asked != "000000" else "111111"

    answers = [give_code(client, wrong) for _try in range(5)]

    assert {answer.status_code for answer in answers} == {200}
    assert give_code(client, asked).status_code == 200
    assert not is_signed_in(client)
    assert DemandeCode.objects.get().essais == 5


def test_the_fifth_try_is_still_good(client, asked):
    for _try in range(4):
        give_code(client, "x")

    assert give_code(client, asked).status_code == 302


def test_another_code_kills_the_first(client, asked):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.randbelow", lambda top: (int(asked) + 1) % top)
        ask_code(client, "", RENVOYER)

    assert give_code(client, asked).status_code == 200
    assert give_code(client, code_received()).status_code == 302
    assert len(mail.outbox) == 2


def test_a_replaced_request_is_dead_even_for_who_kept_it(client, asked):
    first = DemandeCode.objects.get().uid
    ask_code(client, "", RENVOYER)

    assert use_code(first, asked, courriel=MARIE) is None


def test_somebody_else_who_asks_for_my_address_kills_no_code_of_mine(client, asked):
    ask_code(type(client)(), MARIE)

    assert give_code(client, asked).status_code == 302


def test_a_code_serves_only_in_the_browser_that_asked(client, asked):
    other = type(client)()
    ask_code(other, "inconnue@exemple.org")

    assert give_code(other, asked).status_code == 200
    assert other.get("/comptes/").status_code == 302


def test_the_code_of_an_account_closed_meanwhile_opens_nothing(client, marie, asked):
    Utilisateur.objects.update(is_active=False)

    assert give_code(client, asked).status_code == 200


# --- Known and unknown addresses -----------------------------------------------------------------


def visible(response, courriel):
    text = response.content.decode().replace(str(response.context["csrf_token"]), "")
    return response.status_code, text.replace(courriel, "")


def test_known_unknown_and_closed_addresses_get_the_same_pages(client, marie):
    create_utilisateur(courriel="fermee@exemple.org", is_active=False)
    seen = []
    for courriel in (MARIE, "inconnue@exemple.org", "fermee@exemple.org"):
        browser = type(client)()
        first = ask_code(browser, courriel)
        pages = [
            browser.get(CODE),
            give_code(browser, "x"),
            *(give_code(browser, "123456") for _ in range(5)),
        ]
        seen.append([first.headers["Location"], *(visible(page, courriel) for page in pages)])

    assert seen[0] == seen[1] == seen[2]


def test_asking_does_the_same_work_for_known_and_unknown_addresses(client, marie):
    """What finds the account is the task, once the answer is given."""

    def queries(courriel):
        browser = type(client)()
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            browser.post("/comptes/connexion/", {"courriel": courriel})
        with CaptureQueriesContext(connection) as tried:
            give_code(browser, "123456")
        return [shape(query["sql"]) for query in (*asked, *tried)]

    def shape(sql):
        return sql.split(maxsplit=1)[0] if "SAVEPOINT" in sql else sql.partition("(")[0][:30]

    assert queries(MARIE) == queries("inconnue@exemple.org")


def test_an_unknown_address_gets_no_mail_and_is_not_kept(client, marie):
    ask_code(client, "inconnue@exemple.org")

    row = Courriel.objects.get()
    assert (mail.outbox, row.statut, row.destinataire, row.texte) == ([], "sans_objet", "", "")
    assert DemandeCode.objects.get().utilisateur is None
    assert "inconnue" not in str(dict(client.session))


# --- What is kept --------------------------------------------------------------------------------


def test_no_code_is_in_the_database(client, asked):
    row = Courriel.objects.get()
    kept = [row.objet, row.texte, str(row.contexte), str(dict(client.session))]

    assert "[[code]]" in row.texte
    assert not [text for text in kept if asked in text]
    assert DemandeCode.objects.get().empreinte not in {asked, sha256(asked.encode()).hexdigest()}


def test_a_mail_that_leaves_too_late_carries_no_code(client, marie):
    client.post("/comptes/connexion/", {"courriel": MARIE})
    DemandeCode.objects.update(expire_le=timezone.now())

    send_courriel(Courriel.objects.get().pk)

    assert (mail.outbox, Courriel.objects.get().statut) == ([], "sans_objet")


# --- Pages ---------------------------------------------------------------------------------------


def test_without_a_request_the_page_of_the_code_sends_to_the_first(client):
    assert client.get(CODE).headers["Location"] == "/comptes/connexion/"
    assert client.post(RENVOYER).headers["Location"] == "/comptes/connexion/"


def test_looking_at_the_pages_asks_for_nothing(client, asked):
    client.get(CODE)
    client.get(RENVOYER)
    client.get("/comptes/connexion/")

    assert Courriel.objects.count() == 1
    assert give_code(client, asked).status_code == 302


def test_the_session_of_before_does_not_survive_the_sign_in(client, marie):
    ask_code(client, MARIE)
    before = client.session.session_key

    give_code(client, code_received())

    assert client.session.session_key != before


def test_signing_in_by_code_needs_no_password(client):
    person = create_utilisateur(courriel="sans@exemple.org", is_staff=False, est_municipal=True)
    person.set_unusable_password()
    person.save()

    assert sign_in_by_code(client, "sans@exemple.org").status_code == 302
