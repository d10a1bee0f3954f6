"""Accepting an invitation, and asking for another link without being told anything."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from reversion.models import Version

from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, Jeton, Utilisateur
from gediq.registre import Personne
from municipalites.domain.acceptation import accept_invitation
from municipalites.domain.liens_invitation import (
    COURRIELS,
    DELAI_REPRISE,
    find_invitation,
    request_link,
)
from municipalites.models import AccesMunicipal, Contact, Invitation, Role, Territoire
from tests.factories.comptes import create_utilisateur
from tests.factories.personnes import create_acces, create_contact
from tests.factories.personnes import create_invitation as invite

pytestmark = pytest.mark.django_db

ADRESSE = "ana@exemple.org"


def link(invitation, **fields):
    return create_jeton("invitation", invitation.pk, **fields)


# --- Accepting --------------------------------------------------------------------------------------


def test_municipality_that_ended_welcomes_nobody():
    invitation = invite(courriel=ADRESSE)
    texte = link(invitation)
    Territoire.objects.filter(pk=invitation.municipalite_id).update(date_fin=timezone.localdate())

    with pytest.raises(ValidationError, match="n’existe plus"):
        accept_invitation(texte)

    assert not AccesMunicipal.objects.exists()


def test_acceptance_makes_the_account_the_access_and_the_contact():
    author = create_utilisateur("Rédaction")
    invitation = invite(courriel=ADRESSE, nom="Ana Roy", langue="en", role=Role.LECTURE, created_by=author)
    other = link(invitation)

    accepted = accept_invitation(link(invitation))

    person, contact = Utilisateur.objects.get(courriel=ADRESSE), Contact.objects.get()
    assert (person.nom, person.langue, person.est_municipal, person.is_staff) == (
        "Ana Roy",
        "en",
        True,
        False,
    )
    assert not person.has_usable_password()
    assert (accepted.acces.utilisateur, accepted.acces.role) == (person, Role.LECTURE)
    assert accepted.acces.invite_par == author
    assert (contact.courriel, contact.nom, contact.langue) == (ADRESSE, "Ana Roy", "en")
    assert contact.territoire_id == invitation.municipalite_id
    assert Version.objects.get_for_object(contact).get().revision.user == person
    assert find_invitation(other) is None
    assert not Jeton.objects.valid().filter(usage="invitation").exists()


def test_known_person_keeps_account_and_contact():
    person = create_utilisateur(courriel=ADRESSE, nom="Ana", is_staff=False, est_municipal=True)
    create_acces(person)
    invitation = invite(courriel=ADRESSE, nom="Autre nom")
    contact = create_contact(courriel=ADRESSE, nom="Ana", territoire_id=invitation.municipalite_id)

    accept_invitation(link(invitation))

    assert AccesMunicipal.objects.active().filter(utilisateur=person).count() == 2
    assert Utilisateur.objects.get(courriel=ADRESSE).nom == "Ana"
    assert list(Contact.objects.values_list("pk", "nom")) == [(contact.pk, "Ana")]


def test_person_who_comes_back_gets_a_new_access_and_a_new_contact():
    person = create_utilisateur(courriel=ADRESSE, is_staff=False, est_municipal=True)
    invitation = invite(courriel=ADRESSE)
    create_acces(person, invitation.municipalite, revoque_le=timezone.now())
    create_contact(courriel=ADRESSE, territoire_id=invitation.municipalite_id, parti_le=timezone.localdate())

    accept_invitation(link(invitation))

    assert AccesMunicipal.objects.active().get().utilisateur == person
    assert Contact.objects.current().count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"is_staff": True},
        {"is_staff": False, "est_municipal": True, "is_active": False},
    ],
)
def test_address_of_the_team_or_of_a_closed_account_opens_nothing(fields):
    invitation = invite(courriel=ADRESSE)
    create_utilisateur(courriel=ADRESSE, **fields)
    texte = link(invitation)

    with pytest.raises(ValidationError):
        accept_invitation(texte)

    assert not AccesMunicipal.objects.exists()
    assert find_invitation(texte) == invitation


def test_link_accepted_a_while_ago_opens_nothing_any_more():
    invitation = invite()
    texte = link(invitation)

    assert accept_invitation(texte) == accept_invitation(texte) == invitation
    Invitation.objects.update(acceptee_le=timezone.now() - timedelta(minutes=6))

    assert accept_invitation(texte) is None
    assert AccesMunicipal.objects.count() == 1


@pytest.mark.parametrize("fault", ["unknown", "expired", "revoked", "withdrawn", "of another use"])
def test_dead_links_open_nothing(fault):
    invitation = invite()
    texte = link(invitation, lifetime=timedelta(days=-1) if fault == "expired" else None)
    if fault == "unknown":
        texte += "x"
    if fault == "revoked":
        Jeton.objects.update(revoque_le=timezone.now())
    if fault == "withdrawn":
        Invitation.objects.update(revoquee_le=timezone.now())
    if fault == "of another use":
        Jeton.objects.update(usage="releve")

    assert (find_invitation(texte), accept_invitation(texte)) == (None, None)
    assert not Utilisateur.objects.exists()


# --- Asking for another link ------------------------------------------------------------------------


def ask(adresse):
    request_link(adresse, langue="fr")
    courriel = Courriel.objects.get()
    modele = COURRIELS["nouveau_lien"]
    person = modele.resolve(courriel)
    if person is None:
        return None, None
    courriel.langue = person.langue
    return person, modele.fill(courriel)["lien"]


def test_invited_person_gets_another_link():
    invitation = invite(courriel=ADRESSE, nom="Ana", langue="en")

    person, lien = ask(ADRESSE)

    assert person == Personne(ADRESSE, "Ana", "en")
    assert find_invitation(lien.rstrip("/").rpartition("/")[2]) == invitation


def test_invitation_expired_a_while_ago_is_renewed_and_later_is_not():
    expired = timezone.now() - timedelta(days=1)
    invite(courriel=ADRESSE, expire_le=expired)

    assert ask(ADRESSE)[0]
    assert Invitation.objects.pending().count() == 1

    Courriel.objects.all().delete()
    Invitation.objects.update(expire_le=timezone.now() - DELAI_REPRISE)
    assert ask(ADRESSE) == (None, None)


def test_person_with_an_access_is_sent_to_sign_in():
    person = create_utilisateur(courriel=ADRESSE, nom="Ana", langue="en", is_staff=False, est_municipal=True)
    create_acces(person)

    assert ask(ADRESSE) == (Personne(ADRESSE, "Ana", "en"), "http://127.0.0.1:8000/en/espace/")


@pytest.mark.parametrize("known", ["nobody", "team", "revoked access", "withdrawn", "closed account"])
def test_other_addresses_get_nothing(known):
    fields = {"courriel": ADRESSE, "is_staff": False, "est_municipal": True}
    if known == "team":
        create_utilisateur(courriel=ADRESSE)
    if known == "revoked access":
        create_acces(create_utilisateur(**fields), revoque_le=timezone.now())
    if known == "withdrawn":
        invite(courriel=ADRESSE, revoquee_le=timezone.now())
    if known == "closed account":
        create_acces(create_utilisateur(**fields, is_active=False))

    assert ask(ADRESSE) == (None, None)
    assert not Jeton.objects.filter(usage="invitation").exists()
