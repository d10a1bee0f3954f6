"""« Accès municipaux » and « Invitations » in the back office: what the team reads there, and does."""

import pytest
from django.utils import timezone

from gediq.domain.jetons import create_jeton, find_jeton, hash_of
from gediq.models import Courriel, Jeton
from municipalites.models import AccesMunicipal, Invitation, Role
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_contact, create_invitation
from tests.pages import Page

pytestmark = pytest.mark.django_db

ACCES = "/admin/municipalites/accesmunicipal/"
INVITATIONS = "/admin/municipalites/invitation/"


@pytest.fixture
def redaction(client):
    client.force_login(create_utilisateur("Rédaction"))
    return client


def said(response):
    return " ".join(words for _lang, words in Page(response.content.decode()).texts)


def act(client, url, action, *rows, confirmed=True, **answers):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **answers}
    return client.post(url, data | ({"confirmer": "oui"} if confirmed else {}), follow=True)


def words(ville, **fields):
    defaults = {"nom": "Ana Roy", "courriel": "ana@exemple.org", "langue": "en", "role": "lecture"}
    return {"municipalite": ville.pk, **defaults, **fields}


# --- Access -----------------------------------------------------------------------------------------


def test_list_tells_who_enters_where_and_since_when(redaction):
    author = create_utilisateur(nom="Luc Côté")
    acces = create_acces(invite_par=author)

    page = said(redaction.get(ACCES))

    wanted = (acces.utilisateur.courriel, acces.municipalite.nom, "Luc Côté", "Rédaction")
    assert [word for word in wanted if word not in page] == []


@pytest.mark.parametrize("url", [ACCES, INVITATIONS])
def test_reading_group_sees_nothing_of_it(client, url):
    client.force_login(create_utilisateur("Lecture"))

    assert client.get(url).status_code == 403


def test_question_changes_nothing_and_the_confirmed_act_does(redaction):
    acces = create_acces()

    question = act(redaction, ACCES, "revoke_selected", acces, confirmed=False)
    before = AccesMunicipal.objects.active().count()
    act(redaction, ACCES, "revoke_selected", acces)

    acces.refresh_from_db()
    assert str(acces.utilisateur) in said(question)
    assert (before, acces.revoque_le is None) == (1, False)


def test_team_changes_the_role_of_several_at_once(redaction):
    rows = [create_acces(), create_acces()]

    act(redaction, ACCES, "change_selected", *rows, role="transmission")

    assert set(AccesMunicipal.objects.values_list("role", flat=True)) == {Role.TRANSMISSION}


def test_last_transmitter_may_be_revoked_by_the_team_and_a_faire_says_so(redaction):
    acces = create_acces(role=Role.TRANSMISSION)

    act(redaction, ACCES, "revoke_selected", acces)

    line = "Municipalités sans personne qui transmet"
    assert line in said(redaction.get("/admin/"))
    listed = redaction.get("/admin/municipalites/municipalite/?a_faire=municipalite-sans-transmission")
    assert acces.municipalite.nom in said(listed)


def test_page_of_an_access_is_read_and_acted_upon_never_edited(redaction):
    acces = create_acces()
    url = f"{ACCES}{acces.pk}/change/"

    page = redaction.get(url).content.decode()
    redaction.post(url, {"role": "transmission"})

    acces.refresh_from_db()
    assert 'value="revoke_selected"' in page
    assert 'name="role"' not in page
    assert acces.role == Role.REDACTION


def test_revoked_access_offers_no_act(redaction):
    acces = create_acces(revoque_le=timezone.now())

    assert 'value="revoke_selected"' not in redaction.get(f"{ACCES}{acces.pk}/change/").content.decode()


# --- Invitations ------------------------------------------------------------------------------------


def test_add_form_invites(redaction):
    ville = create_municipalite()

    response = redaction.post(f"{INVITATIONS}add/", words(ville), follow=True)

    invitation, courriel = Invitation.objects.get(), Courriel.objects.get()
    assert "L’invitation part à ana@exemple.org." in said(response)
    assert (invitation.municipalite, invitation.langue, invitation.role) == (ville, "en", Role.LECTURE)
    assert (courriel.destinataire, courriel.modele) == ("ana@exemple.org", "invitation")
    assert courriel.repondre_a == invitation.created_by.courriel


def test_add_form_renews_an_expired_invitation(redaction):
    ville = create_municipalite()
    old = create_invitation(ville, courriel="ana@exemple.org", expire_le=timezone.now())

    redaction.post(f"{INVITATIONS}add/", words(ville))

    assert Invitation.objects.pending().get().pk == old.pk


