"""People of one municipality who act on each other at the very same time, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from gediq.domain.jetons import create_jeton
from gediq.models import Courriel, Utilisateur
from municipalites.domain.acceptation import accept_invitation
from municipalites.domain.acces import change_role, revoke_acces
from municipalites.domain.invitations import create_invitation, remind_invitation, revoke_invitation
from municipalites.models import AccesMunicipal, Contact, Invitation, Role
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
