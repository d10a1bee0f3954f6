"""Hours: « 9 h 05 », "9:05 a.m.", and a day with its hours."""

from .dates import date_parts
from .segments import NBSP, Segment, plain_text

EASTERN_TIME = {"fr": " (heure de l’Est)", "en": " (Eastern time)"}


def format_time(time, *, langue):
    return {"fr": _time_fr, "en": _time_en}[langue](time)


def format_hours(start, end=None, *, langue):
    """« à 14 h 30 » or « de 13 h 30 à 16 h »; English needs no preposition before an hour."""
    first = format_time(start, langue=langue)
    if end is None:
        return f"à {first}" if langue == "fr" else first
    last = format_time(end, langue=langue)
    return f"de {first} à {last}" if langue == "fr" else f"{first} to {last}"


def format_moment(dates, start=None, end=None, *, langue, videoconference=False):
    return plain_text(moment_parts(dates, start, end, langue=langue, videoconference=videoconference))


def moment_parts(dates, start=None, end=None, *, langue, videoconference=False):
    """Days, then hours if known; people join a video from elsewhere, so its zone is said."""
    parts = date_parts(dates, langue=langue)
    if start is not None:
        zone = EASTERN_TIME[langue] if videoconference else ""
        parts.append(Segment(f", {format_hours(start, end, langue=langue)}{zone}"))
    return parts


def _time_fr(time):
    minutes = f"{NBSP}{time.minute:02}" if time.minute else ""
    return f"{time.hour}{NBSP}h{minutes}"


def _time_en(time):
    if not time.minute and time.hour in (0, 12):
        return "noon" if time.hour else "midnight"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{NBSP}{'p.m.' if time.hour >= 12 else 'a.m.'}"
