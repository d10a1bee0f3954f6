"""The programme as iCalendar: one event per dated day, the same bytes as long as nothing changed.

No METHOD: without it DTSTAMP is the moment of the last revision (RFC 5545, 3.8.7.2), so two readings
of an unchanged programme are equal.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration, vText, vUri

from gediq.domain.ouverture import clean_text
from gediq.typographie import format_years

from ..enums import Mode, Statut
from .intitule import title_lines
from .ouverture import OFF, absolute_url, is_off, places_on

# Constant for ever, whatever the address of the site: subscribers know events by it.
DOMAINE = "gedciq.org"
ZONE = ZoneInfo("America/Toronto")
REFRESH = timedelta(hours=12)


def calendar_bytes(seances, *, langue, origine):
    """All the dated days of `seances`, past included."""
    calendar = _new_calendar(langue)
    for seance in seances:
        for date in seance.dates.all():
            if date.jour:
                calendar.add_component(_event(seance, date, langue=langue, origine=origine))
    timed = [date.jour for seance in seances for date in seance.dates.all() if date.debut]
    if timed:
        # Without bounds the library writes seventy years of clock changes.
        calendar.add_missing_timezones(min(timed), max(timed) + timedelta(days=1))
    return calendar.to_ical()


def _new_calendar(langue):
    calendar = Calendar()
    with override(langue):
        name = "GEDCIQ – " + _("Programmation")
    calendar.add("prodid", f"-//GEDCIQ//Programmation//{langue.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _event(seance, date, *, langue, origine):
    event = Event()
    url = absolute_url(seance, langue=langue, origine=origine)
    revised = last_revision(seance, date)
    event.add("uid", f"{date.uid}@{DOMAINE}")
    event.add("sequence", date.sequence)
    event.add("dtstamp", revised)
    event.add("last-modified", revised)
    event.add("status", "CANCELLED" if is_off(date) else "CONFIRMED")
    event.add("summary", _summary(seance, date, langue))
    event.add("description", _text("\n".join(_description(seance, date, langue, url))))
    event.add("url", vUri(url))
    if location := "; ".join(_places(seance, date, langue)):
        event.add("location", _text(location))
    _add_moment(event, date)
    return event


def last_revision(seance, date):
    """The last change of anything the event is made of."""
    places = places_on(seance, date)
    municipalites = [lieu.municipalite for lieu in places]
    rows = [seance, seance.cycle, date, *places, *municipalites, *seance.referentiels.all()]
    return max(row.updated_at for row in rows).replace(microsecond=0)


def _add_moment(event, date):
    """A day without hours takes the whole day but blocks nobody's; an unknown end is not invented."""
    if not date.debut:
        event.add("dtstart", date.jour)
        event.add("dtend", date.jour + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", datetime.combine(date.jour, date.debut, ZONE))
    if date.fin:
        event.add("dtend", datetime.combine(date.jour, date.fin, ZONE))


def _summary(seance, date, langue):
    lines = title_lines(seance, langue)
    title = " – ".join(line.plain(langue) for line in lines)
    if is_off(date):
        with override(langue):
            title = f"{Statut(date.effective_statut).label} – {title}"
    summary = _text(title)
    summary.params["LANGUAGE"] = "fr" if any(line.langue == "fr" for line in lines) else langue
    return summary


def _description(seance, date, langue, url):
    """The address is repeated here: many calendars never show URL."""
    years = format_years(*map(int, seance.cycle.code.split("-")), langue=langue)
    yield f"{seance.cycle.text_in('titre', langue)[0]} {years}"
    if is_off(date):
        row = date if date.statut else seance
        if motif := row.text_in("motif", langue)[0]:
            yield motif
    yield url


def _places(seance, date, langue):
    with override(langue):
        video = str(Mode.VISIOCONFERENCE.label)
    for lieu in places_on(seance, date):
        if lieu.statut not in OFF:
            remote = video.lower() if lieu.mode == Mode.VISIOCONFERENCE else ""
            where = [lieu.salle, lieu.adresse, lieu.municipalite.name_in(langue), remote]
            yield ", ".join(filter(None, where))
    if date.effective_mode in (Mode.VISIOCONFERENCE, Mode.MIXTE):
        yield video


def _text(text):
    return vText(clean_text(text))
