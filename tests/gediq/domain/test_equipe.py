"""The team: never without an administrator; a departure loses nothing; a lost factor is replaced."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.internal.flows.trust import create_config_fingerprint
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from gediq import registre
from gediq.domain.equipe import (
    administrators,
    record_departure,
    require_other_administrator,
    reset_second_factor,
)
from gediq.models import Courriel, EvenementCompte, Theme, Utilisateur
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.gediq import create_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(monkeypatch):
    """A queue of the tests: the themes somebody wrote."""

    def transfer(utilisateur, successeur, *, by):
        Theme.objects.filter(created_by=utilisateur).update(created_by=successeur, updated_by=by)

    file = registre.FileAttente(
        "essai", "Thèmes", lambda utilisateur: Theme.objects.filter(created_by=utilisateur), transfer
    )
    monkeypatch.setattr(registre, "files_attente", [file])
    return file


def create_factor(utilisateur):
    return Authenticator.objects.create(user=utilisateur, type="totp", data={"secret": "essai"})


def signed_in(utilisateur):
    client = Client()
    client.force_login(utilisateur)
    return client


# --- Administrators ---


def test_administrators_are_active_members_of_the_team_with_that_right():
    superuser, member = create_superuser(), create_utilisateur("Administration")
    create_utilisateur("Relecture")
    create_utilisateur("Administration", is_active=False)
    create_utilisateur("Administration", is_staff=False)

    assert set(administrators()) == {superuser, member}


def test_last_administrator_is_kept_and_the_last_but_one_is_not():
    first, second = create_superuser(), create_utilisateur("Administration")
    require_other_administrator(first)
    second.groups.clear()

    with pytest.raises(ValidationError, match="dernier compte"):
        require_other_administrator(first)
    require_other_administrator(second)


def test_one_administrator_left_is_told_and_two_are_not():
    (controle,) = [row for row in registre.controles if row.code == "administration-seule"]
    alone = create_superuser()

    assert list(controle.rows()) == [alone]
    create_utilisateur("Administration")
    assert list(controle.rows()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_of_two_administrators_who_close_each_other_s_account_at_once_one_stays(_again):
    Group.objects.get_or_create(name="Administration")
    one, two = create_superuser(), create_superuser()
    successor = create_utilisateur()
    barrier = Barrier(2)

    def close(pair):
        by, other = pair
        barrier.wait()
        try:
            record_departure(other, successeur=successor, by=by)
            return "closed"
        except ValidationError:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(close, [(one, two), (two, one)]))

    assert results == ["closed", "refused"]
    assert administrators().count() == 1


# --- Departure ---


def test_departure_hands_over_what_waits_and_closes_every_door(file):
    by, leaver, successor = create_superuser(), create_utilisateur(nom="Léa"), create_utilisateur(nom="Max")
    client, other = signed_in(leaver), signed_in(successor)
    create_factor(leaver)
    theme = create_theme(created_by=leaver)

    record_departure(leaver, successeur=successor, by=by)

    leaver.refresh_from_db()
    theme.refresh_from_db()
    assert (theme.created_by, theme.updated_by) == (successor, by)
    assert not leaver.is_active
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    assert client.get("/admin/").status_code == 302
    assert other.get("/admin/").status_code == 200
    evenement = EvenementCompte.objects.get()
    assert (evenement.utilisateur, evenement.par, evenement.precision) == (leaver, by, "Relève\xa0: Max")
    assert LogEntry.objects.get().object_id == str(leaver.pk)


def test_departure_that_fails_half_way_changes_nothing(file, monkeypatch):
    by, leaver, successor = create_superuser(), create_utilisateur(), create_utilisateur()
    theme = create_theme(created_by=leaver)

    def fail(utilisateur, successeur, *, by):
        raise ValidationError("Impossible.")

    broken = registre.FileAttente("casse", "Essai", lambda utilisateur: Theme.objects.all(), fail)
    monkeypatch.setattr(registre, "files_attente", [file, broken])
    with pytest.raises(ValidationError):
        record_departure(leaver, successeur=successor, by=by)

    theme.refresh_from_db()
    leaver.refresh_from_db()
    assert (theme.created_by, leaver.is_active) == (leaver, True)
    assert EvenementCompte.objects.count() == 0


def test_departure_wants_a_successor_only_for_what_waits(file):
    by, leaver = create_superuser(), create_utilisateur()
    theme = create_theme(created_by=leaver)

    with pytest.raises(ValidationError, match="qui reprend"):
        record_departure(leaver, successeur=None, by=by)
    theme.delete()
    record_departure(leaver, successeur=None, by=by)

    leaver.refresh_from_db()
    assert not leaver.is_active


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"is_staff": False}, {"is_staff": False, "est_municipal": True}]
)
def test_departure_is_of_an_active_member_and_to_an_active_member(fields):
    by, other = create_superuser(), create_utilisateur(**fields)

    with pytest.raises(ValidationError):
        record_departure(other, successeur=by, by=by)
    with pytest.raises(ValidationError):
        record_departure(create_utilisateur(), successeur=other, by=by)


def test_departure_to_oneself_or_of_the_last_administrator_is_refused():
    by, member = create_superuser(), create_utilisateur()

    with pytest.raises(ValidationError):
        record_departure(member, successeur=member, by=by)
    with pytest.raises(ValidationError, match="dernier compte"):
        record_departure(by, successeur=member, by=by)


def test_only_administration_closes_an_account_or_opens_it_again():
    editor, member = create_utilisateur("Rédaction"), create_utilisateur()
    create_factor(member)

    with pytest.raises(PermissionDenied):
        record_departure(member, successeur=editor, by=editor)
    with pytest.raises(ValidationError):
        reset_second_factor(member, by=editor)
    assert Authenticator.objects.count() == 1


# --- Second factor ---


def test_second_factor_reset_signs_out_writes_and_says_who(django_capture_on_commit_callbacks):
    by, member = create_superuser(nom="Ana"), create_utilisateur(nom="Léa", langue="en")
    client = signed_in(member)
    create_factor(member)
    trusted = create_config_fingerprint(member)

    reset_second_factor(member, by=by)

    create_factor(member)
    assert create_config_fingerprint(member) != trusted
    assert client.get("/admin/").status_code == 302
    evenement = EvenementCompte.objects.get()
    assert (evenement.type_evenement, evenement.par) == ("facteur_reinitialise", by)
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.langue) == (member.courriel, "en")
    assert LogEntry.objects.filter(user=by, object_id=str(member.pk)).count() == 1


def test_nobody_resets_a_factor_of_one_s_own_nor_one_that_is_not_there():
    by, member = create_superuser(), create_utilisateur()
    create_factor(by)

    with pytest.raises(ValidationError, match="un autre membre"):
        reset_second_factor(by, by=by)
    with pytest.raises(ValidationError, match="pas de second facteur"):
        reset_second_factor(member, by=by)
    assert Authenticator.objects.filter(user=by).count() == 1


def test_command_resets_the_factor_and_the_event_names_nobody(capsys):
    member = create_superuser(courriel="lea@exemple.org", nom="Léa")
    create_factor(member)

    call_command("reinitialiser_second_facteur", "LEA@exemple.org")

    assert "Léa" in capsys.readouterr().out
    assert EvenementCompte.objects.get().par is None
    assert Courriel.objects.get().destinataire == "lea@exemple.org"
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("courriel", ["inconnue@exemple.org", "sans@exemple.org"])
def test_command_says_in_words_what_it_cannot_do(courriel):
    create_superuser(courriel="sans@exemple.org")

    with pytest.raises(CommandError, match="compte"):
        call_command("reinitialiser_second_facteur", courriel)
    assert Utilisateur.objects.count() == 1
