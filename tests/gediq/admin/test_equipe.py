"""Accounts in the back office: a departure, a lost factor, the last administrator, municipal people."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from gediq import registre
from gediq.domain.connexion import note_evenement
from gediq.models import EvenementCompte, Theme, Utilisateur
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.gediq import create_theme
from tests.formulaires import posted_by
from tests.gediq.admin.conftest import sign_in
from tests.gediq.admin.test_historique import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/utilisateur/"
SECRET = "trois vaches dans le pré"


def rows_of(response):
    """The list, read as a table: name → kind, groups, active, second factor."""
    model_admin, changelist = admin.site.get_model_admin(Utilisateur), response.context["cl"]
    columns = ("sorte", "groupes", "actif", "second_facteur")
    return {
        row.nom: [str(getattr(model_admin, name)(row)) for name in columns] for row in changelist.result_list
    }


def page(utilisateur, suffix="change"):
    return f"{LIST}{utilisateur.pk}/{suffix}/"


@pytest.fixture
def by():
    return create_superuser(nom="Ana")


@pytest.fixture
def client(by):
    return sign_in(by)


@pytest.fixture
def lea():
    return create_utilisateur("Rédaction", nom="Léa")


def test_departure_shows_what_waits_then_hands_it_over(client, lea, monkeypatch):
    def transfer(utilisateur, successeur, *, by):
        Theme.objects.filter(created_by=utilisateur).update(created_by=successeur)

    file = registre.FileAttente(
        "essai", "Thèmes à relire", lambda person: Theme.objects.filter(created_by=person), transfer
    )
    monkeypatch.setattr(registre, "files_attente", [file])
    max_, theme = create_utilisateur(nom="Max"), create_theme(created_by=lea)

    shown = text_of(client.get(page(lea, "depart")))
    refused = text_of(client.post(page(lea, "depart"), {}))
    still = Utilisateur.objects.get(pk=lea.pk).is_active
    done = client.post(page(lea, "depart"), {"successeur": max_.pk}, follow=True)

    theme.refresh_from_db()
    lea.refresh_from_db()
    assert "Thèmes à relire : 1" in shown
    assert "Ce champ est obligatoire" in refused
    assert still
    assert (theme.created_by, lea.is_active) == (max_, False)
    assert "Départ – " in text_of(done)
    assert "Relève : Max" in text_of(done)


def test_who_leaves_by_oneself_is_out_at_the_next_page(client, by):
    create_utilisateur("Administration")

    answer = client.post(page(by, "depart"), {})

    assert answer.status_code == 302
    assert not Utilisateur.objects.get(pk=by.pk).is_active
    assert client.get(answer.headers["Location"]).headers["Location"].startswith("/admin/login/")


def test_looking_at_a_departure_or_at_a_factor_changes_nothing(client, lea):
    Authenticator.objects.create(user=lea, type="totp", data={})

    client.get(page(lea, "depart"))
    client.get(page(lea, "second-facteur"))

    assert Utilisateur.objects.get(pk=lea.pk).is_active
    assert Authenticator.objects.count() == 1
    assert EvenementCompte.objects.count() == 0


def test_second_factor_of_a_colleague_is_reset_from_the_account_s_page(client, lea):
    assert "Réinitialiser le second facteur…" not in text_of(client.get(page(lea)))
    Authenticator.objects.create(user=lea, type="totp", data={})

    before = text_of(client.get(page(lea)))
    after = text_of(client.post(page(lea, "second-facteur"), follow=True))

    assert "Réinitialiser le second facteur…" in before
    assert not Authenticator.objects.exists()
    assert "Second facteur réinitialisé – " in after
    assert "Réinitialiser le second facteur…" not in after


def test_factor_of_one_s_own_is_not_offered_and_refused_in_words(client, by):
    Authenticator.objects.create(user=by, type="totp", data={})

    offered = text_of(client.get(page(by)))
    refused = text_of(client.post(page(by, "second-facteur")))

    assert "Réinitialiser le second facteur…" not in offered
    assert "par un autre membre du groupe Administration" in refused
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("taken", ["is_active", "is_staff", "groups"])
def test_last_administrator_is_told_in_the_form_and_kept(lea, taken):
    last = create_utilisateur("Administration", nom="Ana")
    client = sign_in(last)
    data = posted_by(client.get(page(last)))
    data.pop(taken)

    answer = client.post(page(last), data)

    last.refresh_from_db()
    assert "C’est le dernier compte d’administration." in text_of(answer)
    assert last.is_active
    assert last.is_staff
    assert last.groups.get().name == "Administration"


def test_administrator_who_is_not_the_last_may_be_demoted(client):
    other = create_utilisateur("Administration")
    data = posted_by(client.get(page(other)), groups=[Group.objects.get(name="Lecture").pk])

    client.post(page(other), data)

    assert other.groups.get().name == "Lecture"


def test_account_closed_by_its_form_is_signed_out(client, lea):
    hers = sign_in(lea)
    data = posted_by(client.get(page(lea)))
    data.pop("is_active")
    client.post(page(lea), data)
    Utilisateur.objects.filter(pk=lea.pk).update(is_active=True)

    assert hers.get("/admin/").status_code == 302


def test_password_given_by_somebody_else_is_provisional_and_said(client, lea):
    url = page(lea, "password")

    client.post(url, posted_by(client.get(url), password1=SECRET, password2=SECRET))

    lea.refresh_from_db()
    assert lea.mot_de_passe_provisoire
    assert lea.check_password(SECRET)
    assert "Provisoire, donné par une autre personne" in text_of(client.get(page(lea)))


def test_password_of_one_s_own_is_chosen_elsewhere(client, by):
    answer = client.get(page(by, "password"))

    assert answer.headers["Location"] == "/comptes/mot-de-passe/"


def test_list_tells_the_team_from_municipal_people_and_who_has_a_second_factor(client, by, lea):
    create_utilisateur(nom="Mona", is_staff=False, est_municipal=True)
    Authenticator.objects.create(user=lea, type="totp", data={})
    Authenticator.objects.create(user=by, type="recovery_codes", data={})

    everybody = rows_of(client.get(LIST))
    municipal = rows_of(client.get(f"{LIST}?sorte=municipalite"))
    team = rows_of(client.get(f"{LIST}?sorte=equipe"))

    assert everybody["Léa"] == ["Équipe", "Rédaction", "oui", "oui"]
    assert everybody["Mona"] == ["Municipalité", "—", "oui", "non"]
    assert everybody["Ana"] == ["Équipe", "—", "oui", "non"]
    assert set(municipal) == {"Mona"}
    assert set(team) == {"Ana", "Léa"}


def test_municipal_account_is_read_only_and_never_of_the_team(client):
    mona = create_utilisateur(nom="Mona", is_staff=False, est_municipal=True)

    shown = client.get(page(mona))
    statuses = {
        suffix: client.post(page(mona, suffix), {"is_staff": "on"}).status_code
        for suffix in ("change", "depart", "second-facteur", "password", "delete")
    }

    mona.refresh_from_db()
    assert "Mona" in text_of(shown)
    assert 'name="_save"' not in shown.content.decode()
    assert statuses == dict.fromkeys(statuses, 403)
    assert (mona.is_staff, mona.is_active) == (False, True)


def test_events_say_who_did_what_and_a_command_is_nobody(client, by, lea):
    note_evenement(lea, "facteur_reinitialise", by=None)
    note_evenement(lea, "mot_de_passe", by=by)

    text = text_of(client.get(page(lea)))

    assert "par une commande, sur le serveur" in text
    assert "Mot de passe changé – " in text
    assert " – Ana" in text


def test_list_asks_as_many_questions_for_three_accounts_as_for_thirty(
    client, django_assert_max_num_queries, lea
):
    for _rank in range(30):
        Authenticator.objects.create(user=create_utilisateur("Rédaction"), type="totp", data={})

    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_pages_of_an_account_speak_english_to_who_reads_it(lea):
    english = sign_in(create_superuser(langue="en"))

    assert 'lang="en' in english.get(page(lea, "depart")).content.decode()


def test_without_the_right_nothing_opens(lea):
    editor = sign_in(create_utilisateur("Rédaction"))

    for client in (editor, Client()):
        for suffix in ("depart", "second-facteur"):
            assert client.post(page(lea, suffix)).status_code in (302, 403)
    assert Utilisateur.objects.get(pk=lea.pk).is_active
