"""Words as the search table keeps them: one spelling for every way of writing the same word.

Accents go before the stemmer, not after: it would cut « rivière » and « riviere » differently.
"""

import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

from snowballstemmer import stemmer

QUERY_LENGTH = 200
QUERY_WORDS = 12

STEMMERS = {"fr": "french", "en": "english"}
# « réfugiées » needs two rounds to meet « réfugié », « utilisées » three.
STEM_ROUNDS = 4

ELISIONS = "c d j l m n qu s t"
SMALL_WORDS = {
    "fr": "le la les un une des de du a au aux et en dans sur pour par contre que",
    "en": "the a an and or of in on at to for from by with as is are be it its this that",
}
STOP_WORDS = {langue: frozenset(f"{ELISIONS} {words}".split()) for langue, words in SMALL_WORDS.items()}
SPELLINGS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

SIGNS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"})
# Note calls and powers touch the word before them: « participantes¹ », « km² ».
SUPERSCRIPTS = re.compile("[²³¹\u2070-\u209c]")
DROPPED_CATEGORIES = {"Mn", "Cc", "Cf"}
WORD = re.compile(r"[^\W_]+")

INLINE_TAGS = {"a", "b", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}


def normalize(text: str, langue: str) -> str:
    """Each word stands between two spaces, so that ' mot ' is found whole by a plain comparison."""
    words = split_words(text, langue)
    return f" {' '.join(words)} " if words else ""


def query_words(q: str, langue: str) -> list[str]:
    return list(dict.fromkeys(split_words(cut_query(q), langue)))[:QUERY_WORDS]


def cut_query(q: str) -> str:
    """A title pasted too long keeps its first words whole: half a word would find nothing."""
    start = unicodedata.normalize("NFC", q.lstrip()[: 3 * QUERY_LENGTH])
    if len(start) <= QUERY_LENGTH:
        return start
    return start[:QUERY_LENGTH].rsplit(None, 1)[0]


def split_words(text: str, langue: str) -> list[str]:
    words = WORD.findall(fold(text).replace("aujourd'hui", "aujourdhui"))
    stop_words = STOP_WORDS[langue]
    return [stem(SPELLINGS.get(word, word), langue) for word in words if word not in stop_words]


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", SUPERSCRIPTS.sub(" ", text))
    return "".join(char for char in decomposed if is_kept(char)).lower().translate(SIGNS)


def is_kept(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in DROPPED_CATEGORIES


@lru_cache(maxsize=20_000)
def stem(word: str, langue: str) -> str:
    """A stemmer holds the word it works on, hence a new one per word: threads must not share it."""
    cut = stemmer(STEMMERS[langue]).stemWord
    for _ in range(STEM_ROUNDS):
        longer, word = word, cut(word)
        if word == longer:
            break
    return word


def plain_text(html: str) -> str:
    """For stored text, which the editor has cleaned: deliberate nonsense would be slow to read."""
    parser = TextParser()
    parser.feed(html)
    parser.close()
    return re.sub("[ \t\r\n\f]+", " ", "".join(parser.parts)).strip(" ")


class TextParser(HTMLParser):
    """A block ends a word, an inline tag does not."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)

    def handle_starttag(self, tag, attrs):
        if tag not in INLINE_TAGS:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.handle_starttag(tag, ())

    def parse_marked_section(self, i, report=1):
        """Python stops at the « <![…]> » of some word processors: a comment to us."""
        return self.parse_bogus_comment(i)
