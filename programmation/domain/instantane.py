"""A session as readers were told of it at one moment: its dates, places, mode and statut, compared later."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from gediq.typographie import format_dates, format_month

from ..enums import Statut
from ..models import DateSeance, LieuSeance, Seance

LANGUES = ("fr", "en")


@dataclass(frozen=True)
class FaitDate:
    uid: UUID
    jour: date | None
    mois: str
    debut: time | None
    fin: time | None
    statut: str
    mode: str

    @property
    def when(self):
        """What makes it the same date for a reader, whatever its row."""
        return (self.jour, self.mois, self.debut, self.fin)

    def label(self, langue):
        if self.jour:
            return format_dates([self.jour], langue=langue)
        if self.mois:
            return format_month(*map(int, self.mois.split("-")), langue=langue)
        with override(langue):
            return _("À confirmer")


@dataclass(frozen=True)
class FaitLieu:
    uid: UUID
    code: str
    noms: dict
    salle: str
    adresse: str
    date: FaitDate | None
    statut: str
    mode: str

    def label(self, langue):
        return self.noms[langue]

    @property
    def where(self):
        """What makes it the same place, whatever its rank in the list."""
        return (self.code, self.salle, self.adresse, str(self.date.uid) if self.date else "")


@dataclass(frozen=True)
class Instantane:
    """A session as announced at one moment; `public` tells whether visitors could read it."""

    public: bool = False
    statut: str = Statut.PREVUE
    mode: str = ""
    dates: tuple[FaitDate, ...] = ()
    lieux: tuple[FaitLieu, ...] = ()


def snapshot(seance):
    """What is stored now, read again from the database: the form may already have filled `seance`."""
    stored = Seance.objects.select_related("cycle__programme").filter(pk=seance.pk).first()
    if stored is None:
        return Instantane()
    dates = DateSeance.objects.filter(seance=stored).order_by(*DateSeance._meta.ordering)
    lieux = LieuSeance.objects.filter(seance=stored).select_related("municipalite", "date")
    return snapshot_of(stored, dates, lieux.order_by(*LieuSeance._meta.ordering))


def snapshot_of(seance, dates, lieux):
    """The same from rows at hand, saved or not; their order does not count for the dates."""
    rows = [(row.pk, _date_fact(row, seance)) for row in dates]
    stored = {pk: fact for pk, fact in rows if pk}
    ordered = sorted(
        (fact for _pk, fact in rows),
        key=lambda fact: (fact.jour or date.max, fact.mois or "9999", str(fact.debut)),
    )
    return Instantane(
        public=seance.is_published() and seance.cycle.programme.is_published(),
        statut=seance.statut,
        mode=seance.mode,
        dates=tuple(ordered),
        lieux=tuple(_lieu_fact(row, seance, stored) for row in lieux),
    )


def as_told(statut):
    """A session held as planned is no news."""
    return Statut.PREVUE if statut == Statut.TENUE else statut


def exceptions(instantane, field, told=str):
    """Rows whose statut or mode is not the session's: {identity of the row: its own}."""
    common = told(getattr(instantane, field))
    rows = (*instantane.dates, *instantane.lieux)
    own = {row.uid: told(getattr(row, field)) for row in rows}
    return common, {uid: value for uid, value in own.items() if value != common}


def _date_fact(row, seance):
    return FaitDate(
        row.uid, row.jour, row.mois, row.debut, row.fin, row.statut or seance.statut, row.mode or seance.mode
    )


def _lieu_fact(row, seance, dates):
    return FaitLieu(
        uid=row.uid,
        code=row.municipalite.code,
        noms={langue: row.municipalite.name_in(langue) for langue in LANGUES},
        salle=row.salle,
        adresse=row.adresse,
        date=dates.get(row.date_id),
        statut=row.statut or seance.statut,
        mode=row.mode or seance.mode,
    )
