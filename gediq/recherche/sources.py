"""What the shared models bring to the search: editorial pages and themes."""

from ..models import Page, Theme
from ..registre import SourceRecherche
from .index import ALWAYS, visible_from


def among(rows, pks):
    """The rows of a source: all of them, or only those asked for."""
    return rows if pks is None else rows.filter(pk__in=pks)


def texts_of(row, langue, *names):
    return tuple(row.text_in(name, langue)[0] for name in names)


SOURCES = [
    SourceRecherche(
        model=Page,
        rows=lambda pks: among(Page.objects.all(), pks),
        build=lambda page, langue: texts_of(page, langue, "titre", "texte"),
        visible_from=visible_from,
    ),
    SourceRecherche(
        model=Theme,
        rows=lambda pks: among(Theme.objects.all(), pks),
        build=lambda theme, langue: texts_of(theme, langue, "nom", "description"),
        visible_from=lambda theme: ALWAYS,
    ),
]
