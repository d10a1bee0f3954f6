"""A month as a table, Monday first: each day has the sessions that have a date on it, and only them."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from ..models import DateSeance

MONDAY_FIRST = Calendar(firstweekday=0)
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, order=True)
class Mois:
    annee: int
    mois: int

    def __str__(self):
        return f"{self.annee}-{self.mois:02}"

    @property
    def is_offered(self):
        return FIRST_YEAR <= self.annee <= LAST_YEAR

    @property
    def following(self):
        return Mois(self.annee + 1, 1) if self.mois == 12 else Mois(self.annee, self.mois + 1)

    @property
    def preceding(self):
        return Mois(self.annee - 1, 12) if self.mois == 1 else Mois(self.annee, self.mois - 1)


@dataclass(frozen=True)
class Jour:
    """A cell of the table; a day of a neighbouring month stays empty."""

    jour: date
    in_month: bool
    dates: list[DateSeance]


def parse_month(text):
    """The month « 2020-06 », or None for anything else."""
    if not MONTH.fullmatch(text):
        return None
    mois = month_of(text)
    return mois if mois.is_offered else None


def month_of(cle_date):
    """The month of « 2020-06-05 » or « 2020-06-99 »."""
    return Mois(int(cle_date[:4]), int(cle_date[5:7]))


def weeks(mois, dates):
    """The weeks of the table, with one mark per date."""
    by_day = {}
    for row in dates:
        by_day.setdefault(row.jour, []).append(row)
    return [
        [Jour(day, day.month == mois.mois, by_day.get(day, [])) for day in week]
        for week in MONDAY_FIRST.monthdatescalendar(mois.annee, mois.mois)
    ]
