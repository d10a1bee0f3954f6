"""People of one municipality who act on each other at the very same time, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections, transaction
from django.test import Client

from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, Utilisateur
from municipalites.domain.acceptation import accept_invitation
from municipalites.domain.acces import change_role, lock_municipalites, revoke_acces
from municipalites.domain.invitations import create_invitation, remind_invitation, revoke_invitation
from municipalites.models import AccesMunicipal, Contact, Invitation, Role
from tests.factories.comptes import create_superuser
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces
from tests.factories.personnes import create_invitation as invite

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; what each returned, or the kind of its refusal."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except (PermissionDenied, ValidationError) as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def transmitters(ville, count=2):
    return [create_acces(municipalite=ville, role=Role.TRANSMISSION) for _rank in range(count)]


def still_transmit(ville):
    return AccesMunicipal.objects.active().filter(municipalite=ville, role=Role.TRANSMISSION).count()


@pytest.mark.parametrize("_again", range(4))
def test_of_two_transmitters_who_revoke_each_other_exactly_one_wins(_again):
    ville = create_municipalite()
    one, other = transmitters(ville)

    answers = at_once(
        lambda: revoke_acces(one, by=other.utilisateur), lambda: revoke_acces(other, by=one.utilisateur)
    )

    assert answers.count(PermissionDenied) == 1
    assert still_transmit(ville) == 1


@pytest.mark.parametrize("_again", range(4))
def test_of_the_last_two_transmitters_who_leave_at_once_one_stays(_again):
    ville = create_municipalite()
    one, other = transmitters(ville)

    answers = at_once(
        lambda: revoke_acces(one, by=one.utilisateur),
        lambda: change_role(other, role=Role.LECTURE, by=other.utilisateur),
    )

    assert answers.count(ValidationError) == 1
    assert still_transmit(ville) == 1


@pytest.mark.parametrize("_again", range(4))
def test_invitation_accepted_by_two_clicks_at_once_opens_one_access(_again):
    invitation = invite()
    texte = create_jeton("invitation", invitation.pk)

    answers = at_once(lambda: accept_invitation(texte), lambda: accept_invitation(texte))

    assert [answer.pk for answer in answers] == [invitation.pk] * 2
    assert AccesMunicipal.objects.get().utilisateur.courriel == invitation.courriel
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("_again", range(4))
def test_two_municipalities_accepted_at_once_make_one_account(_again):
    invitations = [invite(courriel="ana@exemple.org"), invite(courriel="ana@exemple.org")]
    textes = [create_jeton("invitation", row.pk) for row in invitations]

    at_once(*[lambda texte=texte: accept_invitation(texte) for texte in textes])

    assert Utilisateur.objects.get().acces_municipaux.count() == 2


@pytest.mark.parametrize("_again", range(4))
def test_invitation_is_accepted_or_withdrawn_never_both(_again):
    ville = create_municipalite()
    (acces,) = transmitters(ville, 1)
    invitation = invite(ville)
    texte = create_jeton("invitation", invitation.pk)

    at_once(lambda: accept_invitation(texte), lambda: revoke_invitation(invitation, by=acces.utilisateur))

    invitation.refresh_from_db()
    assert bool(invitation.acceptee_le) != bool(invitation.revoquee_le)
    assert AccesMunicipal.objects.active().filter(municipalite=ville).count() == (
        2 if invitation.acceptee_le else 1
    )


def test_team_waits_for_the_municipality_and_both_get_an_answer():
    """In another order of locks, each would wait for the other."""
    ville, begun = create_municipalite(), Event()
    one, other = transmitters(ville)
    client = Client()
    client.force_login(create_superuser())
    data = {"action": "revoke_selected", "_selected_action": [other.pk], "confirmer": "oui"}

    def act_slowly():
        with transaction.atomic():
            lock_municipalites([ville.pk])
            begun.set()
            sleep(0.5)
            return change_role(other, role=Role.LECTURE, by=one.utilisateur).role

    def act_as_the_team():
        begun.wait(10)
        return client.post("/admin/municipalites/accesmunicipal/", data).status_code

    assert at_once(act_slowly, act_as_the_team) == [Role.LECTURE, 302]
    other.refresh_from_db()
    assert other.revoque_le is not None


@pytest.mark.parametrize("_again", range(4))
def test_two_clicks_invite_and_remind_once(_again):
    ville = create_municipalite()
    (acces,) = transmitters(ville, 1)
    by = acces.utilisateur
    words = {"courriel": "ana@exemple.org", "nom": "Ana", "langue": "fr", "role": Role.LECTURE, "by": by}

    at_once(*[lambda: create_invitation(ville, **words)] * 2)
    invitation = Invitation.objects.get()
    at_once(*[lambda: remind_invitation(invitation, by=by)] * 2)

    assert Courriel.objects.filter(modele="invitation").count() == 1
