"""A session as schema.org tells it to search engines: what is known, and not one value more.

Left out on purpose: an end that is not known, a place for a videoconference (it has no public
address), the presumed mode, the audience, the price.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from ..enums import Mode, ModeConnu, Statut
from .intitule import session_title
from .ouverture import OFF, absolute_url, places_on

ORGANISATEUR = "Groupe d’expertise pour le développement des cités interculturelles au Québec (GEDCIQ)"
SCHEMA = "https://schema.org"
PARTICIPATION = {
    Mode.EN_PERSONNE: f"{SCHEMA}/OfflineEventAttendanceMode",
    Mode.VISIOCONFERENCE: f"{SCHEMA}/OnlineEventAttendanceMode",
    Mode.MIXTE: f"{SCHEMA}/MixedEventAttendanceMode",
}
STATUTS = {Statut.ANNULEE: f"{SCHEMA}/EventCancelled", Statut.REPORTEE: f"{SCHEMA}/EventPostponed"}
ZONE = ZoneInfo("America/Toronto")


def seance_json_ld(seance, *, langue, origine):
    """One Event; several dates are as many events inside it, never a stretch from first to last."""
    dates = [date for date in seance.dates.all() if date.precise_date]
    name = session_title(seance, langue)
    data = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": name,
        "url": absolute_url(seance, langue=langue, origine=origine),
        "organizer": {"@type": "Organization", "name": ORGANISATEUR},
    }
    if len(dates) == 1:
        return _known({**data, **_moment(seance, dates[0])})
    events = [_known({"@type": "Event", "name": name, **_moment(seance, date)}) for date in dates]
    data |= {
        "startDate": dates[0].precise_date if dates else None,
        "eventStatus": _common_status(seance, dates),
        "eventAttendanceMode": _attendance(seance, None),
        "location": _location(seance, None),
        "subEvent": events,
    }
    return _known(data)


def _moment(seance, date):
    return {
        "startDate": _instant(date, date.debut) or date.precise_date,
        "endDate": _instant(date, date.fin),
        "eventStatus": STATUTS.get(date.effective_statut),
        "eventAttendanceMode": _attendance(seance, date),
        "location": _location(seance, date),
    }


def _common_status(seance, dates):
    """A session of which one date still holds is neither cancelled nor postponed."""
    statuts = {date.effective_statut for date in dates} or {seance.statut}
    return STATUTS.get(statuts.pop()) if len(statuts) == 1 else None


def _instant(date, hour):
    return hour and datetime.combine(date.jour, hour, ZONE).isoformat()


def _attendance(seance, date):
    """Only when one mode is stated for all; a video in cities may or may not be joined from elsewhere."""
    dates = [date] if date else seance.dates.all()
    places = places_on(seance, date)
    if seance.mode_connu == ModeConnu.DEDUIT or any(row.mode for row in (*dates, *places)):
        return None
    if seance.mode == Mode.VISIOCONFERENCE and places:
        return None
    return PARTICIPATION.get(seance.mode)


def _location(seance, date):
    """One place alone, several as a list, in order; none where nobody meets."""
    places = [
        _place(lieu)
        for lieu in places_on(seance, date)
        if lieu.statut not in OFF and lieu.mode != Mode.VISIOCONFERENCE
    ]
    return places[0] if len(places) == 1 else places


def _place(lieu):
    address = {
        "@type": "PostalAddress",
        "streetAddress": lieu.adresse,
        "addressLocality": lieu.municipalite.nom,
        "addressRegion": "QC",
        "addressCountry": "CA",
    }
    return {"@type": "Place", "name": lieu.salle or lieu.municipalite.nom, "address": _known(address)}


def _known(data):
    return {name: value for name, value in data.items() if value}
