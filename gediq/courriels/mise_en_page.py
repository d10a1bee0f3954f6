"""The HTML of a mail, made from its text: the same words in the same order, and nothing more."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from .adresses import absolute
from .redaction import SIGNATURE

PUCE = re.compile(r"[-•] +")
LIEN = re.compile(r"(?P<libelle>.+?)[ \xa0]?: (?P<url>https?://\S+)")
CODE = re.compile(r"\d[\d \xa0]{2,10}\d")
ALONE = ("lien", "code")


@dataclass(frozen=True)
class Bloc:
    """`nature` is paragraphe, liste, lien or code; `url` that of a link of ours."""

    nature: str
    lignes: list[str]
    url: str = ""


def render_html(courriel, texte):
    """`texte` is the text that leaves, with its links."""
    corps, _signature, pied = texte.rpartition(f"\n{SIGNATURE}\n")
    context = {
        "langue": courriel.langue,
        "objet": courriel.objet,
        "blocs": list(read_blocs(corps)),
        "pied": list(read_blocs(pied)),
    }
    with translation.override(courriel.langue):
        return render_to_string("emails/cadre.html", context)


def read_blocs(texte):
    for passage in texte.split("\n\n"):
        if lines := [line for line in passage.split("\n") if line]:
            yield from _read_passage(lines)


def _read_passage(lines):
    """A passage is a paragraph, but for its lists, and its lines that are a link or a code alone."""
    waiting = []
    for bloc in map(_read_line, lines):
        if waiting and (waiting[0].nature != bloc.nature or bloc.nature in ALONE):
            yield _gather(waiting)
            waiting = []
        waiting.append(bloc)
    yield _gather(waiting)


def _read_line(line):
    link = LIEN.fullmatch(line)
    # An address of somebody else stays in sight: only ours hide behind words.
    if link and link["url"].startswith(absolute("/")):
        return Bloc("lien", [link["libelle"]], link["url"])
    if CODE.fullmatch(line):
        return Bloc("code", [line])
    if bullet := PUCE.match(line):
        return Bloc("liste", [line[bullet.end() :]])
    return Bloc("paragraphe", [line])


def _gather(blocs):
    return Bloc(blocs[0].nature, [line for bloc in blocs for line in bloc.lignes], blocs[0].url)
