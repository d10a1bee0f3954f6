"""The passage of a text where the words of a query stand, cut in pieces to be marked by a template."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .normaliseur import WORD, split_words

BEFORE, LENGTH = 80, 260
# A very long text is only read that far: the excerpt then shows its beginning.
READ = 30_000


@dataclass(frozen=True)
class Passage:
    texte: str
    est_marque: bool = False


def excerpt(texte, words, langue):
    """About three lines around the first of `words`, or the beginning of the text."""
    texte = unicodedata.normalize("NFC", texte[:READ])
    first = next(_places(texte, words, langue), (0, 0))[0]
    start = _word_start(texte, first) if first > BEFORE else 0
    end = _word_end(texte, start) if start + LENGTH < len(texte) else len(texte)
    passages = mark(texte[start:end], words, langue)
    return [*_dots(start > 0), *passages, *_dots(end < len(texte))]


def mark(texte, words, langue):
    """The whole text as passages; those that are one of `words`, however written, are marked."""
    passages, position = [], 0
    for start, end in _places(texte, words, langue):
        if start > position:
            passages.append(Passage(texte[position:start]))
        passages.append(Passage(texte[start:end], est_marque=True))
        position = end
    if position < len(texte):
        passages.append(Passage(texte[position:]))
    return passages


def _places(texte, words, langue):
    for match in WORD.finditer(texte):
        if any(word in words for word in _normalized(match[0], langue)):
            yield match.span()


@lru_cache(maxsize=20_000)
def _normalized(word, langue):
    return tuple(split_words(word, langue))


def _word_start(texte, first):
    space = texte.find(" ", first - BEFORE, first)
    return first if space < 0 else space + 1


def _word_end(texte, start):
    space = texte.rfind(" ", start, start + LENGTH)
    return start + LENGTH if space < 0 else space


def _dots(cut):
    return [Passage("…")] if cut else []
