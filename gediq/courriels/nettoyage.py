"""What people typed, made harmless before it enters a mail: no new header, hidden sign or placeholder."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What moves words around without being seen: a name could show an address other than its own.
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}


def clean_text(text):
    """Paragraphs as they were typed, with one sign for the end of a line and nothing unseen."""
    text = LINE_ENDS.sub("\n", text)
    return "".join(sign if sign == "\n" or _is_seen(sign) else " " for sign in text)


def clean_line(text):
    """One line: a subject or a name. No-break spaces stay."""
    return re.sub("[ \t\n]+", " ", clean_text(text)).strip(" ")


def clean_name(nom):
    """A person's name: one line, and no address, since our mails greet by it and say who acts."""
    nom = clean_line(nom)
    if "://" in nom or "www." in nom.lower():
        raise ValidationError(_("Un nom ne contient pas d’adresse web."))
    return nom


def clean_values(value):
    """The same in what a template will read, however nested; « [[ » is for our own templates alone.

    Otherwise who chooses a name could have somebody else's secret link written into an address of theirs.
    """
    if isinstance(value, str):
        return clean_text(value).replace("[[", "[ [")
    if isinstance(value, dict):
        return {name: clean_values(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean_values(inner) for inner in value]
    return value


def _is_seen(sign):
    return sign not in DIRECTIONS and unicodedata.category(sign) not in UNSEEN
