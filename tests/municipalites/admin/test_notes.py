"""A note of a call, written in ten seconds from wherever one is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from municipalites.admin.notes import next_month
from municipalites.admin.telephone import dialled
from municipalites.models import NoteAppel
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_contact, create_note_appel

pytestmark = pytest.mark.django_db
CONTACTS = "/admin/municipalites/contact/"
NOTES = "/admin/municipalites/noteappel/"
NOTER = f"{NOTES}noter/"
ESSENTIEL = {"texte": "Attend le guide.", "moyen": "telephone", "jour": "2026-01-05", "rappel": ""}


@pytest.fixture
def by():
    return create_utilisateur("Rédaction", langue="fr")


@pytest.fixture
def redaction(client, by):
    client.force_login(by)
    return client


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def link_of(client, path):
    """The first « Noter » of a page."""
    html = client.get(path).content.decode()
    start = html.index(NOTER)
    return html[start : html.index('"', start)].replace("&amp;", "&")


def test_a_note_goes_from_the_filtered_list_to_the_note_and_back(redaction, by):
    contact = create_contact(nom="Camille Essai", telephone="514 555-0199")
    liste = f"{CONTACTS}?q=camille"

    link = link_of(redaction, liste)
    page = text_of(redaction.get(link))
    done = redaction.post(link, ESSENTIEL)

    assert "Noter un appel : Camille Essai" in page
    assert 'href="tel:+15145550199"' in page
    assert (done.status_code, done["Location"]) == (302, liste)
    note = NoteAppel.objects.get()
    assert (note.contact, note.texte, note.created_by) == (contact, "Attend le guide.", by)
    assert note.jour == date(2026, 1, 5)


@pytest.mark.parametrize("model", ["municipalite", "territoire"])
def test_a_note_about_a_place_starts_from_its_list_or_its_record(redaction, model):
    ville = create_municipalite()
    record = f"/admin/municipalites/{model}/{ville.pk}/change/"

    for path in (f"/admin/municipalites/{model}/", record):
        done = redaction.post(link_of(redaction, path), ESSENTIEL)
        assert done["Location"] == path

    assert [note.territoire_id for note in NoteAppel.objects.all()] == [ville.pk] * 2
    assert "Attend le guide." in text_of(redaction.get(record))


def test_the_way_back_is_one_line(redaction):
    suite = "/admin/%0d%0aSet-Cookie: a=b"

    done = redaction.post(f"{NOTER}?contact={create_contact().pk}&suite={suite}", ESSENTIEL)

    assert done["Location"] == "/admin/%0D%0ASet-Cookie:%20a=b"


@pytest.mark.parametrize(
    "suite",
    [
        "https://ailleurs.example/admin/",
        "//ailleurs.example/admin/",
        "/fr/",
        "javascript:alert(1)",
        "/adminx/",
    ],
)
def test_the_way_back_never_leaves_the_back_office(redaction, suite):
    contact = create_contact()

    done = redaction.post(f"{NOTER}?contact={contact.pk}&suite={suite}", ESSENTIEL)

    assert done["Location"] == f"{CONTACTS}{contact.pk}/change/"


@pytest.mark.parametrize(("rappel", "days"), [("demain", 1), ("semaine", 7), ("", None)])
def test_a_call_back_is_chosen_in_one_touch(redaction, by, rappel, days):
    link = f"{NOTER}?contact={create_contact().pk}"

    redaction.post(link, {**ESSENTIEL, "rappel": rappel})

    note = NoteAppel.objects.get()
    assert note.rappeler_le == (days and timezone.localdate() + timedelta(days=days))
    assert note.responsable == (by if days else None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 11, 30), date(2026, 12, 30)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, expected):
    assert next_month(day) == expected


def test_another_day_is_typed(redaction):
    link = f"{NOTER}?contact={create_contact().pk}"

    redaction.post(link, {**ESSENTIEL, "rappel": "autre", "rappeler_le": "2999-01-02"})
    redaction.post(link, {**ESSENTIEL, "rappeler_le": "2999-01-02"})

    assert [note.rappeler_le for note in NoteAppel.objects.all()] == [date(2999, 1, 2)] * 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"texte": " "}, "Ce champ est obligatoire."),
        ({"rappel": "autre"}, "Quel jour?"),
        ({"rappel": "demain", "rappeler_le": "2999-01-02"}, "Deux jours pour un rappel"),
        ({"rappel": "jamais"}, "jamais"),
        ({"jour": "hier"}, "date valide"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(redaction, fields, sentence):
    response = redaction.post(f"{NOTER}?contact={create_contact().pk}", {**ESSENTIEL, **fields})

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not NoteAppel.objects.exists()


def test_a_double_click_makes_one_note(redaction):
    link = f"{NOTER}?contact={create_contact().pk}"
    uid = redaction.get(link).context["form"]["uid"].value()

    for _click in range(2):
        assert redaction.post(link, {**ESSENTIEL, "uid": uid}).status_code == 302

    assert NoteAppel.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?contact=0", "?contact=abc", f"?contact={'9' * 30}", "?territoire=0"])
def test_without_a_subject_the_full_form_opens(redaction, query):
    assert redaction.get(NOTER + query)["Location"] == f"{NOTES}add/"


def test_who_only_reads_is_offered_no_note(client):
    ville = create_municipalite()
    client.force_login(create_utilisateur("Lecture", langue="fr"))

    assert NOTER not in client.get("/admin/municipalites/municipalite/").content.decode()
    assert client.post(f"{NOTER}?territoire={ville.pk}", ESSENTIEL).status_code == 403
    assert not NoteAppel.objects.exists()


def test_call_backs_are_mine_due_or_all(redaction, by):
    mine = create_note_appel(rappeler_le="2999-01-01", responsable=by)
    due = create_note_appel(rappeler_le="2020-01-01")
    done = create_note_appel(rappeler_le="2020-01-01", rappele_le="2020-01-02", responsable=by)

    def listed(query):
        return set(redaction.get(f"{NOTES}?{query}").context["cl"].queryset)

    assert listed("rappel=miens") == {mine}
    assert listed("rappel=dus") == listed("a_faire=rappel-du") == {due}
    assert listed("rappel=tous") == {mine, due}
    assert listed("") == {mine, due, done}


def test_a_due_call_back_waits_on_the_first_page_until_it_is_made(redaction):
    note = create_note_appel(rappeler_le="2020-01-01")
    assert "Rappels à faire" in text_of(redaction.get("/admin/"))
    asked = {"action": "call_back_selected", "_selected_action": [note.pk]}

    redaction.post(NOTES, asked)
    assert "Rappels à faire" in text_of(redaction.get("/admin/"))
    done = redaction.post(NOTES, {**asked, "confirmer": "oui"}, follow=True)

    assert "1 rappel fait." in text_of(done)
    assert "Rappels à faire" not in text_of(redaction.get("/admin/"))


def test_notes_show_under_the_contact_and_under_its_municipality(redaction):
    contact = create_contact()
    create_note_appel(contact, texte="Veut une formation.", rappeler_le="2999-01-02")

    for path in (
        f"{CONTACTS}{contact.pk}/change/",
        f"/admin/municipalites/municipalite/{contact.territoire_id}/change/",
    ):
        page = text_of(redaction.get(path))
        assert "Veut une formation." in page
        assert "À rappeler le 2 janvier 2999" in page


def test_a_note_added_by_the_full_form_belongs_to_the_place_of_the_contact(redaction):
    contact = create_contact()

    redaction.post(
        f"{NOTES}add/",
        {"contact": contact.pk, "jour": "2026-01-05", "moyen": "courriel", "texte": "Merci.", "uid": ""},
    )

    assert NoteAppel.objects.get().territoire == contact.territoire


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("514 555-0100", "+15145550100"),
        ("1 (514) 555-0100", "+15145550100"),
        ("514 555-0100, poste 12", "+15145550100;ext=12"),
        ("poste 12", "12"),
    ],
)
def test_a_number_is_dialled_as_a_telephone_understands(typed, number):
    assert dialled(typed) == number


def test_the_page_of_a_note_costs_the_same_queries_whatever_was_said(redaction):
    contact = create_contact()
    create_note_appel(contact, responsable=create_utilisateur())

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert redaction.get(f"{NOTER}?contact={contact.pk}").status_code == 200
        return len(queries)

    cost()
    one = cost()
    for _rank in range(2):
        create_note_appel(contact, responsable=create_utilisateur())

    assert cost() == one
