"""The link of an invitation: what opening it says, what accepting it does, and what a dead one offers."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, DemandeCode, Jeton, Utilisateur
from municipalites.models import AccesMunicipal, Contact, Invitation, Role
from municipalites.views.invitation import DEMANDE
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.personnes import create_acces, create_invitation
from tests.hostile import HOSTILE
from tests.pages import Page

pytestmark = pytest.mark.django_db

ADRESSE = "ana@exemple.org"
REDEMANDER = "/fr/espace/invitation/"


@pytest.fixture(autouse=True)
def no_limit_reached_before():
    cache.clear()


@pytest.fixture
def invitation():
    return create_invitation(courriel=ADRESSE, nom="Ana Roy", created_by=create_utilisateur(nom="Luc Côté"))


@pytest.fixture
def path(invitation):
    return path_of(invitation)


def path_of(invitation, **fields):
    return f"/fr/espace/invitation/{create_jeton('invitation', invitation.pk, **fields)}/"


def said(response):
    return " ".join(words for _lang, words in Page(response.content.decode()).texts)


def counts():
    models = (Utilisateur, AccesMunicipal, Contact, DemandeCode, Courriel, Jeton)
    return [model.objects.count() for model in models] + list(Invitation.objects.values())


# --- Opening ----------------------------------------------------------------------------------------


def test_opening_a_link_changes_nothing_as_often_as_scanners_do(client, path):
    before = counts()

    answers = [getattr(client, method)(path).status_code for method in ("get", "head", "get")]

    assert (answers, counts()) == ([200] * 3, before)


def test_page_says_municipality_role_and_author_and_not_who_is_invited(client, path, invitation):
    response = client.get(path)

    words = said(response)
    assert all(known in words for known in (invitation.municipalite.nom, "Rédaction", "Luc Côté"))
    assert ADRESSE not in response.content.decode()
    assert "Ana Roy" not in response.content.decode()


def test_secret_of_the_address_is_told_to_no_other_page(client, path):
    for response in (client.get(path), client.post(path), client.get("/fr/espace/releve/inconnu/")):
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]


# --- Accepting --------------------------------------------------------------------------------------


def test_acceptance_leads_to_a_code_at_the_invited_address(client, path, invitation):
    response = client.post(path)

    courriel = Courriel.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/comptes/connexion/code/")
    assert (courriel.modele, courriel.destinataire) == ("code_connexion", ADRESSE)
    assert AccesMunicipal.objects.get().municipalite == invitation.municipalite
    assert "_auth_user_id" not in client.session


def test_second_click_leads_to_the_same_place(client, path):
    answers = [client.post(path)["Location"] for _click in range(2)]

    assert answers == ["/comptes/connexion/code/"] * 2
    assert AccesMunicipal.objects.count() == 1


def test_person_already_signed_in_enters_at_once(client, path, invitation):
    person = create_utilisateur(courriel=ADRESSE, is_staff=False, est_municipal=True)
    create_acces(person)
    client.force_login(person)

    assert client.post(path)["Location"] == f"/fr/espace/{invitation.municipalite.code}/"


@pytest.mark.parametrize("somebody", [create_superuser, lambda: create_acces().utilisateur])
def test_session_of_somebody_else_accepts_nothing(client, path, somebody):
    client.force_login(somebody())
    before = AccesMunicipal.objects.count()

    answers = [client.get(path), client.post(path)]

    assert all("Une autre session est ouverte" in said(answer) for answer in answers)
    assert AccesMunicipal.objects.count() == before


def test_refusal_is_a_sentence(client, path):
    create_superuser(courriel=ADRESSE)

    response = client.post(path)

    assert response.status_code == 200
    assert "membre de l’équipe" in said(response)
    assert not AccesMunicipal.objects.exists()


def test_forged_acceptance_is_refused(path):
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    assert not AccesMunicipal.objects.exists()


# --- Dead links -------------------------------------------------------------------------------------


def test_unknown_expired_withdrawn_and_used_links_are_one_page(client, invitation):
    used = create_invitation(acceptee_le=timezone.now() - timedelta(days=1))
    gone = create_invitation(revoquee_le=timezone.now())
    paths = [
        f"{REDEMANDER}inconnu/",
        path_of(invitation, lifetime=timedelta(days=-1)),
        path_of(used),
        path_of(gone),
    ]

    answers = [client.get(path) for path in paths] + [client.post(path) for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    assert {said(answer).replace("\n", "") for answer in answers} == {said(answers[0])}
    assert f'action="{REDEMANDER}"' in answers[0].content.decode()


# --- Another link -----------------------------------------------------------------------------------


def test_answer_and_rows_are_the_same_for_every_address(client, invitation):
    create_superuser(courriel="equipe@exemple.org")
    member = create_acces().utilisateur

    answers = []
    for rank, adresse in enumerate([ADRESSE, member.courriel, "equipe@exemple.org", "inconnue@exemple.org"]):
        response = client.post(REDEMANDER, {"courriel": adresse})
        followed = client.get(response["Location"])
        answers.append((response.status_code, response["Location"], said(followed)))
        assert Courriel.objects.filter(modele="nouveau_lien").count() == rank + 1

    rows = Courriel.objects.values_list("modele", "statut", "objet", "texte", "nom", "langue", "created_by")
    assert len(set(answers)) == 1
    assert len(set(rows)) == 1


def test_what_is_no_address_is_said_and_asks_for_nothing(client):
    response = client.post(REDEMANDER, {"courriel": "ana"})

    assert response.status_code == 200
    assert not Courriel.objects.exists()


def test_one_address_cannot_be_flooded(client):
    codes = [client.post(REDEMANDER, {"courriel": ADRESSE}).status_code for _try in range(6)]

    assert codes == [302] * 5 + [429]
    assert Courriel.objects.count() == 5


def test_accepting_again_and_again_does_not_flood_the_mailbox(client, path):
    codes = [client.post(path).status_code for _try in range(6)]

    assert codes == [302] * 5 + [429]


# --- Hostile input ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_of_the_public_forms_is_a_sentence(client, text):
    answers = [
        client.post(REDEMANDER, {"courriel": text}),
        client.post(REDEMANDER, {"courriel": f"{text}@exemple.org"}),
        client.get(f"{REDEMANDER}{quote(text, safe='')}/"),
        client.get(f"{REDEMANDER}?{DEMANDE}={quote(text, safe='')}"),
    ]

    assert {answer.status_code for answer in answers} <= {200, 302, 404, 429}
    assert all(courriel.destinataire.count("@") == 1 for courriel in Courriel.objects.all())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_stay_one_line_of_the_mail(client, text):
    acces = create_acces(role=Role.TRANSMISSION)
    client.force_login(acces.utilisateur)
    words = {"nom": text, "courriel": ADRESSE, "langue": "fr", "role": "lecture"}

    response = client.post(f"/fr/espace/{acces.municipalite.code}/inviter/", words)

    assert response.status_code in (200, 302)
    assert all("\n" not in courriel.nom + courriel.objet for courriel in Courriel.objects.all())
