"""Writing figures read elsewhere: what is new, what differs; nothing known is erased by an absence."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from ...models import ChangementValeur, Indicateur, Motif, Qualite, Source, Valeur
from .rapport import Action

LOT = 1_000
CHAMPS = ("valeur", "motif", "base", "qualite", "note_fr")


class ValeurLue(NamedTuple):
    """A figure as a file gives it; what it leaves out (None, "") says nothing of what is stored."""

    territoire_id: int
    indicateur_id: int
    annee: int
    source_id: int
    valeur: Decimal | None
    motif: str = ""
    base: Decimal | None = None
    qualite: str = ""
    note: str = ""

    @property
    def cle(self):
        return self[:4]


class Etat(NamedTuple):
    """What is, or will be, stored for one figure."""

    valeur: Decimal | None
    motif: str
    base: Decimal | None
    qualite: str
    note_fr: str | None

    def __str__(self):
        """How the trace of changes names it: the figure, its published base, or why there is none."""
        if self.valeur is None:
            return str(self.motif)
        figure = format_exact(self.valeur)
        return figure if self.base is None else f"{figure} / {format_exact(self.base)}"


def format_exact(nombre):
    """« 7590 », « 12.5 »: no zeros that say nothing, no exponent."""
    text = f"{nombre:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def merge(stored, lue):
    """What should be stored once `lue` is read over `stored`; the same object when nothing changes.

    An absence erases no figure, and « non disponible » no better reason.
    """
    if stored is None:
        return Etat(lue.valeur, lue.motif, lue.base, lue.qualite or Qualite.OFFICIELLE, lue.note or None)
    if lue.valeur is None and (stored.valeur is not None or lue.motif == Motif.NON_DISPONIBLE):
        return stored
    merged = Etat(
        lue.valeur,
        lue.motif,
        stored.base if lue.base is None else lue.base,
        lue.qualite or stored.qualite,
        lue.note or stored.note_fr,
    )
    return stored if merged == stored else merged


def judge(stored, lue):
    """The `Action` that `lue` asks for."""
    if stored is None:
        return Action.CREER
    return Action.IGNORER if merge(stored, lue) is stored else Action.METTRE_A_JOUR


def stored_values(lues, *, lock=False):
    """{key: Etat} of the figures already there, among them those of `lues`, in one query."""
    if not lues:
        return {}
    territoires, indicateurs, annees, sources = map(set, zip(*(lue.cle for lue in lues), strict=True))
    rows = Valeur.objects.filter(
        territoire__in=territoires, indicateur__in=indicateurs, annee__in=annees, source__in=sources
    ).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    columns = ("territoire_id", "indicateur_id", "annee", "source_id", *CHAMPS)
    return {row[:4]: Etat(*row[4:]) for row in rows.values_list(*columns)}


def in_batches(rows: Iterable, size):
    """Lists of at most `size` rows."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def lock_figures():
    """Until the end of the transaction, no other import begins, and nobody adds a figure to a source.

    Indicators are there before the first source is; their keys stay free for who types figures.
    """
    list(Indicateur.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    list(Source.objects.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def apply_values(lues, *, importation, by):
    """Write the figures of `lues`, each key once, by batches; return how many of each `Action`.

    Of two imports at once, the second waits, and sees what the first wrote.
    """
    lock_figures()
    done = Counter()
    for batch in in_batches(lues, LOT):
        done += _apply_batch(batch, importation, by)
    return done


def _apply_batch(lues, importation, by):
    stored = stored_values(lues, lock=True)
    actions = {lue: judge(stored.get(lue.cle), lue) for lue in lues}
    changed = [lue for lue, action in actions.items() if action != Action.IGNORER]
    states = {lue: merge(stored.get(lue.cle), lue) for lue in changed}
    _write(states)
    ChangementValeur.objects.bulk_create(
        _changement(lue, stored.get(lue.cle), etat, importation, by) for lue, etat in states.items()
    )
    return Counter(actions.values())


def _write(states):
    rows = [_make_valeur(lue, etat) for lue, etat in states.items()]
    Valeur.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["territoire", "indicateur", "annee", "source"],
        update_fields=[*CHAMPS, "updated_at"],
    )


def _make_valeur(lue, etat):
    territoire, indicateur, annee, source = lue.cle
    fields = dict(zip(CHAMPS, etat, strict=True))
    return Valeur(territoire_id=territoire, indicateur_id=indicateur, annee=annee, source_id=source, **fields)


def _changement(lue, avant, apres, importation, by):
    territoire, indicateur, annee, source = lue.cle
    return ChangementValeur(
        territoire_id=territoire,
        indicateur_id=indicateur,
        annee=annee,
        source_id=source,
        avant="" if avant is None else str(avant),
        apres=str(apres),
        importation=importation,
        created_by=by,
    )
