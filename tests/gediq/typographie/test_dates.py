"""What the numbered examples leave open."""

from datetime import date

import pytest

from gediq.typographie import (
    Segment,
    date_parts,
    format_dates,
    format_month,
    format_range,
    format_season,
    format_short_date,
    month_parts,
)
from tests.gediq.typographie import days, visible

FRIDAY_AND_SATURDAY = days("2020-06-05", "2020-06-13")
THREE_MONTHS = days("2020-05-22", "2020-05-29", "2020-06-05", "2020-07-03")


@pytest.mark.parametrize(
    ("langue", "style", "expected"),
    [
        ("fr", "label", "vendredi 5 et samedi 13⍽juin⍽2020"),
        ("fr", "phrase", "le vendredi 5 et le samedi 13⍽juin⍽2020"),
        ("en", "label", "Friday, June⍽5, and Saturday, June⍽13, 2020"),
        ("en", "phrase", "on Friday, June⍽5, and Saturday, June⍽13, 2020"),
    ],
)
def test_different_weekdays_stand_each_before_its_day(langue, style, expected):
    written = format_dates(FRIDAY_AND_SATURDAY, langue=langue, style=style, weekday=True)

    assert visible(written) == expected


@pytest.mark.parametrize(
    ("langue", "expected"),
    [("fr", "les vendredis 5 et 12⍽juin⍽2020"), ("en", "on Fridays, June⍽5 and 12, 2020")],
)
def test_article_stands_before_a_shared_weekday(langue, expected):
    written = format_dates(days("2020-06-05", "2020-06-12"), langue=langue, style="phrase", weekday=True)

    assert visible(written) == expected


@pytest.mark.parametrize(
    ("langue", "expected"),
    [
        ("fr", "22 et 29⍽mai, 5⍽juin et 3⍽juillet⍽2020"),
        ("en", "May⍽22 and 29, June⍽5 and July⍽3, 2020"),
    ],
)
def test_three_months_are_a_list_of_months(langue, expected):
    assert visible(format_dates(THREE_MONTHS, langue=langue)) == expected


@pytest.mark.parametrize(
    ("langue", "expected"),
    [
        ("fr", "12⍽décembre⍽2019, 16 et 23⍽janvier⍽2020 et 6⍽février⍽2020"),
        ("en", "December⍽12, 2019, January⍽16 and 23, 2020, and February⍽6, 2020"),
    ],
)
def test_each_month_carries_its_year_when_years_differ(langue, expected):
    written = format_dates(days("2019-12-12", "2020-01-16", "2020-01-23", "2020-02-06"), langue=langue)

    assert visible(written) == expected


@pytest.mark.parametrize(
    ("langue", "iso", "expected"),
    [
        ("fr", ("2020-06-05", "2020-06-07"), "du 5 au 7⍽juin⍽2020"),
        ("fr", ("2020-05-31", "2020-06-01"), "les 31⍽mai et 1er⍽juin⍽2020"),
        ("fr", ("2020-06-05", "2020-06-05"), "le 5⍽juin⍽2020"),
        ("en", ("2020-05-31", "2020-06-01"), "on May⍽31 and June⍽1, 2020"),
        ("en", ("2019-12-30", "2020-01-02"), "from December⍽30, 2019, to January⍽2, 2020"),
        ("en", ("2020-06-07", "2020-06-05"), "from June⍽5 to 7, 2020"),
    ],
)
def test_range_in_a_sentence(langue, iso, expected):
    assert visible(format_range(*days(*iso), langue=langue, style="phrase")) == expected


def test_same_month_of_two_years_is_two_months():
    written = format_range(date(2019, 6, 5), date(2020, 6, 5), langue="fr")

    assert visible(written) == "du 5⍽juin⍽2019 au 5⍽juin⍽2020"


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("style", ["label", "phrase", "table"])
def test_no_date_is_no_text(langue, style):
    assert format_dates([], langue=langue, style=style, weekday=True) == ""


def test_table_gives_iso_days_in_order():
    assert (
        format_dates(days("2020-06-12", "2020-06-05"), langue="fr", style="table") == "2020-06-05, 2020-06-12"
    )


def test_months_are_those_of_quebec():
    written = [format_short_date(date(2020, month, 2), langue="fr") for month in range(1, 13)]

    assert [visible(text).split("⍽")[1] for text in written] == [
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
    ]
    assert visible(format_month(2020, 8, langue="fr")) == "août⍽2020"


@pytest.mark.parametrize(
    ("saison", "expected"),
    [("hiver", "winter"), ("printemps", "spring"), ("ete", "summer"), ("automne", "fall")],
)
def test_seasons_have_their_english_name(saison, expected):
    assert visible(format_season(saison, 2018, langue="en")) == f"{expected}⍽2018"


def test_parts_carry_the_machine_date_of_each_day_and_the_raised_letters():
    parts = date_parts(days("2020-06-01", "2020-06-08"), langue="fr")

    assert parts == [
        Segment("1", sup="er", iso="2020-06-01"),
        Segment(" et "),
        Segment("8", rest="\u00a0juin\u00a02020", iso="2020-06-08"),
    ]


def test_month_carries_its_machine_value():
    assert [part.iso for part in month_parts(2018, 6, langue="en")] == ["2018-06"]


def test_unknown_style_is_refused():
    with pytest.raises(ValueError, match="long"):
        format_dates(days("2020-06-05"), langue="fr", style="long")


@pytest.mark.parametrize("langue", ["es", "fr-ca", None])
def test_unknown_language_is_refused(langue):
    with pytest.raises(KeyError):
        format_dates(days("2020-06-05"), langue=langue)
