"""The geometry of a figure's history, drawn by the server: a count as bars, a share as lines beside Quebec.

Zero is always the foot of the drawing, a missing year is a gap, and every value drawn is in the table below.
"""

from dataclasses import dataclass

from gediq.typographie import format_percent, format_variation

from ..models import Indicateur
from .chiffres import Chiffre
from .citation import name_source
from .ecriture import write_quality, write_share, write_value, write_words
from .lignes import Montant, Texte, text_of, write_amount

LARGEUR, HAUTEUR = 340, 210
HAUT, PIED = 28, 178
GAUCHE, DROITE = 30, 226
ECART = 31
CHARACTER = 7.5


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    texte: str = ""


@dataclass(frozen=True)
class Trace:
    """A line: its unbroken stretches, its points, and the place of its name at the right end."""

    role: str
    chemins: list[str]
    points: list[Point]
    valeur: str
    etiquette_y: int


@dataclass(frozen=True)
class Barre:
    x: int
    y: int
    largeur: int
    hauteur: int
    texte: str

    @property
    def milieu(self):
        return self.x + self.largeur // 2


@dataclass(frozen=True)
class Rangee:
    """A year: the figure of the municipality, then those of the larger territories."""

    annee: int
    chiffre: Chiffre
    reperes: list[Chiffre | None]


@dataclass(frozen=True)
class RangeeEcrite:
    """A year of the table below the drawing; `compte` is what a share is the share of."""

    annee: int
    montants: list[Montant]
    compte: str
    source: str
    qualite: str


@dataclass(frozen=True)
class Graphique:
    indicateur: Indicateur
    est_part: bool
    debut: str
    fin: str
    annee_debut: int
    annee_fin: int
    variation: str
    annees: list[Point]
    libelle: Texte
    libelle_part: Texte
    rangees: list[RangeeEcrite]
    barres: list[Barre]
    traces: list[Trace]
    largeur: int = LARGEUR
    hauteur: int = HAUTEUR
    pied: int = PIED
    droite: int = DROITE


def draw_histories(portrait, municipalite, *, langue):
    """One drawing per key figure known in two years at least."""
    drawn = (_draw(portrait, municipalite, line.indicateur, langue) for line in portrait.cles)
    return [drawing for drawing in drawn if drawing]


def _draw(portrait, municipalite, indicateur, langue):
    rangees = [
        Rangee(
            row.annee,
            row,
            [portrait.tableau.get(place, indicateur.code, row.annee) for place in portrait.reperes],
        )
        for row in portrait.tableau.series(municipalite, indicateur.code)
    ]
    is_share = sum(row.chiffre.part is not None for row in rangees) > 1
    known = [row for row in rangees if _measure(row.chiffre, is_share) is not None]
    if len(known) < 2:
        return None
    first, last = known[0].chiffre, known[-1].chiffre
    return Graphique(
        indicateur=indicateur,
        est_part=is_share,
        debut=_written(first, is_share, langue),
        fin=_written(last, is_share, langue),
        annee_debut=first.annee,
        annee_fin=last.annee,
        variation=variation(first, last, is_share, langue=langue),
        annees=_years(rangees, is_share),
        libelle=text_of(indicateur, "libelle", langue),
        libelle_part=text_of(indicateur, "libelle_part", langue) if is_share else Texte(""),
        rangees=[_write_row(row, (municipalite, *portrait.reperes), is_share, langue) for row in rangees],
        barres=[] if is_share else _bars(rangees, langue),
        traces=_lines(rangees, portrait.reperes, langue) if is_share else [],
    )


def _write_row(row, places, is_share, langue):
    figures = zip(places, (row.chiffre, *row.reperes), strict=True)
    return RangeeEcrite(
        annee=row.annee,
        montants=[write_amount(place, chiffre, is_share, langue=langue) for place, chiffre in figures],
        compte=write_words(row.chiffre.valeur, row.chiffre.indicateur, langue=langue) if is_share else "",
        source=name_source(row.chiffre.source, langue),
        qualite=write_quality(row.chiffre.qualite, langue=langue),
    )


def variation(first, last, is_share, *, langue):
    """In points between two shares (as they are written), in percent between two counts."""
    if is_share:
        return format_variation(last.part - first.part, langue=langue)
    if not first.valeur:
        return ""
    change = 100 * (last.valeur - first.valeur) / first.valeur
    sign = "+" if change > 0 else "\u2212" if change < 0 else ""
    return sign + format_percent(abs(change), 1, langue=langue)


def _measure(chiffre, is_share):
    return chiffre and (chiffre.part if is_share else chiffre.valeur)


