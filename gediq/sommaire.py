"""The contents of a long text: anchors and entries from its headings, the stored text untouched."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.text import slugify

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
# Keeps a heading « Menu » apart from the anchors of the page itself.
PREFIX = "texte-"


@dataclass
class Entree:
    ancre: str
    libelle: str
    niveau: int
    enfants: list = field(default_factory=list)


@dataclass(frozen=True)
class Sommaire:
    """`entrees` are the chapters, each with its sections; `html` is the text with its anchors."""

    entrees: list
    html: str


def build_sommaire(html):
    reader = _HeadingReader(html)
    reader.feed(html)
    reader.close()
    return Sommaire(_nest(reader.found), reader.anchored())


class _HeadingReader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.html = html
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self.found, self.inserts, self.taken = [], [], set()
        self.tag = self.place = None
        self.words = []

    def handle_starttag(self, tag, attrs):
        if tag in HEADINGS and self.tag is None:
            line, column = self.getpos()
            # Just after « <h2 »: the rest of the tag stays as it is.
            self.tag, self.place = tag, self.line_starts[line - 1] + column + 1 + len(tag)
            self.words = []

    def handle_data(self, data):
        if self.tag:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag != self.tag:
            return
        self.tag = None
        if libelle := " ".join("".join(self.words).split(" ")).strip():
            ancre = self._new_anchor(libelle)
            self.inserts.append((self.place, ancre))
            self.found.append(Entree(ancre, libelle, HEADINGS[tag]))

    def _new_anchor(self, libelle):
        base = ancre = PREFIX + (slugify(libelle)[:60].strip("-") or "partie")
        rank = 1
        while ancre in self.taken:
            rank += 1
            ancre = f"{base}-{rank}"
        self.taken.add(ancre)
        return ancre

    def anchored(self):
        pieces, start = [], 0
        for place, ancre in self.inserts:
            pieces += [self.html[start:place], f' id="{ancre}"']
            start = place
        return "".join([*pieces, self.html[start:]])


def _nest(found):
    """Chapters and, under each, its sections; what is deeper has an anchor but no entry."""
    top = min((entree.niveau for entree in found), default=2)
    chapters = []
    for entree in found:
        if entree.niveau == top:
            chapters.append(entree)
        elif entree.niveau == top + 1 and chapters:
            chapters[-1].enfants.append(entree)
    return chapters
