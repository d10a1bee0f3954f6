"""The month as a table, Monday first, and the timeline of the cycles."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.models import Publication
from tests.factories.gediq import create_identite, create_page
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
CALENDRIER = "/fr/programmation/calendrier/"


def marked_days(html):
    """Days of the table that hold a mark, each as many times as it has marks."""
    cells = re.findall(
        r'<td class="a-seance"><time class="quantieme" datetime="([\d-]+)">(.*?)</td>', html, re.S
    )
    return [day for day, cell in cells for _mark in range(cell.count('class="marque-mois'))]


def table(html):
    return re.search(r'<table class="mois".*?</table>', html, re.S)[0]


def test_session_on_two_days_marks_these_two_days_and_no_other(client):
    create_seance(code="deux", jours=["2020-06-05", "2020-06-12"])

    html = client.get(CALENDRIER, {"mois": "2020-06"}).text

    assert marked_days(html) == ["2020-06-05", "2020-06-12"]
    assert html.count('class="seance-titre"') == 1


def test_session_in_two_cities_is_one_mark(client):
    villes = [create_municipalite(), create_municipalite()]
    create_seance(jours=["2020-01-24"], villes=villes)

    assert marked_days(client.get(CALENDRIER, {"mois": "2020-01"}).text) == ["2020-01-24"]


def test_two_sessions_on_one_day_are_two_marks(client):
    create_seance(jours=["2020-01-24"])
    create_seance(jours=["2020-01-24"])

    assert marked_days(client.get(CALENDRIER, {"mois": "2020-01"}).text) == ["2020-01-24"] * 2


def test_weeks_start_on_monday_and_neighbouring_months_stay_empty(client):
    create_seance(jours=["2020-07-01", "2020-05-31"])

    html = client.get(CALENDRIER, {"mois": "2020-06"}).text
    first_week, *_weeks, last_week = re.findall(r"<tr>\s*<td.*?</tr>", table(html), re.S)

    assert re.findall(r'jour-long">(\w+)<', html)[0] == "lundi"
    assert "hors-mois" not in first_week  # the 1st of June 2020 was a Monday
    assert last_week.count("hors-mois") == 5
    assert marked_days(html) == []


def test_cancelled_date_says_so_in_the_table(client):
    seance = create_seance()
    create_date(seance, "2020-06-05", statut="annulee")

    assert "<strong>Annulée</strong>" in table(client.get(CALENDRIER, {"mois": "2020-06"}).text)


def test_date_known_by_its_month_is_listed_below_and_not_in_the_table(client):
    create_seance(code="un-jour-de-juin", jours=["2020-06"])

    html = client.get(CALENDRIER, {"mois": "2020-06"}).text

    assert "un-jour-de-juin" not in table(html)
    assert "un-jour-de-juin" in html
    assert "1\xa0date de ce mois n’a pas encore de jour" in html


def test_neighbouring_months_are_linked_across_the_year(client):
    html = client.get(CALENDRIER, {"mois": "2020-12"}).text

    assert 'href="?mois=2020-11"' in html
    assert 'href="?mois=2021-01"' in html


@pytest.mark.parametrize(("mois", "absent"), [("1900-01", "?mois=1899-12"), ("2100-12", "?mois=2101-01")])
def test_first_and_last_months_lead_no_further(client, mois, absent):
    response = client.get(CALENDRIER, {"mois": mois})

    assert response.status_code == 200
    assert absent not in response.text


def test_without_month_the_next_session_decides_not_a_cancelled_one(client):
    today = timezone.localdate()
    create_seance(jours=[(today - timedelta(days=40)).isoformat()])
    soon = today + timedelta(days=70)
    create_seance(jours=[soon.isoformat()])
    create_seance(jours=[(today + timedelta(days=1)).isoformat()], statut="annulee")

    assert f"?mois={soon:%Y-%m}" in client.get(CALENDRIER).text.split("canonical")[1][:120]


def test_without_month_nor_session_to_come_the_last_one_decides(client):
    create_seance(jours=["2019-04-09", "2020-06-05"])

    assert marked_days(client.get(CALENDRIER).text) == ["2020-06-05"]


def test_without_any_session_the_present_month_is_shown(client):
    response = client.get(CALENDRIER)

    assert f"?mois={timezone.localdate():%Y-%m}" in response.text
    assert "Aucune séance ce mois-ci." in response.text


@pytest.mark.parametrize(
    "mois", ["2020-13", "2020-00", "juin", "2020-6", "0001-01", "9999-12", "²020-06", "\x00", "1" * 9999]
)
def test_month_that_cannot_be_read_is_answered_by_a_sentence(client, mois):
    create_seance(jours=["2020-06-05"])

    response = client.get(CALENDRIER, {"mois": mois})

    assert response.status_code == 200
    assert "Ce mois ne se lit pas" in response.text
    assert marked_days(response.text) == ["2020-06-05"]


def test_nothing_unpublished_is_in_the_table_the_list_or_the_timeline(client):
    cycle = create_cycle()
    create_seance(code="visible", cycle=cycle, jours=["2020-06-05"])
    create_seance(code="brouillon", cycle=cycle, jours=["2020-06-06"], publication=Publication.BROUILLON)
    hidden = create_cycle(programme=create_programme(publication=Publication.BROUILLON))
    create_seance(code="cachee", cycle=hidden, jours=["2020-06-07"])

    html = client.get(CALENDRIER, {"mois": "2020-06"}).text

    assert set(re.findall(r"seances/([\w-]+)/", html)) == {"visible"}


# --- Timeline ------------------------------------------------------------------------------------


def test_timeline_links_each_session_and_its_table_says_the_same(client):
    programme = create_programme()
    for position, jours in enumerate((["2018-10-04"], ["2019-09-27", "2019-10-04"]), start=1):
        cycle = create_cycle(programme=programme, position=position)
        create_seance(code=f"s-{position}", cycle=cycle, jours=jours)

    html = client.get(CALENDRIER, {"mois": "2018-10"}).text
    drawing, words = re.search(r'<svg class="frise".*?</svg>', html, re.S)[0], html.split("frise-tableau")[1]

    assert re.findall(r'<a href="/fr/programmation/seances/([\w-]+)/" aria-label=', drawing) == ["s-1", "s-2"]
    assert drawing.count('class="frise-point"') == 3
    assert re.findall(r"seances/([\w-]+)/", words) == ["s-1", "s-2"]
    assert "27\xa0septembre et 4\xa0octobre\xa02019" in drawing.replace("\xa0et", " et")


def test_timeline_stays_away_when_its_dots_would_hide_each_other(client):
    cycle = create_cycle()
    seance = create_seance(cycle=cycle, jours=["2020-06-05"])
    day = timezone.localdate()
    for offset in range(91):
        create_date(seance, (day + timedelta(days=offset)).isoformat())

    assert '<svg class="frise"' not in client.get(CALENDRIER, {"mois": "2020-06"}).text


def test_timeline_leaves_out_whole_cycles_when_there_are_too_many_dates(client):
    first = create_cycle(code="2018-2019", position=1)
    crowded = create_cycle(code="2019-2020", position=2, programme=first.programme)
    create_seance(code="pres", cycle=first, jours=["2018-10-04", "2018-10-05"])
    create_seance(
        code="loin",
        cycle=crowded,
        jours=[f"2019-{month}-{day}" for month in (10, 11) for day in range(10, 31)],
    )

    drawing = re.search(
        r'<svg class="frise".*?</svg>', client.get(CALENDRIER, {"mois": "2018-10"}).text, re.S
    )[0]

    assert drawing.count('class="frise-point"') == 2
    assert "seances/pres/" in drawing
    assert "seances/loin/" not in drawing


# --- Promises ------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_eight_queries_whatever_the_data(client, django_assert_num_queries, langue, count):
    create_identite()
    create_page()
    programme = create_programme()
    for position in range(count):
        create_seance(
            cycle=create_cycle(programme=programme, position=position),
            titre_fr="",
            titre_en="",
            jours=["2020-06-05", "2020-06-12"],
            villes=[create_municipalite(), create_municipalite()],
            referentiels=[create_referentiel(), create_referentiel()],
        )

    with django_assert_num_queries(8):
        response = client.get(f"/{langue}/programmation/calendrier/?mois=2020-06")

    assert response.status_code == 200


def test_language_switch_keeps_the_month(client):
    assert (
        'href="/en/programmation/calendrier/?mois=2020-06"'
        in client.get(CALENDRIER, {"mois": "2020-06"}).text
    )
