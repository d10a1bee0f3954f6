"""Who may give, lower and take back an access, and what nobody of a municipality may do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from municipalites.domain import acces as domain
from municipalites.domain.controles_acces import without_transmitter
from municipalites.models import AccesMunicipal, Role
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_contact

pytestmark = pytest.mark.django_db

LAST = "Il n’y aurait plus personne pour transmettre"


@pytest.fixture
def ville():
    return create_municipalite()


@pytest.fixture
def transmetteuse(ville):
    return create_acces(municipalite=ville, role=Role.TRANSMISSION)


def outsider():
    return create_utilisateur(is_staff=False)


def is_open(acces):
    return AccesMunicipal.objects.active().filter(pk=acces.pk).exists()


# --- Giving -----------------------------------------------------------------------------------------


def test_transmitter_gives_an_access_to_a_colleague(ville, transmetteuse):
    person, by = outsider(), transmetteuse.utilisateur

    acces = domain.grant_acces(person, ville, role=Role.LECTURE, by=by)

    person.refresh_from_db()
    assert (acces.role, acces.invite_par, acces.revoque_le) == (Role.LECTURE, by, None)
    assert person.est_municipal
    assert not person.has_usable_password()


@pytest.mark.parametrize("role", [Role.LECTURE, Role.REDACTION])
def test_lower_roles_give_nothing(ville, role):
    with pytest.raises(PermissionDenied):
        domain.grant_acces(
            outsider(), ville, role=Role.LECTURE, by=create_acces(municipalite=ville, role=role).utilisateur
        )


def test_transmitter_gives_nothing_elsewhere(transmetteuse):
    with pytest.raises(PermissionDenied):
        domain.grant_acces(outsider(), create_municipalite(), role=Role.LECTURE, by=transmetteuse.utilisateur)


def test_revoked_transmitter_gives_nothing_any_more(ville, transmetteuse):
    other = create_acces(municipalite=ville, role=Role.TRANSMISSION)
    domain.revoke_acces(transmetteuse, by=other.utilisateur)

    with pytest.raises(PermissionDenied):
        domain.grant_acces(outsider(), ville, role=Role.LECTURE, by=transmetteuse.utilisateur)


@pytest.mark.parametrize("group", ["Rédaction", "Relecture", "Enquêtes", "Administration"])
def test_team_gives_an_access_anywhere(ville, group):
    person = outsider()

    domain.grant_acces(person, ville, role=Role.TRANSMISSION, by=create_utilisateur(group))

    assert domain.acces_of(person).get().role == Role.TRANSMISSION


def test_lecture_of_the_team_gives_nothing(ville):
    with pytest.raises(PermissionDenied):
        domain.grant_acces(outsider(), ville, role=Role.LECTURE, by=create_utilisateur("Lecture"))


def test_member_of_the_team_never_has_a_municipal_access(ville, transmetteuse):
    with pytest.raises(ValidationError, match="membre de l’équipe"):
        domain.grant_acces(create_utilisateur(), ville, role=Role.LECTURE, by=transmetteuse.utilisateur)


def test_second_access_to_one_municipality_is_the_first_with_the_higher_role(ville, transmetteuse):
    person, by = outsider(), transmetteuse.utilisateur

    domain.grant_acces(person, ville, role=Role.REDACTION, by=by)
    domain.grant_acces(person, ville, role=Role.TRANSMISSION, by=by)
    domain.grant_acces(person, ville, role=Role.LECTURE, by=by)

    assert person.acces_municipaux.get().role == Role.TRANSMISSION


def test_closed_account_is_given_nothing(ville, transmetteuse):
    person = create_utilisateur(is_staff=False, is_active=False)

    with pytest.raises(ValidationError, match="est fermé"):
        domain.grant_acces(person, ville, role=Role.LECTURE, by=transmetteuse.utilisateur)


# --- Taking back ------------------------------------------------------------------------------------


def test_transmitter_revokes_a_colleague_and_the_row_remembers(ville, transmetteuse):
    acces = create_acces(municipalite=ville)

    domain.revoke_acces(acces, by=transmetteuse.utilisateur)

    acces.refresh_from_db()
    assert acces.revoque_par == transmetteuse.utilisateur
    assert acces.revoque_le is not None
    assert not domain.acces_of(acces.utilisateur).exists()


def test_revoked_twice_keeps_who_did_it_first(ville, transmetteuse):
    acces, other = create_acces(municipalite=ville), create_acces(municipalite=ville, role=Role.TRANSMISSION)

    domain.revoke_acces(acces, by=transmetteuse.utilisateur)
    domain.revoke_acces(acces, by=other.utilisateur)

    acces.refresh_from_db()
    assert acces.revoque_par == transmetteuse.utilisateur


@pytest.mark.parametrize("role", [Role.LECTURE, Role.REDACTION])
def test_lower_roles_revoke_nobody_but_themselves(ville, role):
    acces, other = create_acces(municipalite=ville, role=role), create_acces(municipalite=ville)

    with pytest.raises(PermissionDenied):
        domain.revoke_acces(other, by=acces.utilisateur)
    domain.revoke_acces(acces, by=acces.utilisateur)

    assert is_open(other)
    assert not is_open(acces)


def test_transmitter_of_another_municipality_revokes_nobody(transmetteuse):
    other = create_acces()

    with pytest.raises(PermissionDenied):
        domain.revoke_acces(other, by=transmetteuse.utilisateur)


def test_last_transmitter_cannot_leave(transmetteuse):
    with pytest.raises(ValidationError, match=LAST):
        domain.revoke_acces(transmetteuse, by=transmetteuse.utilisateur)

    assert is_open(transmetteuse)


def test_transmitter_leaves_once_another_is_named(ville, transmetteuse):
    domain.change_role(create_acces(municipalite=ville), role=Role.TRANSMISSION, by=transmetteuse.utilisateur)

    domain.revoke_acces(transmetteuse, by=transmetteuse.utilisateur)

    assert not is_open(transmetteuse)


def test_transmitter_elsewhere_or_of_a_closed_account_does_not_count(ville, transmetteuse):
    create_acces(role=Role.TRANSMISSION)
    closed = create_utilisateur(is_staff=False, est_municipal=True, is_active=False)
    create_acces(closed, ville, role=Role.TRANSMISSION)

    with pytest.raises(ValidationError, match=LAST):
        domain.revoke_acces(transmetteuse, by=transmetteuse.utilisateur)


def test_team_takes_the_last_transmitter_away_and_the_check_says_so(ville, transmetteuse):
    before = without_transmitter().count()

    domain.revoke_acces(transmetteuse, by=create_utilisateur("Rédaction"))

    assert not is_open(transmetteuse)
    assert (before, list(without_transmitter())) == (0, [ville])


def test_lecture_of_the_team_revokes_nobody(transmetteuse):
    with pytest.raises(PermissionDenied):
        domain.revoke_acces(transmetteuse, by=create_utilisateur("Lecture"))


# --- Roles ------------------------------------------------------------------------------------------


def test_transmitter_changes_the_role_of_a_colleague(ville, transmetteuse):
    acces = create_acces(municipalite=ville)

    domain.change_role(acces, role=Role.LECTURE, by=transmetteuse.utilisateur)

    acces.refresh_from_db()
    assert acces.role == Role.LECTURE


def test_nobody_raises_their_own_role(ville, transmetteuse):
    acces = create_acces(municipalite=ville)

    with pytest.raises(PermissionDenied):
        domain.change_role(acces, role=Role.TRANSMISSION, by=acces.utilisateur)


def test_last_transmitter_cannot_lower_their_own_role(transmetteuse):
    with pytest.raises(ValidationError, match=LAST):
        domain.change_role(transmetteuse, role=Role.REDACTION, by=transmetteuse.utilisateur)


def test_role_of_a_revoked_access_does_not_change(ville, transmetteuse):
    acces = create_acces(municipalite=ville)
    domain.revoke_acces(acces, by=transmetteuse.utilisateur)

    with pytest.raises(ValidationError, match="déjà été retiré"):
        domain.change_role(acces, role=Role.LECTURE, by=transmetteuse.utilisateur)


@pytest.mark.parametrize("held", Role)
@pytest.mark.parametrize("asked", Role)
def test_each_role_may_do_what_the_one_before_may(held, asked):
    order = [Role.LECTURE, Role.REDACTION, Role.TRANSMISSION]

    assert domain.is_allowed(AccesMunicipal(role=held), asked) == (order.index(held) >= order.index(asked))


# --- What is waiting for somebody -------------------------------------------------------------------


def test_check_names_no_municipality_that_never_had_anybody(ville, transmetteuse):
    create_municipalite()
    create_acces(municipalite=(writer_only := create_municipalite()))

    assert list(without_transmitter()) == [writer_only]


# --- Profile ----------------------------------------------------------------------------------------


def test_language_of_the_profile_is_that_of_the_mails_to_this_address(transmetteuse):
    person = transmetteuse.utilisateur
    contact, other = create_contact(courriel=person.courriel), create_contact()

    domain.change_profile(person, nom="  Ana   Roy ", langue="en", by=person)

    for row in (person, contact, other):
        row.refresh_from_db()
    assert (person.nom, person.langue) == ("Ana Roy", "en")
    assert (contact.langue, other.langue) == ("en", "fr")


def test_nobody_writes_the_profile_of_another(transmetteuse):
    with pytest.raises(PermissionDenied):
        domain.change_profile(transmetteuse.utilisateur, nom="X", langue="fr", by=outsider())
