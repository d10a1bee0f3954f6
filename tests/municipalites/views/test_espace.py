"""The private pages: who enters, what each role finds there, and nothing of other municipalities."""

import pytest
from django.utils import timezone

from gediq.models import Courriel, Identite
from municipalites.models import AccesMunicipal, Invitation, Role
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_invitation
from tests.pages import Page

pytestmark = pytest.mark.django_db

ESPACE = "/fr/espace/"


@pytest.fixture
def acces():
    return create_acces(role=Role.TRANSMISSION)


@pytest.fixture
def home(acces):
    return f"{ESPACE}{acces.municipalite.code}/"


@pytest.fixture
def signed_in(client, acces):
    client.force_login(acces.utilisateur)
    return client


def text(response):
    return " ".join(words for _lang, words in Page(response.content.decode()).texts)


# --- The door ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "suite"),
    [
        ("/fr/espace/", "next=%2Ffr%2Fespace%2F"),
        ("/en/espace/profil/", "next=%2Fen%2Fespace%2Fprofil%2F&langue=en"),
    ],
)
def test_anonymous_person_signs_in_first_and_comes_back(client, path, suite):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/comptes/connexion/?{suite}")


def test_anonymous_person_learns_nothing_of_a_municipality(client, home):
    unknown = client.get(f"{ESPACE}99999/")

    assert (
        client.get(home)["Location"].replace(home.strip("/").rpartition("/")[2], "99999")
        == unknown["Location"]
    )


@pytest.mark.parametrize("create", [create_superuser, create_utilisateur])
def test_team_is_sent_to_the_administration(client, home, create):
    client.force_login(create())

    for path in (ESPACE, home, f"{ESPACE}profil/"):
        response = client.get(path)
        assert response.status_code == 403
        assert 'href="/admin/"' in response.content.decode()


def test_person_without_any_access_is_told_whom_to_write_to(client):
    Identite.objects.update_or_create(pk=1, defaults={"courriel": "info@exemple.org"})
    client.force_login(create_utilisateur(is_staff=False, est_municipal=True))

    response = client.get(ESPACE)

    assert response.status_code == 403
    assert "Vous n’avez accès à aucune municipalité" in text(response)
    assert "mailto:info@exemple.org" in response.content.decode()
    assert "/admin/" not in response.content.decode()


def test_revoked_colleague_is_out_at_the_next_request(signed_in, acces, home):
    assert signed_in.get(home).status_code == 200

    AccesMunicipal.objects.update(revoque_le=timezone.now())

    assert signed_in.get(home).status_code == 403
    assert signed_in.post(f"{home}inviter/", {}).status_code == 403


def test_closed_account_is_out_at_the_next_request(signed_in, acces, home):
    acces.utilisateur.is_active = False
    acces.utilisateur.save()

    assert signed_in.get(home).status_code == 302


def test_private_pages_are_never_kept_nor_found(signed_in, home):
    response = signed_in.get(home)

    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


# --- One or several municipalities ------------------------------------------------------------------


def test_only_municipality_is_its_page_at_once(signed_in, home):
    response = signed_in.get(ESPACE)

    assert (response.status_code, response["Location"]) == (302, home)


def test_several_municipalities_are_a_list(signed_in, acces):
    other = create_acces(acces.utilisateur, create_municipalite(nom="Autre-Ville"))
    left = create_municipalite(nom="Ville-Quittée")
    create_acces(acces.utilisateur, left, revoque_le=timezone.now())

    words = text(signed_in.get(ESPACE))

    assert acces.municipalite.nom in words
    assert other.municipalite.nom in words
    assert left.nom not in words


