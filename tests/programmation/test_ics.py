"""The calendar that people subscribe to."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gediq.models import Publication
from programmation.domain.changements import record_changes, snapshot
from programmation.domain.source import SOURCE
from programmation.enums import Mode, Statut
from programmation.models import DateSeance, Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
)
from tests.programmation.lecteur_ics import read_ics

pytestmark = pytest.mark.django_db

ADDRESS = "/{}/programmation/calendrier.ics"


def events_of(client, langue="fr", query=""):
    response = client.get(ADDRESS.format(langue) + query)
    assert response.status_code == 200
    return read_ics(response.content)[1]


def only_event(client, langue="fr"):
    (event,) = events_of(client, langue)
    return {name: text for name, (_parameters, text) in event.items()}


def test_each_date_of_a_session_is_an_event_for_the_whole_day_that_blocks_nobody(client):
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])

    events = events_of(client)

    assert [(event["DTSTART"], event["DTEND"]) for event in events] == [
        ((["VALUE=DATE"], "20200605"), (["VALUE=DATE"], "20200606")),
        ((["VALUE=DATE"], "20200612"), (["VALUE=DATE"], "20200613")),
    ]
    assert [event["TRANSP"][1] for event in events] == ["TRANSPARENT"] * 2
    assert [event["UID"][1] for event in events] == [f"{date.uid}@gedciq.org" for date in seance.dates.all()]


def test_known_hours_come_with_their_time_zone_and_only_the_years_in_use(client):
    seance = create_seance()
    create_date(seance, "2027-06-05", debut="09:00", fin="12:00")

    content = client.get(ADDRESS.format("fr")).content
    (event,) = read_ics(content)[1]

    assert event["DTSTART"] == (["TZID=America/Toronto"], "20270605T090000")
    assert event["DTEND"] == (["TZID=America/Toronto"], "20270605T120000")
    assert "TRANSP" not in event
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert b"TZID:America/Toronto" in content
    assert b"TZOFFSETTO:-0400" in content
    assert len(content) < 2500


def test_an_end_that_is_not_known_is_not_invented(client):
    create_date(create_seance(), "2027-06-05", debut="09:00")

    assert "DTEND" not in only_event(client)


def test_no_zone_is_written_when_no_hour_is_known(client):
    create_seance(jours=["2020-06-05"])

    assert b"VTIMEZONE" not in client.get(ADDRESS.format("fr")).content


def test_a_month_and_a_date_to_confirm_are_no_events(client):
    create_seance(jours=["2020-06", None])

    assert events_of(client) == []


def test_the_event_repeats_its_address_in_the_description_and_names_its_places_in_order(client):
    villes = [create_municipalite(nom="Zénith-Essai"), create_municipalite(nom="Amont-Essai")]
    seance = create_seance(jours=["2020-06-05"], villes=villes, mode=Mode.MIXTE)
    seance.lieux.filter(municipalite=villes[0]).update(salle="Salle A", adresse="1, rue du Pont")

    event = only_event(client)

    url = f"http://testserver/fr/programmation/seances/{seance.code}/"
    assert event["URL"] == url
    assert event["DESCRIPTION"].splitlines()[-1] == url
    assert event["LOCATION"] == "Salle A, 1, rue du Pont, Zénith-Essai; Amont-Essai; Visioconférence"


@pytest.mark.parametrize(("langue", "years"), [("fr", "2018-2019"), ("en", "2018–2019")])
def test_the_years_of_the_cycle_take_the_dash_of_the_language(client, langue, years):
    create_seance(jours=["2018-10-04"], cycle=create_cycle(code="2018-2019"))

    assert only_event(client, langue)["DESCRIPTION"].splitlines()[0].endswith(f" {years}")


def test_a_place_that_holds_for_one_date_is_not_shown_at_the_other(client):
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    create_lieu(seance, municipalite=create_municipalite(nom="Partout-Essai"))
    second = seance.dates.get(jour="2020-06-12")
    create_lieu(seance, municipalite=create_municipalite(nom="Ensuite-Essai"), date=second, position=1)
    create_lieu(
        seance, municipalite=create_municipalite(nom="Annulée-Essai"), statut=Statut.ANNULEE, position=2
    )

    places = [event["LOCATION"][1] for event in events_of(client)]

    assert places == ["Partout-Essai", "Partout-Essai; Ensuite-Essai"]


@pytest.mark.parametrize(
    ("statut", "langue", "prefix"),
    [
        (Statut.ANNULEE, "fr", "Annulée – "),
        (Statut.REPORTEE, "fr", "Reportée – "),
        (Statut.ANNULEE, "en", "Cancelled – "),
    ],
)
def test_a_cancelled_or_postponed_session_stays_at_its_old_day(client, statut, langue, prefix):
    seance = create_seance(jours=["2020-06-05"], statut=statut, motif_fr="Tempête de neige", motif_en="Snow")

    event = only_event(client, langue)

    assert (event["STATUS"], event["DTSTART"]) == ("CANCELLED", "20200605")
    assert event["SUMMARY"].endswith(getattr(seance, f"titre_{langue}"))
    assert event["SUMMARY"] != getattr(seance, f"titre_{langue}")
    assert event["SUMMARY"].startswith(prefix)
    assert {"fr": "Tempête de neige", "en": "Snow"}[langue] in event["DESCRIPTION"]


def test_one_date_alone_is_cancelled(client):
    seance = create_seance(jours=["2020-06-05"])
    create_date(seance, "2020-06-12", statut=Statut.ANNULEE)

    assert [event["STATUS"][1] for event in events_of(client)] == ["CONFIRMED", "CANCELLED"]


def test_a_new_day_keeps_the_event_raises_its_sequence_and_is_confirmed(client):
    seance = create_seance(jours=["2020-06-05"])
    old = only_event(client)
    before = snapshot(seance)
    DateSeance.objects.update(jour="2020-09-11", statut=Statut.REPORTEE)

    record_changes(seance, before, by=create_utilisateur(), motif_fr="Tempête de neige")

    new = only_event(client)
    assert new["UID"] == old["UID"]
    assert (new["DTSTART"], new["STATUS"], new["SEQUENCE"]) == ("20200911", "CONFIRMED", "1")
    assert new["LAST-MODIFIED"] >= old["LAST-MODIFIED"]


def test_a_corrected_title_is_a_later_revision_of_the_same_event(client):
    seance = create_seance(jours=["2020-06-05"])
    Seance.objects.update(updated_at="2020-01-01T00:00:00Z")
    DateSeance.objects.update(updated_at="2020-01-02T00:00:00Z")
    type(seance.cycle).objects.update(updated_at="2020-01-01T00:00:00Z")
    old = only_event(client)
    seance.titre_fr = "Titre corrigé"
    seance.save()

    new = only_event(client)

    assert old["DTSTAMP"] == old["LAST-MODIFIED"] == "20200102T000000Z"
    assert (new["UID"], new["SUMMARY"]) == (old["UID"], "Titre corrigé")
    assert new["DTSTAMP"] > old["DTSTAMP"]


def test_two_readings_of_an_unchanged_programme_are_the_same_bytes_and_a_304(client):
    seance = create_seance(jours=["2020-06-05"], villes=[create_municipalite(), create_municipalite()])
    create_date(seance, "2020-06-12", debut="09:00")

    first = client.get(ADDRESS.format("fr"))
    second = client.get(ADDRESS.format("fr"))

    assert first.content == second.content
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = client.get(ADDRESS.format("fr"), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["Content-Language"] == "fr"
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"


OTHER_PROCESS = """
import sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from programmation.domain.ics import calendar_bytes
from programmation.models import Seance

