"""A session as its readers are told of it: what it is called, when, where, how, and in what state."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language, gettext

from gediq.typographie import Segment, join_words, moment_parts, month_parts

from ..enums import Mode, ModeConnu, Statut, TypeSeance
from ..models.seance import card, titles
from .intitule import Ligne, title_lines

A_DISTANCE = (Mode.VISIOCONFERENCE, Mode.MIXTE)
OFF = (Statut.ANNULEE, Statut.REPORTEE)


def still_held(dates):
    """Those that hold; when none does, all of them."""
    return [date for date in dates if date.effective_statut not in OFF] or dates


@dataclass(frozen=True)
class Particularite:
    """What a date or a place has of its own, different from its session; empty when nothing differs."""

    statut: str = ""
    mode: str = ""
    motif: str = ""
    langue_motif: str = ""


@dataclass(frozen=True)
class Moment:
    """Days told in one breath: same hours, same state. Without day, a month, or nothing yet."""

    segments: list[Segment]
    propre: Particularite
    lieux: str

    @property
    def is_particular(self):
        return bool(self.lieux) or self.propre is not NOTHING


@dataclass(frozen=True)
class Lieu:
    nom: str
    salle: str
    adresse: str
    row: object
    propre: Particularite


@dataclass(frozen=True)
class Fiche:
    seance: object
    adresse: str
    sorte: str
    lignes: list[Ligne]
    moments: list[Moment]
    lieux: list[Lieu]
    lieux_texte: str
    villes: int
    mode: str
    statut: str
    is_off: bool

    @property
    def etat(self):
        """« Tenue · Synthèse / Échange »."""
        return f"{self.statut} · {self.sorte}" if self.sorte else self.statut

    @property
    def lieux_particuliers(self):
        """« Québec passe en visioconférence »: the places that do not follow their session."""
        return [lieu for lieu in self.lieux if lieu.propre != NOTHING]


def fetch_details(seances, *, titled=()):
    """Complete rows at hand: all that a card shows for `seances`, the title alone for `titled`."""
    prefetch_related_objects([*seances, *titled], *titles())
    prefetch_related_objects(list(seances), *card())


def describe(seance, dates=None):
    """In the active language, from prefetched rows only (or `dates` at hand): a card costs no query."""
    langue = get_language()
    lines = title_lines(seance, langue)
    lieux = [
        Lieu(row.municipalite.name_in(langue), row.salle, row.adresse, row, _own(row, seance, langue))
        for row in seance.lieux_lus
    ]
    return Fiche(
        seance=seance,
        adresse=seance.get_absolute_url(),
        sorte=_sorte(seance, lines),
        lignes=lines,
        moments=_moments(seance, dates or seance.dates_lues, lieux, langue),
        lieux=lieux,
        lieux_texte=join_words([lieu.nom for lieu in lieux], langue=langue),
        villes=len({lieu.row.municipalite_id for lieu in lieux}),
        mode=mode_label(seance.mode, seance.mode_connu),
        statut=str(Statut(seance.statut).label),
        is_off=seance.statut in OFF,
    )


def _sorte(seance, lines):
    """The types that the title does not say already: « Référentiel 4 », « Formation », or the types alone."""
    if not lines[0].prefixe and not seance.titre_fr:
        return ""
    said = TypeSeance.FORMATION if seance.titre_fr else TypeSeance.REFERENTIEL
    said = said if lines[0].prefixe else None
    return " / ".join(str(TypeSeance(value).label) for value in seance.types if value != said)


def mode_label(mode, mode_connu):
    """« En personne (présumé) »: silence in the source is not a fact."""
    if not mode:
        return gettext("Mode à préciser")
    label = str(Mode(mode).label)
    return gettext("%(mode)s (présumé)") % {"mode": label} if mode_connu == ModeConnu.DEDUIT else label


def _moments(seance, dates, lieux, langue):
    rows = [
        (row, _own(row, seance, langue), tuple(lieu.nom for lieu in lieux if lieu.row.date_id == row.pk))
        for row in dates
    ]

    def told_together(item):
        row, own, places = item
        return (row.jour is None and row.pk, row.debut, row.fin, row.mode, own, places)

    return [_moment(seance, list(group), langue) for _key, group in groupby(rows, key=told_together)]


def _moment(seance, group, langue):
    first, own, places = group[0]
    days = [row.jour for row, _own, _places in group if row.jour]
    segments = []
    if days:
        remote = (first.mode or seance.mode) in A_DISTANCE
        segments = moment_parts(days, first.debut, first.fin, langue=langue, videoconference=remote)
    elif first.mois:
        segments = month_parts(*map(int, first.mois.split("-")), langue=langue)
    return Moment(segments, own, join_words(places, langue=langue))


def _own(row, seance, langue):
    statut = row.statut if row.statut != seance.statut else ""
    mode = row.mode if row.mode != seance.mode else ""
    if not (statut or mode):
        return NOTHING
    motif, langue_motif = row.text_in("motif", langue)
    return Particularite(
        str(Statut(statut).label) if statut else "",
        str(Mode(mode).label) if mode else "",
        motif,
        langue_motif,
    )


NOTHING = Particularite()
