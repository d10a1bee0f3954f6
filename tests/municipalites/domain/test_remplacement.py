"""Somebody takes over: contacts, access and invitations move in one action, or none of them does."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from gediq import registre
from gediq.domain.jetons import create_jeton, find_jeton
from gediq.models import Courriel
from gediq.registre import Personne, Transfert
from municipalites.domain.releve import confirm_releve, dismiss_releve, purge_releves
from municipalites.domain.remplacement import replace_person
from municipalites.models import AccesMunicipal, Contact, Invitation, Releve
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_organisme, create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_acces, create_contact, create_invitation, create_releve

pytestmark = pytest.mark.django_db
PAULE = Personne("paule@ville.example", "Paule")
NOE = Personne("Noe@Ville.example", "Noé", "en")


@pytest.fixture
def by():
    return create_utilisateur("Rédaction")


@pytest.fixture
def ville():
    return create_municipalite()


def create_paule(**fields):
    return create_utilisateur(courriel=PAULE.courriel, is_staff=False, est_municipal=True, **fields)


# --- Contacts ---


def test_new_contact_takes_over_place_themes_and_function(by, ville):
    theme = create_theme()
    old = create_contact(courriel=PAULE.courriel, territoire_id=ville.pk, fonction="Conseil")
    old.themes.add(theme)
    elsewhere = create_contact(territoire_id=ville.pk)

    lines = replace_person(PAULE, NOE, by=by)

    old.refresh_from_db()
    new = Contact.objects.get(courriel="noe@ville.example")
    assert old.parti_le is not None
    assert old.remplace_par == new
    assert (new.nom, new.langue, new.fonction, new.territoire_id) == ("Noé", "en", "Conseil", ville.pk)
    assert new.created_by == by
    assert list(new.themes.all()) == [theme]
    assert (len(lines), "Noé remplace" in lines[0]) == (1, True)
    elsewhere.refresh_from_db()
    assert elsewhere.parti_le is None


def test_each_place_of_the_person_who_left_gets_its_successor(by, ville):
    organisme = create_organisme()
    create_contact(courriel=PAULE.courriel, territoire_id=ville.pk)
    create_contact(courriel=PAULE.courriel, organisme=organisme)
    create_contact(courriel=PAULE.courriel, territoire_id=create_municipalite().pk, parti_le="2020-01-01")

    replace_person(PAULE, NOE, by=by)

    made = Contact.objects.filter(courriel="noe@ville.example")
    assert sorted(made.values_list("territoire", "organisme"), key=str) == sorted(
        [(ville.pk, None), (None, organisme.pk)], key=str
    )


def test_contact_already_known_there_is_taken_rather_than_made(by, ville):
    old = create_contact(courriel=PAULE.courriel, territoire_id=ville.pk)
    known = create_contact(courriel="noe@ville.example", territoire_id=ville.pk, fonction="Greffe")

    replace_person(PAULE, NOE, by=by)

    old.refresh_from_db()
    known.refresh_from_db()
    assert old.remplace_par == known
    assert known.fonction == "Greffe"
    assert Contact.objects.count() == 2


# --- Access and invitations ---


def test_access_ends_at_once_and_the_new_person_is_invited_to_the_same_role(by, ville):
    acces = create_acces(create_paule(), ville, role="transmission")
    client = Client()
    client.force_login(acces.utilisateur)

    replace_person(PAULE, NOE, by=by)

    acces.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (acces.revoque_par, acces.revoque_le is None) == (by, False)
    assert (invitation.courriel, invitation.role, invitation.langue) == (
        "noe@ville.example",
        "transmission",
        "en",
    )
    assert invitation.municipalite_id == ville.pk
    assert Courriel.objects.get(modele="invitation").destinataire == "noe@ville.example"
    assert "_auth_user_id" not in client.session


def test_invitation_of_the_old_address_dies_and_is_made_again_for_the_new(by, ville):
    old = create_invitation(ville, courriel=PAULE.courriel, role="lecture")
    texte = create_jeton("invitation", old.pk)

    replace_person(PAULE, NOE, by=by)

    old.refresh_from_db()
    assert old.revoquee_le is not None
    assert find_jeton("invitation", texte) is None
    assert Invitation.objects.waiting().get().role == "lecture"


def test_who_has_access_already_keeps_it_with_the_higher_role(by, ville):
    noe = create_utilisateur(courriel="noe@ville.example", is_staff=False, est_municipal=True)
    own = create_acces(noe, ville, role="lecture")
    create_acces(create_paule(), ville, role="transmission")

    replace_person(PAULE, NOE, by=by)

    own.refresh_from_db()
    assert own.role == "transmission"
    assert AccesMunicipal.objects.active().get() == own
    assert Invitation.objects.count() == 0


def test_invitation_that_waits_already_is_raised_and_not_doubled(by, ville):
    waiting = create_invitation(ville, courriel="noe@ville.example", role="lecture")
    create_acces(create_paule(), ville, role="redaction")

    replace_person(PAULE, NOE, by=by)

    waiting.refresh_from_db()
    assert (Invitation.objects.count(), waiting.role) == (1, "redaction")


# --- All or nothing ---


def test_a_step_that_refuses_undoes_them_all(by, ville, monkeypatch):
    def refuse(ancien, nouveau, *, by):
        raise ValidationError("Impossible.")

    monkeypatch.setattr(registre, "transferts", [*registre.transferts, Transfert(90, refuse)])
    old = create_contact(courriel=PAULE.courriel, territoire_id=ville.pk)
    acces = create_acces(create_paule(), ville)

    with pytest.raises(ValidationError, match="Impossible"):
        replace_person(PAULE, NOE, by=by)

    old.refresh_from_db()
    acces.refresh_from_db()
    assert (old.parti_le, acces.revoque_le) == (None, None)
    assert (Contact.objects.count(), Invitation.objects.count()) == (1, 0)


def test_steps_of_the_registry_run_in_their_order(by, monkeypatch):
    steps = [
        Transfert(rang, lambda ancien, nouveau, *, by, rang=rang: [f"{rang} {nouveau.courriel}"])
        for rang in (90, 10)
    ]
    monkeypatch.setattr(registre, "transferts", steps)

    assert replace_person(PAULE, NOE, by=by) == ["10 noe@ville.example", "90 noe@ville.example"]


@pytest.mark.parametrize(
    ("nouveau", "words"),
    [
        (Personne("PAULE@ville.example"), "même adresse"),
        (Personne("a@ville.example\nBcc: b@ville.example"), "ne peut pas"),
        (Personne(""), "ne peut pas"),
    ],
)
def test_an_address_that_leads_nowhere_else_is_refused(by, nouveau, words):
    with pytest.raises(ValidationError, match=words):
        replace_person(PAULE, nouveau, by=by)


def test_a_member_of_the_team_leaves_by_the_account_and_enters_no_municipality(by, ville):
    member = create_utilisateur(courriel="equipe@exemple.org")
    create_acces(create_paule(), ville)

    with pytest.raises(ValidationError, match="départ de son compte"):
        replace_person(Personne(member.courriel), NOE, by=by)
    with pytest.raises(ValidationError, match="membre de l’équipe"):
        replace_person(PAULE, Personne(member.courriel, "Membre"), by=by)
    assert AccesMunicipal.objects.active().count() == 1


@pytest.mark.parametrize("groups", [["Lecture"], []])
def test_who_may_not_change_contacts_and_access_replaces_nobody(groups, ville):
    create_contact(courriel=PAULE.courriel, territoire_id=ville.pk)

    with pytest.raises(PermissionDenied):
        replace_person(PAULE, NOE, by=create_utilisateur(*groups))


# --- From what a reader told ---


def test_confirmed_as_staff_corrected_it(by, ville):
    create_contact(courriel=PAULE.courriel, territoire_id=ville.pk, fonction="Conseil")
    releve = create_releve(ancien_courriel=PAULE.courriel)

    confirm_releve(
        releve,
        courriel="noe@ville.example",
        nom="Noé",
        langue="fr",
        telephone="514 555-0199",
        fonction="Direction",
        by=by,
    )

    releve.refresh_from_db()
    new = Contact.objects.get(courriel="noe@ville.example")
    assert (releve.issue, releve.traitee_par) == ("confirmee", by)
    assert (new.telephone, new.fonction) == ("514 555-0199", "Direction")


def test_treated_once_whatever_is_clicked(by, ville):
    contact = create_contact(courriel=PAULE.courriel, territoire_id=ville.pk)
    releve = create_releve(ancien_courriel=PAULE.courriel)
    dismiss_releve(releve, raison="Erreur.", by=by)

    with pytest.raises(ValidationError, match="déjà traitée"):
        confirm_releve(releve, courriel="noe@ville.example", nom="Noé", langue="fr", by=by)
    with pytest.raises(ValidationError, match="déjà traitée"):
        dismiss_releve(releve, raison="Erreur.", by=by)
    contact.refresh_from_db()
    assert contact.parti_le is None


def test_what_was_settled_two_years_ago_is_forgotten_with_its_journal(by):
    old, recent, waiting = create_releve(), create_releve(), create_releve()
    for releve in (old, recent):
        dismiss_releve(releve, raison="Erreur.", by=by)
    Releve.objects.filter(pk=old.pk).update(traitee_le=timezone.now() - timedelta(days=732))
    Releve.objects.filter(pk=recent.pk).update(traitee_le=timezone.now() - timedelta(days=700))

    purge_releves()

    assert set(Releve.objects.all()) == {recent, waiting}
    assert old.ancien_courriel not in LogEntry.objects.values_list("object_repr", flat=True)


def test_reader_s_words_are_not_confirmed_without_the_right():
    releve = create_releve()

    with pytest.raises(PermissionDenied):
        dismiss_releve(releve, raison="Non.", by=create_utilisateur("Lecture"))
