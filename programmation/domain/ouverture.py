"""What machines read of the programme: the same facts in every format and in both languages."""

from django.utils.translation import override

from gediq.domain.ouverture import SEPARATOR, clean_text

from ..enums import Statut
from .intitule import session_title

COLUMNS = (
    *("code", "cycle", "types", "titre", "referentiels", "mode", "statut"),
    *("jour", "debut", "fin", "statut_date", "codes_lieux", "lieux", "url"),
)
OFF = (Statut.ANNULEE, Statut.REPORTEE)


def absolute_url(obj, *, langue, origine):
    with override(langue):
        return origine + obj.get_absolute_url()


def places_on(seance, date):
    """The places that hold for one of its dates, in order; for no date, all of them."""
    return [lieu for lieu in seance.lieux.all() if date is None or lieu.date_id in (None, date.pk)]


def is_off(date):
    """A date that does not hold: cancelled, or postponed and still at its old day."""
    return date.effective_statut in OFF


def seance_record(seance, *, langue, origine):
    """One session of the JSON; only `titre` and `url` depend on the language."""
    return {
        "code": seance.code,
        "cycle": seance.cycle.code,
        "types": seance.types,
        "titre": clean_text(session_title(seance, langue)),
        "referentiels": [referentiel.numero for referentiel in seance.referentiels.all()],
        "mode": seance.mode or None,
        "statut": seance.statut,
        "dates": [_date_record(date) for date in seance.dates.all()],
        "lieux": [
            {"code": lieu.municipalite.code, "nom": lieu.municipalite.nom} for lieu in seance.lieux.all()
        ],
        "url": absolute_url(seance, langue=langue, origine=origine),
    }


def table_rows(seances, *, langue, origine):
    """The lines of the CSV, titles first: one per session and date, one for a session without date."""
    yield COLUMNS
    for seance in seances:
        record = seance_record(seance, langue=langue, origine=origine)
        for date in seance.dates.all() or [None]:
            yield _cells(record, seance, date)


def _date_record(date):
    return {
        "jour": date.precise_date,
        "debut": date.debut and f"{date.debut:%H:%M}",
        "fin": date.fin and f"{date.fin:%H:%M}",
        "statut": date.effective_statut,
    }


def _cells(record, seance, date):
    jour = _date_record(date) if date else dict.fromkeys(("jour", "debut", "fin", "statut"))
    municipalites = [lieu.municipalite for lieu in places_on(seance, date)]
    cells = {
        **record,
        "types": SEPARATOR.join(record["types"]),
        "referentiels": SEPARATOR.join(map(str, record["referentiels"])),
        "jour": jour["jour"],
        "debut": jour["debut"],
        "fin": jour["fin"],
        "statut_date": jour["statut"],
        "codes_lieux": SEPARATOR.join(municipalite.code for municipalite in municipalites),
        "lieux": SEPARATOR.join(municipalite.nom for municipalite in municipalites),
    }
    return [cells[column] or "" for column in COLUMNS]