@pytest.mark.parametrize("page", ["", "inviter/", "quitter/"])
def test_another_municipality_is_as_if_it_did_not_exist(signed_in, page):
    other = create_acces(role=Role.TRANSMISSION).municipalite

    answers = [signed_in.get(f"{ESPACE}{code}/{page}") for code in (other.code, "99999")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.decode().replace(other.code, "99999") == answers[1].content.decode()


def test_page_says_who_we_are_who_is_there_and_what_one_may_do(signed_in, acces, home):
    Identite.objects.update_or_create(
        pk=1, defaults={"courriel": "info@exemple.org", "telephone": "514 555-0199"}
    )
    colleague = create_acces(municipalite=acces.municipalite, role=Role.LECTURE, invite_par=acces.utilisateur)
    gone = create_acces(municipalite=acces.municipalite, revoque_le=timezone.now())
    invitation = create_invitation(acces.municipalite, created_by=acces.utilisateur)
    elsewhere = [create_acces().utilisateur.courriel, create_invitation().courriel]

    words = text(signed_in.get(home))

    assert acces.municipalite.nom in words
    assert "inviter des collègues et retirer leur accès" in words
    for known in (colleague.utilisateur.courriel, invitation.courriel, "514 555-0199", "info@exemple.org"):
        assert known in words
    for hidden in (gone.utilisateur.courriel, *elsewhere):
        assert hidden not in words


def test_language_is_that_of_the_address_with_a_link_to_the_other(signed_in, acces, home):
    acces.utilisateur.langue = "fr"
    acces.utilisateur.save()

    page = Page(signed_in.get(home.replace("/fr/", "/en/")).content.decode())

    assert page.lang == "en-CA"
    assert home in page.links


@pytest.mark.parametrize("role", [Role.LECTURE, Role.REDACTION])
def test_lower_roles_see_their_colleagues_and_no_way_to_manage_them(client, role):
    acces = create_acces(role=role)
    create_acces(municipalite=acces.municipalite)
    create_invitation(acces.municipalite)
    client.force_login(acces.utilisateur)

    page = Page(client.get(f"{ESPACE}{acces.municipalite.code}/").content.decode())

    acts = ("inviter/", "role/", "retirer/", "relancer/", "lien/")
    assert [link for link in page.links if link.endswith(acts)] == []
    assert any(link.endswith("quitter/") for link in page.links)


def test_as_many_queries_with_one_colleague_and_with_ten(signed_in, acces, home, django_assert_num_queries):
    def count():
        with django_assert_num_queries(100, exact=False) as queries:
            signed_in.get(home)
        return len(queries)

    first = count()
    for _rank in range(10):
        create_acces(municipalite=acces.municipalite, invite_par=acces.utilisateur)
        create_invitation(acces.municipalite, created_by=acces.utilisateur)

    assert count() == first


# --- Profile ----------------------------------------------------------------------------------------


def test_person_changes_name_and_language(signed_in, acces):
    response = signed_in.post(f"{ESPACE}profil/", {"nom": "Ana Roy", "langue": "en"})

    acces.utilisateur.refresh_from_db()
    assert response.status_code == 302
    assert (acces.utilisateur.nom, acces.utilisateur.langue) == ("Ana Roy", "en")


def test_empty_name_is_refused_with_what_was_typed(signed_in, acces):
    response = signed_in.post(f"{ESPACE}profil/", {"nom": " ", "langue": "en"})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


# --- What each act answers, by role and municipality ------------------------------------------------


def pages_of(municipalite):
    """(path, is it only a POST) of each act on a colleague or an invitation of a municipality."""
    person, invitation = create_acces(municipalite=municipalite), create_invitation(municipalite)
    home = f"{ESPACE}{municipalite.code}/"
    return {
        f"{home}inviter/": {"nom": "Ana", "courriel": "ana@exemple.org", "langue": "fr", "role": "lecture"},
        f"{home}acces/{person.pk}/role/": {"role": "lecture"},
        f"{home}acces/{person.pk}/retirer/": {},
        f"{home}invitations/{invitation.pk}/relancer/": {},
        f"{home}invitations/{invitation.pk}/lien/": {},
        f"{home}invitations/{invitation.pk}/retirer/": {},
    }


def state():
    """All that an act could change."""
    return (
        list(AccesMunicipal.objects.order_by("pk").values()),
        list(Invitation.objects.order_by("pk").values()),
        Courriel.objects.count(),
    )


@pytest.mark.parametrize("role", Role)
def test_get_changes_nothing_whoever_asks(client, role):
    acces = create_acces(role=role)
    paths = [*pages_of(acces.municipalite), f"{ESPACE}{acces.municipalite.code}/quitter/"]
    client.force_login(acces.utilisateur)
    before = state()

    for path in paths:
        client.get(path)

    assert state() == before


@pytest.mark.parametrize("role", [Role.LECTURE, Role.REDACTION])
def test_lower_roles_are_refused_every_act(client, role):
    acces = create_acces(role=role)
    acts = pages_of(acces.municipalite)
    client.force_login(acces.utilisateur)
    before = state()

    codes = {client.post(path, data).status_code for path, data in acts.items()}

    assert codes == {403}
    assert client.get(f"{ESPACE}{acces.municipalite.code}/inviter/").status_code == 403
    assert state() == before


@pytest.mark.parametrize("role", Role)
def test_nobody_acts_for_another_municipality(client, role):
    acces = create_acces(role=role)
    acts = pages_of(create_municipalite())
    client.force_login(acces.utilisateur)
    before = state()

    codes = {client.post(path, data).status_code for path, data in acts.items()}

    assert codes == {404}
    assert state() == before


def test_rows_of_another_municipality_are_not_reached_through_ones_own(signed_in, acces):
    other = create_municipalite()
    acts = {path.replace(other.code, acces.municipalite.code): data for path, data in pages_of(other).items()}
    del acts[f"{ESPACE}{acces.municipalite.code}/inviter/"]
    before = state()

    codes = {signed_in.post(path, data).status_code for path, data in acts.items()}

    assert codes == {404}
    assert state() == before


def test_anonymous_post_changes_nothing(client):
    acts = pages_of(create_municipalite())
    before = state()

    codes = {client.post(path, data).status_code for path, data in acts.items()}

    assert codes == {302}
    assert state() == before


@pytest.mark.parametrize("person", [create_superuser, create_utilisateur])
def test_team_acts_in_the_administration_alone(client, person):
    acts = pages_of(create_municipalite())
    client.force_login(person())
    before = state()

    codes = {client.post(path, data).status_code for path, data in acts.items()}

    assert codes == {403}
    assert state() == before


@pytest.mark.parametrize("path", [f"{ESPACE}profil/", "/comptes/"])
@pytest.mark.parametrize("nom", ["Gagnez http://exemple.org", "www.exemple.org"])
def test_a_name_that_our_mails_would_repeat_holds_no_address(signed_in, acces, path, nom):
    response = signed_in.post(path, {"nom": nom, "langue": "fr"})

    before = acces.utilisateur.nom
    acces.utilisateur.refresh_from_db()
    assert acces.utilisateur.nom == before
    assert "Un nom ne contient pas d’adresse web." in response.content.decode()
