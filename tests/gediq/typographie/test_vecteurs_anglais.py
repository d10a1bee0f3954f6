"""Each line is one example of the house rules for English (Canada), under its number.

E39 holds a mark of language: tests/gediq/templatetags/test_typo.py has it.
"""

from datetime import date, time
from functools import partial

import pytest

from gediq import typographie as t
from tests.gediq.typographie import days, visible

dates = partial(t.format_dates, langue="en")
period = partial(t.format_range, langue="en")
moment = partial(t.format_moment, langue="en")
clock = partial(t.format_time, langue="en")
count = partial(t.format_count, singular="session", plural="sessions", langue="en")
ordinal = partial(t.format_ordinal, langue="en")

VECTORS = [
    ("E1", dates(days("2020-06-05")), "June⍽5, 2020"),
    ("E2", dates(days("2020-06-01")), "June⍽1, 2020"),
    ("E3", dates(days("2020-06-05", "2020-06-12")), "June⍽5 and 12, 2020"),
    ("E4", dates(days("2020-06-12", "2020-06-05", "2020-06-12")), "June⍽5 and 12, 2020"),
    ("E5", dates(days("2020-06-01", "2020-06-08")), "June⍽1 and 8, 2020"),
    ("E6", dates(days("2020-06-05", "2020-06-12", "2020-06-19")), "June⍽5, 12 and 19, 2020"),
    ("E7", dates(days("2020-05-29", "2020-06-05")), "May⍽29 and June⍽5, 2020"),
    ("E8", dates(days("2020-05-29", "2020-06-01")), "May⍽29 and June⍽1, 2020"),
    ("E9", dates(days("2020-05-22", "2020-05-29", "2020-06-05")), "May⍽22 and 29 and June⍽5, 2020"),
    ("E10", dates(days("2019-12-12", "2020-01-16")), "December⍽12, 2019, and January⍽16, 2020"),
    ("E11", period(*days("2020-06-05", "2020-06-07")), "June⍽5 to 7, 2020"),
    ("E12", period(*days("2020-06-05", "2020-06-06")), "June⍽5 and 6, 2020"),
    ("E13", period(*days("2020-05-29", "2020-06-01")), "May⍽29 to June⍽1, 2020"),
    ("E14", period(*days("2019-12-30", "2020-01-02")), "December⍽30, 2019, to January⍽2, 2020"),
    ("E15", period(*days("2020-06-05", "2020-06-05")), "June⍽5, 2020"),
    ("E16", dates(days("2020-06-05"), weekday=True), "Friday, June⍽5, 2020"),
    ("E17", dates(days("2020-06-05", "2020-06-12"), weekday=True), "Fridays, June⍽5 and 12, 2020"),
    ("E18", dates(days("2020-06-05", "2020-06-12"), style="phrase"), "on June⍽5 and 12, 2020"),
    ("E19", period(*days("2020-06-05", "2020-06-07"), style="phrase"), "from June⍽5 to 7, 2020"),
    ("E20", t.format_month(2018, 6, langue="en"), "June⍽2018"),
    ("E21", t.format_season("ete", 2018, langue="en"), "summer⍽2018"),
    ("E22", dates(days("2020-06-05"), style="table"), "2020-06-05"),
    ("E23", t.format_short_date(date(2020, 7, 1), langue="en"), "July⍽1, 2020"),
    ("E23 abbreviated", t.format_short_date(date(2020, 9, 1), langue="en"), "Sept.⍽1, 2020"),
    ("E24", clock(time(9)), "9⍽a.m."),
    ("E25", clock(time(9, 30)), "9:30⍽a.m."),
    ("E26", clock(time(9, 5)), "9:05⍽a.m."),
    ("E27 midnight", clock(time(0)), "midnight"),
    ("E27 noon", clock(time(12)), "noon"),
    ("E28", t.format_hours(time(13, 30), time(16), langue="en"), "1:30⍽p.m. to 4⍽p.m."),
    ("E29", moment(days("2020-06-05"), time(9), time(12)), "June⍽5, 2020, 9⍽a.m. to noon"),
    (
        "E30",
        moment(days("2020-06-05"), time(14, 30), videoconference=True),
        "June⍽5, 2020, 2:30⍽p.m. (Eastern time)",
    ),
    ("E31", t.format_integer(1762949, langue="en"), "1,762,949"),
    ("E32 year", t.format_years(2020, langue="en"), "2020"),
    ("E32 count", t.format_integer(2020, langue="en"), "2,020"),
    ("E33", t.format_percent(52, langue="en"), "52%"),
    ("E34", t.format_share(32, 54, 1, langue="en"), "59.3%"),
    ("E35", f"{t.format_percent(80, langue='en')} of immigrants", "80% of immigrants"),
    ("E36", t.format_rounded(8484965, langue="en"), "8.5⍽million"),
    ("E36 singular", t.format_rounded(1500000, langue="en"), "1.5⍽million"),
    ("E37 none", count(0), "0⍽sessions"),
    ("E37 one", count(1), "1⍽session"),
    ("E37 two", count(2), "2⍽sessions"),
    ("E38", t.format_years(2018, 2021, langue="en"), "2018–2021"),
    ("E39 text", t.quote("Opération Partage", langue="en"), "“Opération Partage”"),
    (
        "E40",
        t.label_value(["Sherbrooke", "Trois-Rivières"], "Location", "Locations", langue="en"),
        "Locations: Sherbrooke and Trois-Rivières",
    ),
    ("E41 first", ordinal(1), "1st"),
    ("E41 second", ordinal(2), "2nd"),
    ("E41 third", ordinal(3), "3rd"),
    ("E41 eleventh", ordinal(11), "11th"),
    ("E42", t.format_money(1250.5, langue="en"), "$1,250.50"),
    ("E43", t.format_variation(-3.25, 1, langue="en"), "−3.3⍽points"),
    ("E44 no data", t.format_missing(langue="en"), "n/a"),
    ("E44 read aloud", t.missing_words(langue="en"), "not available"),
    ("E44 not applicable", t.format_missing("sans_objet", langue="en"), "n/a"),
    ("E44 not applicable, read aloud", t.missing_words("sans_objet", langue="en"), "not applicable"),
]


@pytest.mark.parametrize(("number", "written", "expected"), VECTORS, ids=[v[0] for v in VECTORS])
def test_english_is_written_as_the_house_rules_say(number, written, expected):
    assert visible(written) == expected


def test_every_english_example_is_here():
    assert {number.split()[0] for number, *_ in VECTORS} == {f"E{n}" for n in range(1, 45)}