rows = Seance.objects.published().in_brochure_order().with_details()
sys.stdout.buffer.write(calendar_bytes(rows, langue="fr", origine="http://testserver"))
"""


@pytest.mark.django_db(transaction=True)
def test_another_process_writes_the_same_bytes(client, settings):
    seance = create_seance(jours=["2020-06-05"], villes=[create_municipalite(), create_municipalite()])
    create_date(seance, "2020-06-12", debut="09:00")
    name = str(settings.DATABASES["default"]["NAME"])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "tests.settings"}

    command = [sys.executable, "-c", OTHER_PROCESS, name]
    there = subprocess.run(command, check=True, capture_output=True, env=environment).stdout

    assert there == client.get(ADDRESS.format("fr")).content


def test_both_languages_have_the_same_events_at_the_same_moments(client):
    create_seance(jours=["2020-06-05", "2020-06-12"], villes=[create_municipalite()])

    def facts(langue):
        names = ("UID", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "LOCATION")
        return [{name: event[name] for name in names} for event in events_of(client, langue)]

    assert facts("fr") == facts("en")


def test_the_language_of_a_title_that_fell_back_to_french_is_said(client):
    create_seance(jours=["2020-06-05"], titre_fr="Titre français", titre_en="")
    create_seance(jours=["2020-06-06"], titre_fr="Titre", titre_en="Title")

    summaries = [event["SUMMARY"] for event in events_of(client, "en")]

    assert summaries == [(["LANGUAGE=fr"], "Titre français"), (["LANGUAGE=en"], "Title")]


def test_long_accented_and_punctuated_titles_come_back_as_typed(client):
    titre = "Élan; « où », à\\côté, " * 12
    create_seance(jours=["2020-06-05"], titre_fr=titre)

    assert only_event(client)["SUMMARY"] == titre


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_text_cannot_add_a_line_of_its_own(client, end):
    create_seance(
        jours=["2020-06-05"],
        titre_fr=f"Titre{end}ATTENDEE:mailto:intrus@exemple.test{end}END:VEVENT",
        statut=Statut.ANNULEE,
        motif_fr=f"Motif{end}X-INTRUS:1",
    )

    event = only_event(client)

    assert not {"ATTENDEE", "X-INTRUS"} & event.keys()
    assert event["SUMMARY"] == "Annulée – Titre\nATTENDEE:mailto:intrus@exemple.test\nEND:VEVENT"


def test_the_calendar_says_its_name_and_how_often_to_come_back(client):
    calendar, _events = read_ics(client.get(ADDRESS.format("fr")).content)

    assert calendar["X-WR-CALNAME"] == ([], "GEDCIQ – Programmation")
    assert calendar["REFRESH-INTERVAL"] == (["VALUE=DURATION"], "PT12H")
    assert calendar["X-PUBLISHED-TTL"] == ([], "PT12H")
    assert "METHOD" not in calendar


def test_filters_are_those_of_the_page_and_without_cycle_every_programme_is_there(client):
    old = create_seance(
        jours=["2019-06-05"], cycle=create_cycle(programme=create_programme(annee_debut=2015))
    )
    new = create_seance(jours=["2020-06-05"])

    def titles(query):
        return {event["SUMMARY"][1] for event in events_of(client, query=query)}

    assert titles("") == {old.titre_fr, new.titre_fr}
    assert titles(f"?cycle={old.cycle.code}") == {old.titre_fr}
    assert titles("?annee=2020") == {new.titre_fr}


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("suffix", ["ics", "json", "csv", "atom"])
def test_an_unknown_filter_is_answered_by_a_sentence(client, langue, suffix):
    response = client.get(f"/{langue}/programmation/calendrier.{suffix}?mode=zoom")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "zoom" in response.content.decode()
    assert response.headers["Content-Language"] == langue


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=" + "a" * 6000, "?annee=13", "?cycle=%0d%0aX: y", "?ville=a'"]
)
@pytest.mark.parametrize("suffix", ["ics", "json", "csv", "atom"])
def test_a_hostile_query_is_refused_in_words(client, suffix, query):
    response = client.get(f"/fr/programmation/calendrier.{suffix}{query}")

    assert response.status_code == 400
    assert response.content.decode().strip()


def test_drafts_are_in_no_calendar(client):
    create_seance(jours=["2020-06-05"], publication=Publication.BROUILLON)
    draft = create_programme(publication=Publication.BROUILLON)
    create_seance(jours=["2020-06-06"], cycle=create_cycle(programme=draft))
    shown = create_seance(
        jours=["2020-06-07"],
        titre_fr="",
        titre_en="",
        referentiels=[create_referentiel(titre_fr="Référentiel secret", publication=Publication.BROUILLON)],
    )

    events = events_of(client)

    assert [event["DTSTART"][1] for event in events] == ["20200607"]
    assert "secret" not in str(events)
    assert client.get(f"/fr/programmation/seances/{shown.code}.ics").status_code == 200


def test_a_session_has_its_own_calendar(client):
    create_seance(jours=["2020-06-05"])
    seance = create_seance(jours=["2020-06-12"])

    response = client.get(f"/en/programmation/seances/{seance.code}.ics")

    (event,) = read_ics(response.content)[1]
    assert event["DTSTART"][1] == "20200612"
    assert response.headers["Content-Disposition"] == f'attachment; filename="gedciq-{seance.code}.ics"'


def test_the_calendar_of_a_draft_is_not_found_and_that_of_a_withdrawn_session_says_why(client):
    draft = create_seance(publication=Publication.BROUILLON)
    withdrawn = create_seance(
        publication=Publication.RETIREE, motif_retrait_fr="Doublon d’une autre fiche", motif_retrait_en=""
    )

    def answer(seance, langue="fr"):
        return client.get(f"/{langue}/programmation/seances/{seance.code}.ics")

    assert answer(draft).status_code == 404
    assert client.get("/fr/programmation/seances/inconnue.ics").status_code == 404
    assert answer(withdrawn).status_code == 410
    assert answer(withdrawn, "en").content.decode() == "Doublon d’une autre fiche"


@pytest.mark.parametrize("suffix", ["ics", "json", "csv", "atom"])
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_number_of_queries_does_not_grow_with_the_sessions(client, suffix, langue):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{langue}/programmation/calendrier.{suffix}")
        return len(queries)

    def add():
        referentiel = create_referentiel()
        seance = create_seance(
            jours=["2020-06-05", "2020-06-12"],
            villes=[create_municipalite(), create_municipalite()],
            referentiels=[referentiel],
        )
        create_lieu(seance, date=seance.dates.first())

    add()
    with_one = count()
    add()
    add()

    assert count() == with_one <= 8


@pytest.fixture
def source(db):
    call_command("charger_source", stdout=StringIO())


def test_the_source_gives_sixteen_events_known_by_the_identities_of_its_file(client, source):
    record = json.loads(SOURCE.read_text(encoding="utf-8"))
    dates = [date for cycle in record["cycles"] for seance in cycle["seances"] for date in seance["dates"]]

    events = events_of(client)

    moments = {event["UID"][1]: event["DTSTART"][1] for event in events}
    assert moments == {f"{date['uid']}@gedciq.org": date["jour"].replace("-", "") for date in dates}
    assert len(events) == len(moments) == 16
    assert {event["STATUS"][1] for event in events} == {"CONFIRMED"}


def test_loading_the_source_again_leaves_the_calendar_as_it_is(client, source):
    first = client.get(ADDRESS.format("en")).content

    call_command("charger_source", stdout=StringIO())

    assert client.get(ADDRESS.format("en")).content == first


def test_two_cities_of_the_source_are_one_event_with_both_in_the_order_of_the_line(client, source):
    places = {event["DTSTART"][1]: event.get("LOCATION", ("", ""))[1] for event in events_of(client)}

    assert places["20181130"] == "Québec; Montréal; Visioconférence"
    assert places["20200124"] == "Montréal; Québec"
    assert places["20201112"] == "Visioconférence"
