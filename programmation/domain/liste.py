"""The page of the programme: the current one by cycles, or what the filters find in every programme."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, Window

from ..models import Programme, Seance
from .intitule import title_lines

PER_PAGE = 50


@dataclass(frozen=True)
class Liste:
    """`cycles` are (cycle, its sessions on this page); `absente`: the page asked for does not exist."""

    programme: Programme | None
    cycles: list
    page: object
    total: int
    absente: bool = False


def list_seances(filtre, asked):
    """One query for the sessions and their number; beyond the last page, the first one."""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    seances = filtre.apply(Seance.objects.published())
    if not filtre.chosen and (current := current_programme(filtre.options)):
        seances = seances.filter(cycle__programme=current)
    seances = seances.in_brochure_order().for_cards().annotate(total=Window(Count("*")))
    rows = list(_page_of(seances, number)) if number else []
    absent = not rows and number != 1
    if absent:
        number, rows = 1, list(_page_of(seances, 1))
    total = rows[0].total if rows else 0
    paginator = Paginator([], PER_PAGE)
    paginator.count = total
    return Liste(
        programme=rows[0].cycle.programme if rows else Programme.objects.published().newest_first().first(),
        cycles=[(cycle, list(group)) for cycle, group in groupby(rows, key=lambda seance: seance.cycle)],
        page=paginator.page(number),
        total=total,
        absente=absent,
    )


def is_list_translated(liste, langue):
    """True when nothing the list shows had to fall back to French."""
    titled = [liste.programme, *(cycle for cycle, _seances in liste.cycles)]
    lines = (title_lines(seance, langue) for _cycle, seances in liste.cycles for seance in seances)
    return all(row.text_in("titre", langue)[1] == langue for row in titled if row) and all(
        line.langue == langue for group in lines for line in group
    )


def current_programme(options):
    """Primary key of the newest public programme, read from the options of the filter."""
    return options["cycle"][0].programme if options["cycle"] else None


def other_cycles(options, programme):
    """Cycles of the older programmes, and those of this one: (older, own)."""
    own = [option for option in options["cycle"] if programme and option.programme == programme.pk]
    return [option for option in options["cycle"] if option not in own], own


def _page_of(seances, number):
    return seances[(number - 1) * PER_PAGE : number * PER_PAGE]
