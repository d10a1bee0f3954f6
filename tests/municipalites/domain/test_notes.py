"""A note of a call is kept once, and nobody waits for a call that somebody else was to make."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.utils import timezone
from reversion.models import Version

from municipalites.domain.notes import (
    FILE_ATTENTE,
    add_note,
    call_back,
    notes_about,
    transfer_calls,
    waiting_calls,
)
from municipalites.models import NoteAppel
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_contact, create_note_appel

pytestmark = pytest.mark.django_db
DEMAIN = date(2999, 1, 2)


def test_a_note_says_who_wrote_it_who_calls_back_and_where():
    by, contact = create_utilisateur("Rédaction"), create_contact()

    note = add_note(by=by, contact=contact, texte=" Rappelle jeudi. ", rappeler_le=DEMAIN)

    note.refresh_from_db()
    assert (note.texte, note.created_by, note.responsable) == ("Rappelle jeudi.", by, by)
    assert (note.territoire, note.jour) == (contact.territoire, timezone.localdate())
    assert Version.objects.get_for_object(note).get().revision.user == by


def test_a_note_without_a_call_back_waits_for_nobody():
    by = create_utilisateur("Rédaction")

    note = add_note(by=by, territoire=create_municipalite(), texte="Rien à signaler.")

    assert note.responsable is None
    assert not waiting_calls().exists()


def test_the_same_form_sent_twice_makes_one_note():
    by, contact, uid = create_utilisateur("Rédaction"), create_contact(), uuid.uuid4()

    first = add_note(by=by, contact=contact, texte="Une fois.", uid=uid)
    second = add_note(by=by, contact=contact, texte="Une fois.", uid=uid)

    assert first.pk == second.pk
    assert NoteAppel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("subject", ["contact", "territoire"])
def test_two_clicks_at_once_make_one_note(subject):
    by, uid, barrier = create_utilisateur("Rédaction"), uuid.uuid4(), Barrier(4)
    about = {subject: create_contact() if subject == "contact" else create_municipalite()}

    def click(_rank):
        barrier.wait()
        try:
            return add_note(by=by, texte="Une fois.", uid=uid, **about).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(click, range(4)))) == 1
    assert NoteAppel.objects.count() == 1


def test_a_note_about_nobody_or_without_a_word_is_refused():
    by = create_utilisateur("Rédaction")

    with pytest.raises(ValidationError, match="Une note porte sur un contact ou sur une municipalité"):
        add_note(by=by, texte="Qui ?")
    with pytest.raises(ValidationError):
        add_note(by=by, contact=create_contact(), texte="  ")


def test_who_only_reads_writes_no_note_and_closes_no_call():
    reader, note = create_utilisateur("Lecture"), create_note_appel(rappeler_le=DEMAIN)

    with pytest.raises(PermissionDenied):
        add_note(by=reader, contact=note.contact, texte="Non.")
    with pytest.raises(PermissionDenied):
        call_back(note, by=reader)


def test_somebody_called_back_is_waited_for_no_more():
    by, note = create_utilisateur("Rédaction"), create_note_appel(rappeler_le="2020-01-01")
    assert NoteAppel.objects.due().get() == note

    call_back(note, by=by)

    assert not NoteAppel.objects.due().exists()
    assert not waiting_calls().exists()


def test_a_call_is_due_from_its_day_on():
    today = create_note_appel(rappeler_le=timezone.localdate())
    create_note_appel(rappeler_le=DEMAIN)

    assert list(NoteAppel.objects.due()) == [today]


def test_notes_of_a_place_are_those_of_its_people_too():
    ville = create_municipalite()
    own = create_note_appel(territoire_id=ville.pk)
    told = create_note_appel(create_contact(territoire_id=ville.pk))
    create_note_appel()

    assert set(notes_about(ville)) == {own, told}


def test_call_backs_of_who_leaves_the_team_go_to_a_colleague():
    leaving, staying, by = (create_utilisateur() for _rank in range(3))
    waiting = create_note_appel(rappeler_le=DEMAIN, responsable=leaving)
    done = create_note_appel(rappeler_le=DEMAIN, rappele_le=DEMAIN, responsable=leaving)
    other = create_note_appel(rappeler_le=DEMAIN, responsable=by)
    assert list(FILE_ATTENTE.rows(leaving)) == [waiting]

    transfer_calls(leaving, staying, by=by)

    assert [NoteAppel.objects.get(pk=row.pk).responsable for row in (waiting, done, other)] == [
        staying,
        leaving,
        by,
    ]
    assert Version.objects.get_for_object(waiting).get().revision.user == by