@pytest.mark.parametrize(
    "fault", [{"courriel": "ana"}, {"courriel": ""}, {"nom": ""}, {"role": "patron"}, {"municipalite": 0}]
)
def test_add_form_with_a_fault_invites_nobody(redaction, fault):
    response = redaction.post(f"{INVITATIONS}add/", words(create_municipalite(), **fault))

    assert response.status_code == 200
    assert not Invitation.objects.exists()


def test_refusal_of_the_domain_is_said_in_the_form(redaction):
    create_utilisateur(courriel="ana@exemple.org")

    response = redaction.post(f"{INVITATIONS}add/", words(create_municipalite()))

    assert "membre de l’équipe" in said(response)
    assert not Invitation.objects.exists()


def test_form_is_filled_from_a_municipality_or_a_contact(redaction):
    contact = create_contact(nom="Ana Roy", courriel="ana@exemple.org", langue="en")
    ville = create_municipalite()

    for page, known in [
        (f"/admin/municipalites/municipalite/{ville.pk}/change/", [ville.nom]),
        (
            f"/admin/municipalites/contact/{contact.pk}/change/",
            [contact.territoire.nom, "Ana Roy", "ana@exemple.org"],
        ),
    ]:
        links = Page(redaction.get(page).content.decode()).links
        (link,) = [link for link in links if link.startswith(f"{INVITATIONS}add/?")]
        form = redaction.get(link).content.decode()
        assert all(word in form for word in known)
        assert "@" not in link


@pytest.mark.parametrize(
    "query", ["contact=0", "contact=abc", "municipalite=x", "contact=99999999999999999999"]
)
def test_form_is_empty_when_the_address_names_nobody(redaction, query):
    assert redaction.get(f"{INVITATIONS}add/?{query}").status_code == 200


def test_states_of_invitations_are_told_and_filtered(redaction):
    now = timezone.now()
    rows = {
        "attente": create_invitation(),
        "expiree": create_invitation(expire_le=now),
        "acceptee": create_invitation(acceptee_le=now),
        "retiree": create_invitation(revoquee_le=now),
    }
    labels = {"attente": "En attente", "expiree": "Expirée", "acceptee": "Acceptée", "retiree": "Retirée"}

    for code, row in rows.items():
        page = said(redaction.get(f"{INVITATIONS}?etat={code}"))
        assert [other.courriel in page for other in rows.values()].count(True) == 1
        assert row.courriel in page
        assert labels[code] in said(redaction.get(f"{INVITATIONS}{row.pk}/change/"))


def test_team_reminds_then_withdraws(redaction):
    invitation = create_invitation(expire_le=timezone.now())

    act(redaction, INVITATIONS, "remind_selected", invitation)
    again = act(redaction, INVITATIONS, "remind_selected", invitation)
    act(redaction, INVITATIONS, "revoke_selected", invitation)

    invitation.refresh_from_db()
    assert Courriel.objects.count() == 1
    assert "0 invitation" in said(again)
    assert invitation.revoquee_le is not None


def test_link_to_hand_over_is_shown_once_in_a_text_to_paste(redaction):
    invitation = create_invitation()
    earlier = create_jeton("invitation", invitation.pk)

    response = act(redaction, INVITATIONS, "link_selected", invitation, confirmed=False)

    lien = next(line for line in said(response).split() if "/espace/invitation/" in line)
    texte = lien.rstrip("/").rpartition("/")[2]
    assert Jeton.objects.get(empreinte=hash_of(texte)).created_by.groups.get().name == "Rédaction"
    assert find_jeton("invitation", earlier)
    assert "no-store" in response["Cache-Control"]


def test_link_is_made_for_one_invitation_at_a_time_and_for_no_dead_one(redaction):
    rows = [create_invitation(), create_invitation()]
    dead = create_invitation(revoquee_le=timezone.now())

    act(redaction, INVITATIONS, "link_selected", *rows, confirmed=False)
    act(redaction, INVITATIONS, "link_selected", dead, confirmed=False)

    assert not Jeton.objects.filter(usage="invitation").exists()


@pytest.mark.parametrize("action", ["remind_selected", "revoke_selected", "link_selected"])
def test_reading_group_does_nothing_to_an_invitation(client, action):
    client.force_login(create_utilisateur("Lecture"))
    invitation = create_invitation(expire_le=timezone.now())

    act(client, INVITATIONS, action, invitation)

    assert Invitation.objects.filter(revoquee_le__isnull=True, relances=0).exists()
    assert not Jeton.objects.filter(usage="invitation").exists()
