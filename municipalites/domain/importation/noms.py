"""Does the name in a file agree with the official one? Spelling aside, it must: a code may be mistyped."""

import re
from functools import lru_cache

from gediq.recherche.normaliseur import SPELLINGS, WORD, fold

ARTICLES = {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "the"}
# « Ville de X », « Municipalité de la paroisse de X », « Town of X »; Ville-Marie keeps its Ville.
DESIGNATION = re.compile(
    r"^(?:ville|cite|municipalite|paroisse|village(?: (?:nordique|cri|naskapi))?|cantons?(?: unis)?"
    r"|gouvernement regional|city|town|municipality|parish|township|united townships)"
    r" (?:de la |de l |des |du |de |d |of the |of )"
)
# After the name: « Rimouski (V) », « Saint-Elzéar, MÉ », « Québec City ».
MARQUES = (
    "v|ve|vl|vn|m|me|mun|p|pe|ct|cu|vk|gr|ville|municipalite|paroisse|village|canton|cantons unis|city|qc"
)
SUFFIXE = re.compile(rf"(?:\s*[(,]\s*(?:{MARQUES})\s*\)?|\s+city)$")
PREFIXE = re.compile(
    r"^(?:(?:ville|cité|municipalité|paroisse|village|cantons?(?: unis)?)\s+(?:de\s+|d['’]|du\s+|des\s+)"
    r"(?:la\s+(?=paroisse|municipalité))?)+",
    re.IGNORECASE,
)
NOTRE_DAME = re.compile(r"\bn\s*\.?\s*-?\s*d\s*\.?(?=\s*-)")


def names_agree(lu, *officiels):
    """True when `lu` is one of the official names, or its usual spelling in lists and letters."""
    return name_key(lu) in {name_key(nom) for nom in officiels if nom}


@lru_cache(maxsize=5_000)
def name_key(nom):
    """The words that tell a name from another, whatever the accents, dashes, articles and designation."""
    text = NOTRE_DAME.sub("notre-dame", SUFFIXE.sub("", fold(nom[:300]).strip()))
    spaced = " ".join(WORD.findall(text))
    while found := DESIGNATION.match(spaced):
        spaced = spaced[found.end() :]
    words = [SPELLINGS.get(word, word) for word in spaced.split()]
    return " ".join(word for word in words if word not in ARTICLES) or spaced


def strip_designation(nom):
    """« Ville de la Pocatière » gives « La Pocatière »: the official name, when the row is new."""
    bare = PREFIXE.sub("", nom).strip() or nom
    return bare[:1].upper() + bare[1:]
