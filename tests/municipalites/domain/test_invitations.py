"""Inviting somebody: who may, whom, what the mail says, and what becomes of the links."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gediq.domain.jetons import find_jeton, hash_of
from gediq.models import Courriel, Jeton
from municipalites.domain import invitations as domain
from municipalites.domain.acces import revoke_acces
from municipalites.domain.liens_invitation import COURRIELS, find_invitation, write_message
from municipalites.models import Invitation, Role
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces
from tests.factories.personnes import create_invitation as invite

pytestmark = pytest.mark.django_db

WORDS = {"courriel": "Ana.Roy@Exemple.org", "nom": " Ana  Roy ", "langue": "en", "role": Role.LECTURE}


@pytest.fixture
def ville():
    return create_municipalite()


@pytest.fixture
def by(ville):
    return create_acces(municipalite=ville, role=Role.TRANSMISSION).utilisateur


def days_ago(count):
    return timezone.now() - timedelta(days=count)


def token_of(lien):
    return lien.rstrip("/").rpartition("/")[2]


def open_links(invitation):
    return Jeton.objects.valid().filter(usage="invitation", cle=invitation.pk).count()


# --- Creating ---------------------------------------------------------------------------------------


def test_invitation_is_kept_and_its_mail_waits_in_the_language_of_the_person(ville, by):
    invitation = domain.create_invitation(ville, **WORDS, by=by)

    courriel = Courriel.objects.get()
    assert (invitation.courriel, invitation.nom, invitation.created_by) == (
        "ana.roy@exemple.org",
        "Ana Roy",
        by,
    )
    assert (courriel.destinataire, courriel.langue) == ("ana.roy@exemple.org", "en")
    assert courriel.evenement == f"invitation:{invitation.pk}:0"
    assert "[[lien]]" in courriel.texte
    assert ville.nom in courriel.objet


def test_link_of_the_mail_is_made_when_it_leaves_and_kept_as_a_hash(ville, by, settings):
    invitation = domain.create_invitation(ville, **WORDS, by=by)

    lien = COURRIELS["invitation"].fill(Courriel.objects.get())["lien"]

    texte = token_of(lien)
    assert lien.startswith(f"{settings.ORIGINE_COURRIELS}/en/espace/invitation/")
    assert find_invitation(texte) == invitation
    assert Jeton.objects.get().empreinte == hash_of(texte)
    assert not Courriel.objects.filter(texte__contains=texte).exists()


@pytest.mark.parametrize("role", [Role.LECTURE, Role.REDACTION])
def test_lower_roles_invite_nobody(ville, role):
    with pytest.raises(PermissionDenied):
        domain.create_invitation(ville, **WORDS, by=create_acces(municipalite=ville, role=role).utilisateur)


def test_nobody_invites_for_another_municipality(by):
    with pytest.raises(PermissionDenied):
        domain.create_invitation(create_municipalite(), **WORDS, by=by)


def test_rights_of_the_team_follow_the_groups(ville):
    with pytest.raises(PermissionDenied):
        domain.create_invitation(ville, **WORDS, by=create_utilisateur("Lecture"))

    domain.create_invitation(ville, **WORDS, by=create_utilisateur("Rédaction"))

    assert Invitation.objects.count() == 1


def test_answers_go_to_the_member_of_the_team_who_invites(ville):
    staff = create_utilisateur("Rédaction")

    domain.create_invitation(ville, **WORDS, by=staff)

    assert Courriel.objects.get().repondre_a == staff.courriel


def test_address_of_the_team_is_refused(ville, by):
    create_utilisateur(courriel="ana.roy@exemple.org")

    with pytest.raises(ValidationError, match="membre de l’équipe"):
        domain.create_invitation(ville, **WORDS, by=by)


def test_somebody_who_has_access_is_not_invited_there_again(ville, by):
    person = create_utilisateur(courriel="ana.roy@exemple.org", is_staff=False, est_municipal=True)
    create_acces(person, ville)

    with pytest.raises(ValidationError, match="déjà accès"):
        domain.create_invitation(ville, **WORDS, by=by)


def test_somebody_of_another_municipality_is_invited(ville, by):
    person = create_utilisateur(courriel="ana.roy@exemple.org", is_staff=False, est_municipal=True)
    create_acces(person)

    assert domain.create_invitation(ville, **WORDS, by=by).pk


def test_invitation_that_waits_is_not_doubled(ville, by):
    invite(ville, courriel="ana.roy@exemple.org", expire_le=timezone.now() + timedelta(days=3))

    with pytest.raises(ValidationError, match="attend déjà"):
        domain.create_invitation(ville, **WORDS, by=by)


def test_expired_invitation_is_taken_up_again_with_the_new_words(ville, by):
    old = invite(ville, courriel="ana.roy@exemple.org", role=Role.TRANSMISSION, expire_le=days_ago(1))

    again = domain.create_invitation(ville, **WORDS, by=by)

    assert (again.pk, again.role, again.nom) == (old.pk, Role.LECTURE, "Ana Roy")
    assert Invitation.objects.pending().get() == again
    assert Courriel.objects.get().evenement == f"invitation:{old.pk}:1"


@pytest.mark.parametrize("nom", ["Gagnez http://exemple.org", "www.exemple.org", "WWW.Exemple"])
def test_a_name_holds_no_address(ville, by, nom):
    with pytest.raises(ValidationError, match="pas d’adresse web"):
        domain.create_invitation(
            ville, courriel="ana@exemple.org", nom=nom, langue="fr", role="lecture", by=by
        )

    assert not Courriel.objects.exists()


def test_municipality_that_ended_invites_nobody(ville, by):
    ville.date_fin = timezone.localdate()
    ville.save()

    with pytest.raises(ValidationError, match="n’existe plus"):
        domain.create_invitation(ville, **WORDS, by=by)


@pytest.mark.parametrize("adresse", ["", "ana", "ana@exemple.org\nBcc: x@exemple.org", "a,b@exemple.org"])
def test_what_is_no_single_address_is_refused(ville, by, adresse):
    with pytest.raises(ValidationError):
        domain.create_invitation(ville, **(WORDS | {"courriel": adresse}), by=by)


# --- Reminding, withdrawing, handing over -----------------------------------------------------------


def test_reminder_makes_another_mail_and_earlier_links_still_open(ville, by):
    invitation = invite(ville, expire_le=timezone.now() + timedelta(days=2))
    first = token_of(domain.create_invitation_link(invitation, by=by))
    Invitation.objects.update(expire_le=timezone.now() + timedelta(days=2))

    assert domain.remind_invitation(invitation, by=by)

    second = token_of(COURRIELS["invitation"].fill(Courriel.objects.get())["lien"])
    assert find_invitation(first) == find_invitation(second) == invitation
    assert Courriel.objects.get().evenement == f"invitation:{invitation.pk}:1"


def test_second_click_on_remind_sends_nothing(ville, by):
    invitation = invite(ville, expire_le=timezone.now() + timedelta(days=2))

    assert [domain.remind_invitation(invitation, by=by) for _click in range(2)] == [True, False]
    assert Courriel.objects.count() == 1


def test_expired_invitation_is_renewed_by_a_reminder(ville, by):
    invitation = invite(ville, expire_le=days_ago(100))

    domain.remind_invitation(invitation, by=by)

    assert Invitation.objects.pending().get() == invitation


def test_withdrawn_invitation_kills_all_its_links_at_once(ville, by):
    invitation = invite(ville)
    textes = [token_of(domain.create_invitation_link(invitation, by=by)) for _link in range(2)]

    domain.revoke_invitation(invitation, by=by)

    assert [find_invitation(texte) for texte in textes] == [None, None]
    assert open_links(invitation) == 0


def test_mail_that_leaves_after_the_withdrawal_is_not_sent(ville, by):
    invitation = domain.create_invitation(ville, **WORDS, by=by)
    domain.revoke_invitation(invitation, by=by)

    assert COURRIELS["invitation"].fill(Courriel.objects.get()) is None
    assert open_links(invitation) == 0


def test_withdrawn_invitation_is_neither_reminded_nor_handed_over(ville, by):
    invitation = domain.revoke_invitation(invite(ville), by=by)

    for act in (domain.remind_invitation, domain.create_invitation_link):
        with pytest.raises(ValidationError, match="n’attend plus personne"):
            act(invitation, by=by)


def test_accepted_invitation_is_not_withdrawn(ville, by):
    invitation = invite(ville, acceptee_le=timezone.now())

    with pytest.raises(ValidationError, match="a été acceptée"):
        domain.revoke_invitation(invitation, by=by)


@pytest.mark.parametrize(
    "act", [domain.remind_invitation, domain.revoke_invitation, domain.create_invitation_link]
)
def test_nobody_touches_the_invitation_of_another_municipality(by, act):
    invitation = invite()

    with pytest.raises(PermissionDenied):
        act(invitation, by=by)

    assert open_links(invitation) == 0


def test_invitation_outlives_the_access_of_its_author(ville, by):
    invitation = domain.create_invitation(ville, **WORDS, by=by)
    other = create_acces(municipalite=ville, role=Role.TRANSMISSION).utilisateur

    revoke_acces(by.acces_municipaux.get(), by=other)

    assert find_invitation(token_of(domain.create_invitation_link(invitation, by=other))) == invitation


def test_handed_link_lasts_thirty_days_and_says_who_made_it(ville, by):
    invitation = invite(ville, expire_le=days_ago(3))

    texte = token_of(domain.create_invitation_link(invitation, by=by))

    jeton = find_jeton("invitation", texte)
    assert jeton.created_by == by
    assert timedelta(days=29) < jeton.expire_le - timezone.now() <= timedelta(days=30)
    assert Invitation.objects.pending().get() == invitation


@pytest.mark.parametrize(("langue", "mot"), [("fr", "Bonjour"), ("en", "Hello")])
def test_text_to_paste_speaks_the_language_of_the_person(langue, mot):
    invitation = invite(langue=langue, nom="D’Arcy & L'Heureux")

    message = write_message(invitation, "https://exemple.org/lien/")

    assert message.startswith(f"{mot} D’Arcy & L'Heureux,")
    assert "\nhttps://exemple.org/lien/\n" in message
