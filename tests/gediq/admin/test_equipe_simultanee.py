"""Two people of the team who act at the same moment, each in a thread, on both databases."""

import pytest

from gediq.domain.equipe import administrators
from municipalites.models import Contact, Invitation
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_contact, create_releve
from tests.formulaires import posted_by
from tests.gediq.admin.test_concurrence import Navigateur, at_once, posting

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/admin/gediq/utilisateur/"
PAULE = "paule@ville.example"


def signed_in(utilisateur):
    client = Navigateur()
    client.force_login(utilisateur)
    return client


@pytest.mark.parametrize("_again", range(3))
@pytest.mark.parametrize("taken", ["is_active", "groups"])
def test_of_two_administrators_who_demote_each_other_in_the_form_one_stays(taken, _again):
    people = [create_utilisateur("Administration"), create_utilisateur("Administration")]
    calls = []
    for by, other in (people, people[::-1]):
        client, url = signed_in(by), f"{LIST}{other.pk}/change/"
        data = posted_by(client.get(url))
        del data[taken]
        calls.append(posting(client, url, data))

    answers = at_once(calls)

    # The other is told so in the form, or finds the door closed already.
    assert [answer.headers.get("Location") for answer in answers].count(LIST) == 1
    assert administrators().count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_replacement_confirmed_twice_at_once_moves_once(_again):
    ville = create_municipalite()
    create_contact(courriel=PAULE, territoire_id=ville.pk)
    create_acces(create_utilisateur(courriel=PAULE, is_staff=False, est_municipal=True), ville)
    releve = create_releve(ancien_courriel=PAULE, courriel="noe@ville.example")
    url, calls = f"/admin/municipalites/releve/{releve.pk}/change/", []
    for _rank in range(2):
        client = signed_in(create_utilisateur("Rédaction"))
        calls.append(posting(client, url, {**posted_by(client.get(url)), "confirmer": "oui"}))

    answers = at_once(calls)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Contact.objects.current().count() == 1
    assert Invitation.objects.count() == 1
