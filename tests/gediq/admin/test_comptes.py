"""Accounts in the back office: the words of the house, from the first form to the history."""

import pytest
from django.contrib.auth.models import Group

from gediq.models import Courriel, Utilisateur
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.formulaires import posted_by
from tests.gediq.admin.conftest import sign_in
from tests.gediq.admin.test_historique import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/utilisateur/"
SECRET = "trois vaches dans le pré"


@pytest.fixture
def personne(ana):
    return create_utilisateur(nom="Chloé")


def test_form_of_a_new_account_tells_what_its_password_is_for_and_how_long_it_must_be(ana, settings):
    settings.AUTH_PASSWORD_VALIDATORS = [
        {**rule, "OPTIONS": {"min_length": 15}} if "MinimumLength" in rule["NAME"] else rule
        for rule in settings.AUTH_PASSWORD_VALIDATORS
    ]

    text = text_of(ana.get(f"{LIST}add/"))

    assert "Ce mot de passe ne sert qu’une fois" in text
    assert "Au moins 15 caractères." in text
    for words in ("créé un utilisateur", "Votre mot de passe", "par mot de passe"):
        assert words not in text


def test_new_account_must_replace_its_password_and_its_groups_are_chosen_next(ana):
    data = posted_by(ana.get(f"{LIST}add/"), courriel="chloe@exemple.org", nom="Chloé")

    response = ana.post(f"{LIST}add/", data | {"password1": SECRET, "password2": SECRET})

    chloe = Utilisateur.objects.get(courriel="chloe@exemple.org")
    assert response.headers["Location"] == f"{LIST}{chloe.pk}/change/"
    assert chloe.mot_de_passe_provisoire
    assert chloe.check_password(SECRET)
    assert {group.name for group in Group.objects.all()} <= set(
        text_of(ana.get(response.headers["Location"])).split()
    )


def test_a_changed_address_is_told_to_the_one_that_was(ana, personne):
    path = f"{LIST}{personne.pk}/change/"
    ana.post(path, posted_by(ana.get(path), courriel="autre@exemple.org"))

    told = Courriel.objects.get(modele="alerte_compte")
    assert told.destinataire == personne.courriel
    assert "ne s’ouvre plus avec cette adresse" in told.texte
    assert personne.evenements.get().type_evenement == "courriel"


def test_account_shows_nothing_of_what_is_kept_of_its_password(ana, personne):
    text = text_of(ana.get(f"{LIST}{personne.pk}/change/"))

    assert "Gardé sous une forme que personne ne peut lire." in text
    for words in ("algorithme", "itérations", "stockés", personne.password[:10]):
        assert words not in text


@pytest.mark.parametrize(
    ("langue", "moment"), [("fr", "5 juin 2020, à 14 h 30"), ("en", "June 5, 2020, 2:30 p.m.")]
)
def test_account_says_when_it_was_made_as_people_write_it(personne, langue, moment):
    Utilisateur.objects.filter(pk=personne.pk).update(created_at="2020-06-05T18:30:00Z")

    text = text_of(sign_in(create_superuser(langue=langue)).get(f"{LIST}{personne.pk}/change/"))

    assert moment in text
    assert "2020-06-05" not in text


def test_password_of_somebody_is_changed_in_one_way_only(ana, personne):
    url = f"{LIST}{personne.pk}/password/"
    page = ana.get(url)

    response = ana.post(url, posted_by(page, password1=SECRET, password2=SECRET))

    personne.refresh_from_db()
    assert "Nouveau mot de passe de Chloé" in text_of(page)
    assert "unset-password" not in page.content.decode()
    assert response.status_code == 302
    assert personne.check_password(SECRET)


def test_history_of_an_account_says_who_and_when_as_people_write_it(ana, personne):
    empty = text_of(ana.get(f"{LIST}{personne.pk}/history/"))
    page = ana.get(f"{LIST}{personne.pk}/change/")
    ana.post(f"{LIST}{personne.pk}/change/", posted_by(page, nom="Chloé B."))

    text = text_of(ana.get(f"{LIST}{personne.pk}/history/"))

    assert "Aucun changement n’est encore consigné" in empty
    assert " – Ana " in text
    assert " h" in text.partition("– Ana")[0]


def test_group_that_does_not_exist_is_refused_in_the_form(ana, personne):
    page = f"{LIST}{personne.pk}/change/"

    response = ana.post(page, posted_by(ana.get(page), groups="999999"))

    assert response.status_code == 200
    assert "groups" in response.context["adminform"].form.errors


def test_own_password_is_never_changed_here_however_its_number_is_written(ana, personne):
    me = Utilisateur.objects.get(pk=ana.session["_auth_user_id"])

    for number in (me.pk, f"0{me.pk}", f"+{me.pk}"):
        response = ana.post(f"{LIST}{number}/password/", {"password1": SECRET, "password2": SECRET})

        assert response.headers["Location"] == "/comptes/mot-de-passe/"

    me.refresh_from_db()
    assert not me.check_password(SECRET)
