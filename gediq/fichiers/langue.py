"""The language of a file: what it says of itself, else a count of small words."""

import re

FRANCAIS, ANGLAIS, AUTRE = "fr", "en", "autre"
# None of these is a word of the other language.
SMALL_WORDS = {
    FRANCAIS: "le la les des du une et est dans pour que qui sur avec aux cette par",
    ANGLAIS: "the and of to in is for that with are was by from this be at",
}
WORD = re.compile(r"[^\W\d_]+")
TEXT_LENGTH = 20_000


def langue_of_code(code):
    """`fr-CA` is French, `es` is another language, nothing is unknown."""
    primary = re.split("[-_]", str(code).strip().lower())[0]
    if not re.fullmatch("[a-z]{2,3}", primary) or primary == "und":
        return ""
    known = {"fr": FRANCAIS, "fra": FRANCAIS, "en": ANGLAIS, "eng": ANGLAIS}
    return known.get(primary, AUTRE)


def guess_langue(texte):
    """English when its small words clearly win, else French: the editor sees the proposal anyway."""
    words = WORD.findall(texte[:TEXT_LENGTH].lower())
    french, english = (sum(word in small.split() for word in words) for small in SMALL_WORDS.values())
    return ANGLAIS if english > 2 * french else FRANCAIS
