"""What is done to an account is kept and told; a lost second factor is taken away by somebody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import TestCase

from gediq.domain.connexion import (
    TypeEvenement,
    end_sessions,
    has_second_factor,
    note_evenement,
    remove_second_factor,
)
from gediq.models import EvenementCompte
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.gediq.comptes.gestes import add_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def marie():
    person = create_utilisateur("Lecture", courriel="marie@exemple.org", langue="en")
    add_application(person)
    return person


def test_an_administrator_takes_a_lost_factor_away_and_its_owner_is_told(marie):
    administrator = create_superuser(nom="Jean Roy", courriel="jean@exemple.org")

    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_second_factor(marie, by=administrator)

    assert not Authenticator.objects.exists()
    evenement = EvenementCompte.objects.get()
    assert (evenement.type_evenement, evenement.par) == ("facteur_reinitialise", administrator)
    assert mail.outbox[0].reply_to == ["jean@exemple.org"]
    assert "Jean Roy" in mail.outbox[0].body


def test_a_command_takes_it_away_without_a_name(marie):
    remove_second_factor(marie, by=None)

    assert EvenementCompte.objects.get().par is None


def test_nobody_takes_away_one_s_own_nor_without_the_right(marie):
    owner, editor = create_superuser(), create_utilisateur("Rédaction")
    add_application(owner)

    for person, by in ((owner, owner), (marie, editor), (marie, marie)):
        with pytest.raises(ValidationError, match="un autre membre du groupe Administration"):
            remove_second_factor(person, by=by)

    assert has_second_factor(owner)
    assert has_second_factor(marie)


def test_there_must_be_one_to_take_away():
    with pytest.raises(ValidationError, match="pas de second facteur"):
        remove_second_factor(create_utilisateur(), by=None)

    assert not EvenementCompte.objects.exists()


def test_recovery_codes_alone_are_no_second_factor(marie):
    Authenticator.objects.exclude(type="recovery_codes").delete()

    assert not has_second_factor(marie)


def test_every_session_of_one_person_is_closed_and_those_of_nobody_else(client, marie):
    other = create_utilisateur("Lecture")
    browsers = [client, type(client)(), type(client)()]
    for browser, person in zip(browsers, (marie, marie, other), strict=True):
        browser.force_login(person)

    assert end_sessions(marie) == 2
    assert [browser.get("/admin/").status_code for browser in browsers] == [302, 302, 200]


def test_every_event_has_words_of_its_own(marie):
    with TestCase.captureOnCommitCallbacks(execute=True):
        for type_evenement in TypeEvenement:
            note_evenement(marie, type_evenement, by=None)

    said = {message.body.split("\n\n")[1] for message in mail.outbox}
    assert len(said) == len(TypeEvenement)
