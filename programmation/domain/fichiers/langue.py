"""The language of a file: what it says of itself, else a count of small words."""

import re

from ...enums import LangueDocument

# None of these is a word of the other language.
SMALL_WORDS = {
    LangueDocument.FR: "le la les des du une et est dans pour que qui sur avec aux cette par",
    LangueDocument.EN: "the and of to in is for that with are was by from this be at",
}
WORD = re.compile(r"[^\W\d_]+")
TEXT_LENGTH = 20_000


def langue_of_code(code):
    """`fr-CA` is French, `es` is another language, nothing is unknown."""
    primary = re.split("[-_]", str(code).strip().lower())[0]
    if not re.fullmatch("[a-z]{2,3}", primary) or primary == "und":
        return ""
    known = {
        "fr": LangueDocument.FR,
        "fra": LangueDocument.FR,
        "en": LangueDocument.EN,
        "eng": LangueDocument.EN,
    }
    return str(known.get(primary, LangueDocument.AUTRE))


def guess_langue(texte):
    """English when its small words clearly win, else French: the editor sees the proposal anyway."""
    words = WORD.findall(texte[:TEXT_LENGTH].lower())
    french, english = (sum(word in small.split() for word in words) for small in SMALL_WORDS.values())
    return str(LangueDocument.EN if english > 2 * french else LangueDocument.FR)
