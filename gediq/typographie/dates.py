"""Dates as a reader of Quebec expects them: « 5 et 12 juin 2020 », "June 5 and 12, 2020".

Each text comes from its segments (`…_parts`), so that a page and a mail never differ by a letter.
Styles: `label` (titles, programmes), `phrase` (inside a sentence), `table` (ISO, for columns).
"""

from itertools import groupby

from .segments import AND, NBSP, Segment, join_parts, plain_text

MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SHORT_MONTHS = {
    "fr": (
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
    "en": (
        *("Jan.", "Feb.", "March", "April", "May", "June"),
        *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
    ),
}
WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SEASONS = {
    "fr": {"hiver": "hiver", "printemps": "printemps", "ete": "été", "automne": "automne"},
    "en": {"hiver": "winter", "printemps": "spring", "ete": "summer", "automne": "fall"},
}
STYLES = ("label", "phrase", "table")


def format_dates(dates, *, langue, style="label", weekday=False):
    return plain_text(date_parts(dates, langue=langue, style=style, weekday=weekday))


def format_range(start, end, *, langue, style="label"):
    return plain_text(range_parts(start, end, langue=langue, style=style))


def format_month(year, month, *, langue):
    return plain_text(month_parts(year, month, langue=langue))


def format_season(saison, year, *, langue):
    return f"{SEASONS[langue][saison]}{NBSP}{year}"


def format_short_date(date, *, langue):
    return plain_text(short_date_parts(date, langue=langue))


def date_parts(dates, *, langue, style="label", weekday=False):
    """Separate days, in any order: sorted, without repetition, what they share said once."""
    days = sorted(set(dates))
    if style not in STYLES:
        raise ValueError(f"unknown style: {style}")
    if style == "table":
        return join_parts([[Segment(day.isoformat(), iso=day.isoformat())] for day in days], ", ")
    if weekday and len({day.weekday() for day in days}) > 1:
        return _parts_with_own_weekdays(days, langue, style)
    opening = _article(days, langue) if style == "phrase" else ""
    opening += _weekday(days[0], langue, plural=len(days) > 1) if weekday and days else ""
    parts = _list_parts(days, langue)
    return [Segment(opening), *parts] if opening and days else parts


def range_parts(start, end, *, langue, style="label"):
    """A stretch of days; one day, or two that follow each other, are written as a list."""
    start, end = sorted((start, end))
    if (end - start).days <= 1:
        return date_parts([start, end], langue=langue, style=style)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    if langue == "fr":
        first = _day(start, langue, month=not same_month, year=not same_year)
        return [Segment("du "), first, Segment(" au "), _day(end, langue, month=True, year=True)]
    first = _day(start, langue, month=True, year=not same_year)
    last = _day(end, langue, month=not same_month, year=True)
    prefix = [Segment("from ")] if style == "phrase" else []
    return [*prefix, first, Segment(" to " if same_year else ", to "), last]


def month_parts(year, month, *, langue):
    text = f"{MONTHS[langue][month - 1]}{NBSP}{year}"
    return [Segment(text, iso=f"{year}-{month:02}")]


def short_date_parts(date, *, langue):
    """Only where space is truly missing."""
    return [_day(date, langue, month=True, year=True, months=SHORT_MONTHS)]


def _list_parts(days, langue, *, before=None):
    """The days by month; `before` gives what stands before each, when each has its own weekday."""
    one_year = len({day.year for day in days}) <= 1
    # English repeats the month after each weekday: "Friday, June 5, and Saturday, June 13, 2020".
    alone = langue == "en" and before is not None
    groups = [list(group) for _, group in groupby(days, lambda d: d if alone else (d.year, d.month))]
    written = []
    for group in groups:
        month_day = group[-1] if langue == "fr" else group[0]
        written.append(
            [
                _day(
                    day,
                    langue,
                    month=day == month_day,
                    year=day == group[-1] and (not one_year or day == days[-1]),
                    before=before(day) if before else "",
                )
                for day in group
            ]
        )
    inside = [join_parts([[day] for day in group], AND[langue]) for group in written]
    comma = "," if langue == "en" and (alone or not one_year) else ""
    return join_parts(inside, comma + AND[langue])


def _parts_with_own_weekdays(days, langue, style):
    phrase = style == "phrase"
    article = "le " if phrase and langue == "fr" else ""
    parts = _list_parts(days, langue, before=lambda day: article + _weekday(day, langue))
    return [Segment(_article(days, langue)), *parts] if phrase and langue == "en" else parts


def _day(date, langue, *, month, year, months=MONTHS, before=""):
    name = months[langue][date.month - 1] if month else ""
    if langue == "fr":
        rest = (NBSP + name if month else "") + (f"{NBSP}{date.year}" if year else "")
        return Segment(f"{before}{date.day}", "er" if date.day == 1 else "", rest, date.isoformat())
    text = before + (name + NBSP if month else "") + str(date.day)
    return Segment(text + (f", {date.year}" if year else ""), iso=date.isoformat())


def _weekday(day, langue, *, plural=False):
    name = WEEKDAYS[langue][day.weekday()] + ("s" if plural else "")
    return name + {"fr": " ", "en": ", "}[langue]


def _article(days, langue):
    return {"fr": "les " if len(days) > 1 else "le ", "en": "on "}[langue]
