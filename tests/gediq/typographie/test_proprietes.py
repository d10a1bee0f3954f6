"""What holds for every date, hour and number, whatever the example."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gediq import typographie as t
from gediq.typographie.dates import MONTHS, SHORT_MONTHS

unhurried = settings(deadline=None)  # a busy machine is not a fault
LANGUES = st.sampled_from(["fr", "en"])
STYLES = st.sampled_from(["label", "phrase", "table"])
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
NUMBERS = st.decimals(-(10**12), 10**12, places=3)
PROSE = st.text(alphabet='ab1290 \u00a0\u202f:;!?%$«»"’h/éèm<>pcode&=.,\ue000\n', max_size=60)

NAMES = {name for table in (MONTHS, SHORT_MONTHS) for names in table.values() for name in names}
UNITS = "|".join(
    map(
        re.escape, ["%", "$", "millions", "million", "points", "point", "séance", "ko", "Mo", "octet", *NAMES]
    )
)
BREAKABLE = re.compile(rf"\d (?:h\b|[ap]\.m\.|{UNITS})|(?:{'|'.join(NAMES)}) \d")


def everything_written(days, start, end, number, langue):
    """Every kind of text the module writes, about the same things."""
    count = int(abs(number))
    return [
        *(t.format_dates(days, langue=langue, style=style) for style in ("label", "phrase", "table")),
        t.format_dates(days, langue=langue, weekday=True),
        t.format_range(days[0], days[-1], langue=langue, style="phrase"),
        t.format_month(days[0].year, days[0].month, langue=langue),
        t.format_season("ete", days[0].year, langue=langue),
        t.format_short_date(days[0], langue=langue),
        t.format_moment(days, start, end, langue=langue, videoconference=True),
        t.format_moment(days, start, langue=langue),
        t.format_integer(number, langue=langue),
        t.format_percent(number, 1, langue=langue),
        t.format_rounded(number, langue=langue),
        t.format_money(number, langue=langue),
        t.format_variation(number, langue=langue),
        t.format_count(count, "séance", "séances", langue=langue),
        t.format_file_size(count, langue=langue),
        t.format_years(days[0].year, days[-1].year, langue=langue),
    ]


THINGS = (st.lists(DATES, min_size=1, max_size=6), TIMES, TIMES, NUMBERS)


@unhurried
@given(st.lists(DATES, max_size=6), st.randoms(), LANGUES, STYLES, st.booleans())
def test_order_and_repetition_of_dates_change_nothing(days, randomness, langue, style, weekday):
    shuffled = days * 2
    randomness.shuffle(shuffled)

    assert t.format_dates(shuffled, langue=langue, style=style, weekday=weekday) == t.format_dates(
        days, langue=langue, style=style, weekday=weekday
    )


@unhurried
@given(*THINGS, LANGUES)
def test_no_number_is_ever_cut_from_its_unit_at_the_end_of_a_line(days, start, end, number, langue):
    for text in everything_written(days, start, end, number, langue):
        assert not BREAKABLE.search(text)
        assert not re.search("[\u2009\u202f]|  ", text)


@unhurried
@given(*THINGS)
def test_french_never_takes_english_forms(days, start, end, number):
    for text in everything_written(days, start, end, number, "fr"):
        assert not re.search(r"\d:\d|a\.m\.|p\.m\.|\d(?:st|nd|rd|th)\b|\dst |\dth ", text)


@unhurried
@given(*THINGS)
def test_what_was_written_in_one_language_does_not_change_the_other(days, start, end, number):
    french = everything_written(days, start, end, number, "fr")
    english = everything_written(days, start, end, number, "en")

    assert everything_written(days, start, end, number, "fr") == french
    assert everything_written(days, start, end, number, "en") == english


@pytest.mark.parametrize("order", [["fr", "en"], ["en", "fr"]])
def test_threads_never_mix_languages(order):
    things = ([date(2020, 6, 1), date(2020, 6, 8)], time(9, 5), time(14), Decimal("1234567.5"))
    expected = {langue: everything_written(*things, langue) for langue in order}
    asked = order * 200

    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda langue: everything_written(*things, langue), asked))

    assert written == [expected[langue] for langue in asked]


@unhurried
@given(st.lists(DATES, max_size=6))
def test_machine_values_are_the_same_in_both_languages(days):
    machine = {
        langue: [part.iso for part in t.date_parts(days, langue=langue) if part.iso]
        for langue in ("fr", "en")
    }

    assert machine["fr"] == machine["en"] == [day.isoformat() for day in sorted(set(days))]
    assert t.format_dates(days, langue="fr", style="table") == t.format_dates(
        days, langue="en", style="table"
    )


@unhurried
@given(PROSE, LANGUES)
@example("0:»", "fr")
@example("«\u00a0!", "fr")
@example("«\u202f!", "fr")
def test_fixing_twice_is_fixing_once_and_leaves_only_what_a_person_decides(text, langue):
    fixed = t.fix(text, langue)

    assert t.fix(fixed, langue) == fixed
    assert [hint for hint in t.hints(fixed, langue) if hint.suggestion] == []


@unhurried
@given(PROSE)
def test_display_only_swaps_spaces(text):
    shown = t.display_nbsp(text, "fr")

    assert shown.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert t.display_nbsp(shown, "fr") == shown
