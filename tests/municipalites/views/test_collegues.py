"""What a transmitter does in the space, page by page."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gediq.domain.jetons import hash_of
from gediq.models import Courriel, Jeton
from municipalites.domain.liens_invitation import find_invitation
from municipalites.models import Invitation, Role
from tests.factories.comptes import create_utilisateur
from tests.factories.personnes import create_acces, create_invitation
from tests.pages import Page

pytestmark = pytest.mark.django_db

WORDS = {"nom": "Ana Roy", "courriel": "ana@exemple.org", "langue": "en", "role": "lecture"}


@pytest.fixture
def acces():
    return create_acces(role=Role.TRANSMISSION)


@pytest.fixture
def home(acces):
    return f"/fr/espace/{acces.municipalite.code}/"


@pytest.fixture
def signed_in(client, acces):
    client.force_login(acces.utilisateur)
    return client


def said(response):
    return " ".join(words for _lang, words in Page(response.content.decode()).texts)


def test_transmitter_invites_a_colleague(signed_in, acces, home):
    response = signed_in.post(f"{home}inviter/", WORDS, follow=True)

    invitation = Invitation.objects.get()
    assert response.redirect_chain == [(home, 302)]
    assert "L’invitation part à ana@exemple.org." in said(response)
    assert (invitation.municipalite, invitation.created_by) == (acces.municipalite, acces.utilisateur)
    assert Courriel.objects.get().destinataire == "ana@exemple.org"


def test_transmitter_writes_to_thirty_addresses_an_hour_and_no_more(signed_in, home):
    cache.clear()
    inviter = f"{home}inviter/"

    codes = [signed_in.post(inviter, WORDS | {"courriel": f"ana{n}@exemple.org"}) for n in range(31)]

    assert [response.status_code for response in codes] == [302] * 30 + [429]
    assert Courriel.objects.count() == 30


@pytest.mark.parametrize(
    "fault", [{"courriel": "ana"}, {"nom": ""}, {"role": "patron"}, {"langue": "es"}, {"courriel": ""}]
)
def test_form_with_a_fault_invites_nobody(signed_in, home, fault):
    response = signed_in.post(f"{home}inviter/", WORDS | fault)

    assert response.status_code == 200
    assert "Le formulaire contient une erreur." in said(response)
    assert not Invitation.objects.exists()


def test_refusal_of_the_domain_is_said_in_the_form(signed_in, home):
    create_utilisateur(courriel="ana@exemple.org")

    response = signed_in.post(f"{home}inviter/", WORDS)

    assert "membre de l’équipe" in said(response)
    assert 'value="Ana Roy"' in response.content.decode()


def test_transmitter_changes_a_role(signed_in, acces, home):
    other = create_acces(municipalite=acces.municipalite)

    signed_in.post(f"{home}acces/{other.pk}/role/", {"role": "transmission"})

    other.refresh_from_db()
    assert other.role == Role.TRANSMISSION


def test_access_is_revoked_after_a_question(signed_in, acces, home):
    other = create_acces(municipalite=acces.municipalite)
    path = f"{home}acces/{other.pk}/retirer/"

    assert str(other.utilisateur) in said(signed_in.get(path))
    signed_in.post(path)

    other.refresh_from_db()
    assert other.revoque_par == acces.utilisateur
    assert signed_in.get(path).status_code == 404


def test_last_transmitter_is_told_to_name_somebody_first(signed_in, acces, home):
    response = signed_in.post(f"{home}quitter/", follow=True)

    assert "Donnez d’abord le rôle Transmission à une autre personne." in said(response)


def test_person_who_leaves_is_out(signed_in, acces, home):
    create_acces(municipalite=acces.municipalite, role=Role.TRANSMISSION)

    response = signed_in.post(f"{home}quitter/", follow=True)

    assert response.status_code == 403
    assert "aucune municipalité" in said(response)


def test_invitation_is_reminded_then_withdrawn(signed_in, acces, home):
    invitation = create_invitation(acces.municipalite, expire_le=timezone.now())

    signed_in.post(f"{home}invitations/{invitation.pk}/relancer/")
    again = signed_in.post(f"{home}invitations/{invitation.pk}/relancer/", follow=True)
    signed_in.post(f"{home}invitations/{invitation.pk}/retirer/")

    invitation.refresh_from_db()
    assert "laissez-lui cinq minutes" in said(again)
    assert (Courriel.objects.count(), invitation.relances) == (1, 1)
    assert invitation.revoquee_le is not None


def test_handed_link_is_shown_once_and_kept_as_a_hash(signed_in, acces, home):
    invitation = create_invitation(acces.municipalite)
    path = f"{home}invitations/{invitation.pk}/lien/"

    response = signed_in.post(path)

    lien = next(line for line in said(response).split() if "/espace/invitation/" in line)
    texte = lien.rstrip("/").rpartition("/")[2]
    assert find_invitation(texte) == invitation
    assert Jeton.objects.get().empreinte == hash_of(texte)
    assert signed_in.get(path)["Location"] == home
    assert not Courriel.objects.exists()


def test_forged_form_is_refused(acces, home):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(acces.utilisateur)

    assert strict.post(f"{home}inviter/", WORDS).status_code == 403
    assert not Invitation.objects.exists()
