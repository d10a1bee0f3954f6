"""Contacts are verified, leave, and are replaced; each check finds those it names, and no other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gediq.models import Courriel, Publication
from gediq.registre import Personne
from municipalites.domain.contacts import (
    DUREE_CONSERVATION,
    DUREE_VERIFICATION,
    has_access,
    leave_contact,
    reachable,
    to_erase,
    to_verify,
    verify_contact,
)
from municipalites.domain.controles_contacts import with_dead_address, without_contact
from municipalites.models import Contact
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_entente, create_municipalite, create_territoire
from tests.factories.personnes import create_acces, create_contact, create_courriel
from tests.factories.programmation import create_programme

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by():
    return create_utilisateur("Rédaction")


def test_a_contact_verified_today_is_fresh_for_a_year(by):
    contact = create_contact(verifie_le="2001-01-01")
    assert list(to_verify()) == [contact]

    verify_contact(contact, by=by)

    today = timezone.localdate()
    assert Contact.objects.get().verifie_le == today
    assert list(to_verify(today + DUREE_VERIFICATION)) == []
    assert list(to_verify(today + DUREE_VERIFICATION + DAY)) == [contact]


def test_a_contact_never_verified_counts_from_the_day_it_came():
    contact = create_contact()
    today = timezone.localdate()

    assert list(to_verify()) == []
    assert list(to_verify(today + DUREE_VERIFICATION + 2 * DAY)) == [contact]


def test_a_contact_who_left_is_neither_verified_nor_written_to_and_is_forgotten_after_two_years(by):
    contact, successor = create_contact(verifie_le="2001-01-01"), create_contact()

    leave_contact(contact, by=by, parti_le=date(2020, 5, 1), remplace_par=successor)

    contact.refresh_from_db()
    assert contact.remplace_par == successor
    assert list(to_verify()) == []
    assert list(Contact.objects.current()) == [successor]
    assert list(to_erase(date(2020, 5, 1) + DUREE_CONSERVATION)) == []
    assert list(to_erase(date(2020, 5, 1) + DUREE_CONSERVATION + DAY)) == [contact]


def test_a_departure_to_come_or_by_oneself_or_by_somebody_gone_is_refused(by):
    contact, gone = create_contact(), create_contact(parti_le="2020-01-01")
    today = timezone.localdate()

    with pytest.raises(ValidationError, match="Attendez ce jour-là"):
        leave_contact(contact, by=by, parti_le=today + DAY)
    with pytest.raises(ValidationError, match="ne se remplace pas elle-même"):
        leave_contact(contact, by=by, parti_le=today, remplace_par=contact)
    with pytest.raises(ValidationError, match="n’est plus là non plus"):
        leave_contact(contact, by=by, parti_le=today, remplace_par=gone)
    with pytest.raises(PermissionDenied):
        leave_contact(contact, by=create_utilisateur("Lecture"), parti_le=today)
    contact.refresh_from_db()
    assert contact.parti_le is None


def test_people_to_write_to_come_once_and_the_others_are_named():
    twice = [create_contact(nom="Alex", courriel="alex@exemple.org", langue="en") for _rank in range(2)]
    mute = create_contact(nom="Sans Adresse", courriel="")
    gone = create_contact(nom="Parti Ailleurs", parti_le="2020-01-01")

    personnes, ecartes = reachable([*twice, mute, gone])

    assert personnes == [Personne("alex@exemple.org", "Alex", "en")]
    assert ecartes == ["Sans Adresse\xa0: sans courriel", "Parti Ailleurs\xa0: n’est plus là"]


def test_access_is_the_one_of_the_same_address_in_the_same_municipality():
    acces = create_acces()
    address = acces.utilisateur.courriel
    known = create_contact(courriel=address, territoire_id=acces.municipalite_id)
    create_contact(courriel=address)
    create_contact(courriel="", territoire_id=acces.municipalite_id)

    assert list(Contact.objects.filter(has_access())) == [known]
    acces.revoque_le = timezone.now()
    acces.save()
    assert not Contact.objects.filter(has_access()).exists()


def test_an_address_is_dead_until_a_later_mail_leaves():
    contact = create_contact()
    create_contact()
    create_courriel(destinataire=contact.courriel, statut=Courriel.Statut.REVENU)
    assert list(with_dead_address()) == [contact]

    create_courriel(destinataire=contact.courriel)

    assert not with_dead_address().exists()


def test_a_place_with_an_agreement_or_in_a_programme_wants_a_contact():
    signing, joining, mrc, idle = (
        create_municipalite(),
        create_municipalite(),
        create_territoire(),
        create_municipalite(),
    )
    create_entente(signing, mrc)
    create_entente(idle, publication=Publication.RETIREE, motif_retrait_fr="Erreur.")
    programme = create_programme()
    programme.participations.create(territoire_id=joining.pk)
    programme.participations.create(territoire_id=idle.pk, date_fin="2020-01-01", date_debut="2019-01-01")
    assert {row.pk for row in without_contact()} == {signing.pk, joining.pk, mrc.pk}

    create_contact(territoire_id=signing.pk)
    create_contact(territoire_id=joining.pk, parti_le="2020-01-01")

    assert {row.pk for row in without_contact()} == {joining.pk, mrc.pk}


def test_an_invented_place_wants_nobody():
    create_entente(create_municipalite(code="00099", est_fictif=True))

    assert not without_contact().exists()
