"""The constellation: every municipality a faint dot, those asked for circles by population. Geometry only.

Lambert's conformal conic projection with the parallels of Quebec's own maps; kilometres, then the
units of the drawing. What it says is said again by the table, with the same links.
"""

import json
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log, pi, radians, sin, sqrt, tan
from pathlib import Path

LIMITES = Path(__file__).resolve().parent.parent / "source" / "limites_regions.geojson"

EARTH = 6371.0
PARALLELS, MERIDIAN, ORIGIN = (46.0, 60.0), -68.5, 44.0
WIDTH, HEIGHT = 520, 620
MARGIN = 0.08
# Below this width a lone city would fill the map; beyond the border of Quebec there is nothing.
NARROWEST = 90.0
SMALLEST, LARGEST = 4, 30
LARGEST_POPULATION = 1_800_000
LABELS, LETTER, LINE = 9, 8.6, 16


def _cone():
    """The constants of the projection: exponent, scale, distance of the origin."""
    first, second = map(radians, PARALLELS)
    exponent = log(cos(first) / cos(second)) / log(_stretch(second) / _stretch(first))
    scale = EARTH * cos(first) * _stretch(first) ** exponent / exponent
    return exponent, scale, scale / _stretch(radians(ORIGIN)) ** exponent


def _stretch(latitude):
    return tan(pi / 4 + latitude / 2)


EXPONENT, SCALE, RADIUS = _cone()


def project(latitude, longitude):
    """Kilometres east and south of the origin."""
    distance = SCALE / _stretch(radians(latitude)) ** EXPONENT
    angle = EXPONENT * radians(longitude - MERIDIAN)
    return distance * sin(angle), distance * cos(angle) - RADIUS


def _outlines():
    """The limits of the regions as one path in whole kilometres, each point told from the one before."""
    lines = json.loads(LIMITES.read_text(encoding="utf-8"))["geometry"]["coordinates"]
    return "".join(map(_line, lines))


def _line(points):
    dots = [tuple(map(round, project(latitude, longitude))) for longitude, latitude in points]
    steps = (f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(dots))
    return f"M{dots[0][0]} {dots[0][1]}l{' '.join(steps)}"


# A fact of the source file, not of the database: drawn once.
OUTLINES = _outlines()


@dataclass(frozen=True)
class Cadre:
    """The window: what of Quebec is drawn, `echelle` units a kilometre from (`x`, `y`)."""

    x: float
    y: float
    echelle: float

    def place(self, point):
        return (point[0] - self.x) * self.echelle, (point[1] - self.y) * self.echelle

    @property
    def transform(self):
        return f"scale({self.echelle:.5f}) translate({-self.x:.1f} {-self.y:.1f})"


@dataclass
class Cercle:
    """A municipality of the page: where, how large, and where its name stands if there is room for it.

    Whole units: a template would write a decimal comma in French.
    """

    ligne: object
    x: int
    y: int
    rayon: int
    nom_x: int | None = None
    ancre: str = ""

    @property
    def nom_y(self):
        return self.y + LINE // 3

    @property
    def titre(self):
        """What the circle says: its name, and the figure its size tells."""
        nom, population = self.ligne.nom, self.ligne.population
        return f"{nom}, {population.texte} ({population.annee})" if population.is_known else nom


@dataclass(frozen=True)
class Carte:
    """`points` are the faint dots, `retenus` what the filter finds beyond this page: {diameter: dots}."""

    cadre: Cadre
    points: str
    retenus: dict
    cercles: list[Cercle]
    sans_place: int
    largeur: int = WIDTH
    hauteur: int = HEIGHT
    limites: str = OUTLINES


def draw_map(filtre, annuaire):
    """The map of what `filtre` finds, or None when no place is known at all."""
    located = {pk: row for pk, row in filtre.places.items() if row.latitude is not None}
    if not located:
        return None
    points = {pk: project(row.latitude, row.longitude) for pk, row in located.items()}
    found = {row.pk: row.population for row in filtre.found if row.pk in located}
    cadre = _window([points[pk] for pk in found or points])
    spots = {pk: cadre.place(point) for pk, point in points.items()}
    shown = {ligne.place.pk: ligne for ligne in annuaire.lignes if ligne.place.pk in spots}
    others = {pk: habitants for pk, habitants in found.items() if pk not in shown}
    return Carte(
        cadre=cadre,
        points=_dots(spot for pk, spot in spots.items() if pk not in found),
        retenus=_by_diameter(others, spots),
        cercles=_circles(shown, spots),
        sans_place=annuaire.total - len(found),
    )


def _window(points):
    """The smallest window of the proportions of the drawing that shows these points, with a margin."""
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    width = max(right - left, (bottom - top) * WIDTH / HEIGHT, NARROWEST) * (1 + 2 * MARGIN)
    height = width * HEIGHT / WIDTH
    return Cadre((left + right - width) / 2, (top + bottom - height) / 2, WIDTH / width)


def _dots(spots):
    """A path of strokes without length: with round ends, each is a dot as wide as the stroke."""
    return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in spots if 0 <= x <= WIDTH and 0 <= y <= HEIGHT)


def _by_diameter(populations, spots):
    groups = {}
    for pk, habitants in populations.items():
        groups.setdefault(round(2 * _radius(habitants)), []).append(spots[pk])
    return {diameter: _dots(groups[diameter]) for diameter in sorted(groups, reverse=True)}


def _radius(habitants):
    """The area tells the population; a small town keeps a circle one can see."""
    share = (habitants or 0) / LARGEST_POPULATION
    return max(SMALLEST, LARGEST * sqrt(share))


def _circles(lignes, spots):
    """The largest first, so that no circle hides a smaller one; names where they meet no other."""
    circles = []
    for pk, ligne in lignes.items():
        x, y = spots[pk]
        circles.append(Cercle(ligne, round(x), round(y), round(_radius(ligne.place.population))))
    circles.sort(key=lambda circle: -circle.rayon)
    boxes = []
    for circle in circles:
        if len(boxes) < LABELS:
            _write_name(circle, boxes, circle.ligne.nom)
    return circles


def _write_name(circle, boxes, name):
    """At the right of the circle, else at its left, else nowhere."""
    length, gap = len(name) * LETTER, circle.rayon + 4
    sides = {"start": circle.x + gap, "end": circle.x - gap - length}
    for anchor, left in sides.items():
        box = (left, circle.y - LINE / 2, left + length, circle.y + LINE / 2)
        if left >= 0 and left + length <= WIDTH and not any(_meet(box, other) for other in boxes):
            boxes.append(box)
            circle.ancre = anchor
            circle.nom_x = round(left if anchor == "start" else left + length)
            return


def _meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
