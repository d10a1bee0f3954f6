"""A passkey's answer comes from anybody: whatever it holds is refused in words, and nothing opens."""

import json

import pytest

from tests.factories.comptes import create_utilisateur
from tests.gediq.comptes.gestes import SECOND_FACTEUR, add_application, give_password

pytestmark = pytest.mark.django_db
MARIE = "marie@exemple.org"
ANSWERS = [
    "",
    "nul",
    "[]",
    "{}",
    "1",
    '"texte"',
    "null",
    json.dumps({"response": "texte"}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "Zg"}}),
    json.dumps({"id": "AA", "rawId": 1, "type": "public-key", "response": {}, "clientExtensionResults": {}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": "é",
                "attestationObject": "oA",
            },
            "clientExtensionResults": {},
        }
    ),
    "[" * 5000,
]


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("credential", ANSWERS, ids=range(len(ANSWERS)))
def test_nothing_opens_a_session(client, credential):
    client.get("/comptes/connexion/cle/", headers={"accept": "application/json"})

    response = client.post("/comptes/connexion/cle/", {"credential": credential})

    assert response.headers["Location"] == "/comptes/connexion/"
    assert "n’ouvre aucun compte" in client.get("/comptes/connexion/").content.decode()


@pytest.mark.parametrize("credential", ANSWERS, ids=range(len(ANSWERS)))
def test_nothing_stands_for_a_second_factor(client, credential):
    add_application(create_utilisateur(courriel=MARIE))
    give_password(client, MARIE)
    client.get(SECOND_FACTEUR)

    assert client.post(SECOND_FACTEUR, {"credential": credential}).status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize("credential", ANSWERS, ids=range(len(ANSWERS)))
def test_nothing_is_kept_as_a_passkey(client, credential):
    person = create_utilisateur(courriel=MARIE)
    give_password(client, MARIE)
    client.get("/comptes/second-facteur/cles/ajouter/")

    response = client.post("/comptes/second-facteur/cles/ajouter/", {"credential": credential, "name": "x"})

    assert response.status_code == 200
    assert not person.authenticator_set.exists()


@pytest.mark.parametrize("credential", ANSWERS, ids=range(len(ANSWERS)))
def test_nothing_proves_again_who_one_is(client, credential):
    person = create_utilisateur(courriel=MARIE)
    person.authenticator_set.create(type="webauthn", data={"name": "Clé", "credential": {}})
    client.force_login(person)

    response = client.post("/comptes/verifier/cle/", {"credential": credential})

    assert response.headers["Location"] == "/comptes/verifier/cle/"
    assert client.get("/comptes/second-facteur/application/").status_code == 302
