"""French (Canada) dictionary order as bytes, so that no database collation has a say.

Letters first, then accents from the end of the word, then lower case before upper.
"""

import re
import unicodedata
from functools import lru_cache

LEVEL_END = "\x00"
SPACE, HYPHEN, APOSTROPHE = "\x01", "\x02", "\x03"
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})

# In the order of dictionaries: acute, grave, breve, circumflex, caron, ring, diaeresis, tilde, cedilla.
RANKED_ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u0303\u0327"
ACCENTS = {accent: chr(rank) for rank, accent in enumerate(RANKED_ACCENTS, start=2)}
NO_ACCENT, OTHER_ACCENT = "\x01", "\x7f"
LOWER, UPPER = "\x01", "\x02"


@lru_cache(maxsize=4096)
def sort_key(text: str) -> bytes:
    """The text itself closes the key: equal keys mean the same text, composed or decomposed."""
    letters, accents, cases = [], [], []
    for char in unicodedata.normalize("NFKD", text).translate(LIGATURES):
        if unicodedata.combining(char):
            accents.append(ACCENTS.get(char, OTHER_ACCENT))
            continue
        letters.append(fold_char(char))
        accents.append(NO_ACCENT)
        cases.append(LOWER if char == char.lower() else UPPER)
    levels = (letters, reversed(accents), cases, unicodedata.normalize("NFC", text))
    return LEVEL_END.join("".join(level) for level in levels).encode()


def fold_char(char: str) -> str:
    if char.isspace():
        return SPACE
    if unicodedata.category(char) == "Pd":
        return HYPHEN
    return char.lower() if char.isalnum() else APOSTROPHE


def natural_key(numero: str) -> bytes:
    """Document numbers: 1.2 comes before 1.10, and no number before all."""
    return sort_key(re.sub("[0-9]+", lambda digits: prefix_length(digits[0]), numero))


def prefix_length(digits: str) -> str:
    """A longer number is a greater one, so its length goes first."""
    significant = digits.lstrip("0")
    return f"{len(significant):03}{significant}"