def _written(chiffre, is_share, langue):
    if is_share:
        return write_share(chiffre.part, langue=langue)
    return write_words(chiffre.valeur, chiffre.indicateur, langue=langue)


# --- Places on the drawing ------------------------------------------------------------------------


def _xs(rangees, is_share):
    """A line keeps the distance between years; bars stand side by side."""
    count = len(rangees)
    if not is_share:
        return [LARGEUR * (2 * rank + 1) / (2 * count) for rank in range(count)]
    first, last = rangees[0].annee, rangees[-1].annee
    return [GAUCHE + (row.annee - first) * (DROITE - GAUCHE) / (last - first) for row in rangees]


def _y(value, top):
    return PIED - (PIED - HAUT) * float(value / top) if top else PIED


def _fits(texts, xs):
    """True when the widest text leaves its neighbours alone."""
    return max(map(len, texts)) * CHARACTER < min(
        after - before for before, after in zip(xs, xs[1:], strict=False)
    )


def _thinned(texts, xs):
    """All of them, or only the first and the last where all would overlap."""
    if _fits(texts, xs):
        return texts
    return [text if rank in (0, len(texts) - 1) else "" for rank, text in enumerate(texts)]


def _years(rangees, is_share):
    xs = _xs(rangees, is_share)
    texts = _thinned([str(row.annee) for row in rangees], xs)
    return [Point(_round(x), HAUTEUR - 10, text) for x, text in zip(xs, texts, strict=True)]


# --- Bars -----------------------------------------------------------------------------------------


def _bars(rangees, langue):
    xs = _xs(rangees, False)
    width = min(56, LARGEUR / len(rangees) * 0.62)
    top = max(row.chiffre.valeur for row in rangees if row.chiffre.valeur is not None)
    texts = _thinned(
        [write_value(row.chiffre.valeur, row.chiffre.indicateur, langue=langue) for row in rangees], xs
    )
    return [
        _bar(x, _y(row.chiffre.valeur or 0, top), width, text)
        for x, row, text in zip(xs, rangees, texts, strict=True)
    ]


def _bar(x, y, width, text):
    return Barre(_round(x - width / 2), _round(y), _round(width), _round(PIED - y), text)


# --- Lines ----------------------------------------------------------------------------------------


def _lines(rangees, reperes, langue):
    """The municipality and its larger territories, their names kept apart at the right end."""
    columns = [[row.chiffre for row in rangees]]
    columns += [[row.reperes[rank] for row in rangees] for rank in range(len(reperes))]
    roles = ["ville", *(place.niveau for place in reperes)]
    shares = [[_measure(chiffre, True) for chiffre in column] for column in columns]
    top = max(share for column in shares for share in column if share is not None)
    xs = _xs(rangees, True)
    drawn = [
        (role, column)
        for role, column in zip(roles, shares, strict=True)
        if any(s is not None for s in column)
    ]
    ends = [_y([share for share in column if share is not None][-1], top) for _role, column in drawn]
    return [
        _line(role, column, xs, top, place, langue)
        for (role, column), place in zip(drawn, spread(ends), strict=True)
    ]


def _line(role, shares, xs, top, place, langue):
    texts = [share_text(share, langue) for share in shares]
    last = [text for text in texts if text][-1]
    if role != "ville":
        texts = [""] * len(texts)
    spots = [
        Point(_round(x), _round(_y(share, top)), text) if share is not None else None
        for x, share, text in zip(xs, shares, _without_last(_thinned(texts, xs)), strict=True)
    ]
    return Trace(role, _stretches(spots), [spot for spot in spots if spot], last, _round(place))


def share_text(share, langue):
    return "" if share is None else write_share(share, langue=langue)


def _without_last(texts):
    """The last value stands beside the name, at the right."""
    return [*texts[:-1], ""]


def _stretches(spots):
    """« M22 80L120 60 » for each run of known years."""
    paths, path = [], []
    for spot in [*spots, None]:
        if spot:
            path.append(f"{spot.x} {spot.y}")
        elif path:
            paths.append("M" + "L".join(path))
            path = []
    return paths


def spread(heights):
    """The same heights pushed apart by `ECART` at least, in the same order, inside the drawing."""
    order = sorted(range(len(heights)), key=lambda rank: heights[rank])
    placed, floor = {}, HAUT - 6
    for position, rank in enumerate(order):
        ceiling = PIED - ECART * (len(order) - 1 - position)
        placed[rank] = floor = min(max(heights[rank], floor), ceiling)
        floor += ECART
    return [placed[rank] for rank in range(len(heights))]


def _round(number):
    return round(number)
