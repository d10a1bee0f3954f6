"""The cycles along time: one row per cycle, one dot per date, placed on a common scale of months.

Geometry only, in the units of the drawing; what it says is said again by a table.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.db.models.functions import Abs

from ..models import DateSeance
from .calendrier import Mois, month_of

WIDTH, MARGIN = 1000, 28
BASE, ROW = 34, 108
LINE, DOUBLE, TITLE = 72, 4, 26
GAP, LEVEL, YEAR_WIDTH = 34, 27, 60
LEVELS = 3
# Beyond this many dates, farther cycles are left out: a drawing that stays readable, a page that
# costs the same however long the programme.
MOST_DATES = 40
NEIGHBOURS = 2


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    date: DateSeance


@dataclass(frozen=True)
class Marque:
    """A session on the drawing: its dots, joined when there are several."""

    seance: object
    points: list[Point]

    @property
    def dates(self):
        return [point.date for point in self.points]


@dataclass(frozen=True)
class Rangee:
    """A cycle: its double line from `debut` to `fin`, its sessions above, its name below."""

    cycle: object
    debut: int
    fin: int
    y: int
    y_double: int
    y_titre: int
    marques: list[Marque]

    @property
    def is_at_right(self):
        """The name is then written from its end, so as not to leave the drawing."""
        return self.debut > WIDTH * 0.5


@dataclass(frozen=True)
class Repere:
    """A year named on the scale."""

    x: int
    annee: int


@dataclass(frozen=True)
class Frise:
    largeur: int
    hauteur: int
    rangees: list[Rangee]
    reperes: list[Repere]


def timeline_dates(reference):
    """Dates of the cycles nearest to that of `reference`, whole cycles only, in one query."""
    if reference is None:
        return []
    cycle = reference.seance.cycle
    near = (cycle.position - NEIGHBOURS, cycle.position + NEIGHBOURS)
    rows = (
        DateSeance.objects.published()
        .filter(seance__cycle__programme=cycle.programme_id, seance__cycle__position__range=near)
        .exclude(cle_date="9999")
        .with_seance()
        .order_by(Abs(F("seance__cycle__position") - cycle.position), "cle_date", "id")[: MOST_DATES + 1]
    )
    return sorted(_readable(list(rows), cycle.position), key=_rank_in_time)


def _readable(rows, position):
    """`rows`, nearest cycle first, without the cycles that would be cut."""
    if len(rows) <= MOST_DATES:
        return rows
    cut = abs(rows[-1].seance.cycle.position - position)
    return [row for row in rows if abs(row.seance.cycle.position - position) < cut]


def _rank_in_time(row):
    return row.seance.cycle.position, row.seance.cycle_id, row.cle_date, row.pk


def build_timeline(dates):
    """Return the drawing of `dates` (by cycle, then in time), or None when there is none."""
    if not dates:
        return None
    first = min(month_of(row.cle_date) for row in dates)
    last = max(month_of(row.cle_date) for row in dates)
    scale = _Scale(first, _rank(last) - _rank(first) + 1)
    rows = [
        _row(rank, list(group), scale)
        for rank, (_cycle, group) in enumerate(groupby(dates, key=lambda row: row.seance.cycle_id))
    ]
    return Frise(WIDTH, BASE + ROW * len(rows), rows, _marks(first, last, scale))


@dataclass(frozen=True)
class _Scale:
    first: Mois
    months: int

    def __call__(self, mois, part=0):
        position = (_rank(mois) - _rank(self.first) + part) / self.months
        return round(MARGIN + position * (WIDTH - 2 * MARGIN))


def _rank(mois):
    return mois.annee * 12 + mois.mois


def _row(rank, dates, scale):
    y = BASE + ROW * rank + LINE
    places = [(row, scale(month_of(row.cle_date), _part(row))) for row in dates]
    marks, ends = [], [-GAP] * LEVELS
    for _code, group in groupby(places, key=lambda place: place[0].seance_id):
        group = list(group)
        # A session too near the one before goes up by one level.
        level = next((rank for rank, end in enumerate(ends) if group[0][1] - end >= GAP), 0)
        ends[level] = group[-1][1]
        points = [Point(x, y - level * LEVEL, row) for row, x in group]
        marks.append(Marque(group[0][0].seance, points))
    cycle, debut, fin = dates[0].seance.cycle, places[0][1], places[-1][1]
    return Rangee(cycle, debut, fin, y, y + DOUBLE, y + TITLE, marks)


def _part(row):
    """Where the date falls in its month; a month without day is marked in its middle."""
    return (row.jour.day - 1) / 31 if row.jour else 0.5


def _marks(first, last, scale):
    """The year of the first month, then each January; the first gives way when January is too near."""
    marks = [Repere(scale(Mois(annee, 1)), annee) for annee in range(first.annee + 1, last.annee + 1)]
    start = scale(first)
    return marks if marks and marks[0].x - start < YEAR_WIDTH else [Repere(start, first.annee), *marks]
