"""What the numbered examples leave open."""

from datetime import time

import pytest

from gediq.typographie import format_hours, format_moment, format_time
from tests.gediq.typographie import days, visible


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (time(0, 30), "12:30⍽a.m."),
        (time(11, 59), "11:59⍽a.m."),
        (time(12, 1), "12:01⍽p.m."),
        (time(13), "1⍽p.m."),
        (time(23, 5), "11:05⍽p.m."),
    ],
)
def test_english_clock_turns_at_noon_and_midnight(hour, expected):
    assert visible(format_time(hour, langue="en")) == expected


@pytest.mark.parametrize(("langue", "expected"), [("fr", "à 14⍽h"), ("en", "2⍽p.m.")])
def test_start_alone_is_an_hour(langue, expected):
    assert visible(format_hours(time(14), langue=langue)) == expected


def test_session_without_hours_is_its_days_alone_even_by_video():
    written = format_moment(days("2020-06-05", "2020-06-12"), langue="fr", videoconference=True)

    assert visible(written) == "5 et 12⍽juin⍽2020"


def test_session_in_person_says_no_zone():
    assert "Est" not in format_moment(days("2020-06-05"), time(9), langue="fr")
