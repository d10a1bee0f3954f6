"""Numbers as read: « 1 762 949 », « 59,3 % », "$1,250.50". Exact until the one rounding, half up.

Years, codes, law and page numbers never pass through here: they are not grouped.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .segments import NBSP, Segment, plain_text

MINUS = "\u2212"
SEPARATORS = {"fr": {",": NBSP, ".": ","}, "en": {",": ",", ".": "."}}
PERCENT = {"fr": NBSP + "%", "en": "%"}
YEARS_DASH = {"fr": "-", "en": "–"}
MILLION = 1_000_000
BYTES = {"fr": ("octet", "octets"), "en": ("byte", "bytes")}
SIZE_UNITS = {"fr": ("ko", "Mo"), "en": ("kB", "MB")}
# Written form, and the words read aloud in its place.
MISSING = {
    "fr": {
        "non_disponible": (f"n.{NBSP}d.", "non disponible"),
        "confidentiel": (f"n.{NBSP}d.", "confidentiel"),
        "sans_objet": (f"s.{NBSP}o.", "sans objet"),
    },
    "en": {
        "non_disponible": ("n/a", "not available"),
        "confidentiel": ("n/a", "confidential"),
        "sans_objet": ("n/a", "not applicable"),
    },
}


def round_half_up(value, decimals=0):
    """Decimal with that many decimals, halves away from zero; a fraction stays exact until here."""
    exact = _exact(value)
    digits = int(abs(exact) * 10**decimals + Fraction(1, 2))
    # Built from digits: arithmetic would round again to the precision of the current context.
    return Decimal((1 if exact < 0 and digits else 0, tuple(map(int, str(digits))), -decimals))


def is_plural(number, langue):
    """Plural starts at 2 in French; only 1 is singular in English."""
    return {"fr": abs(number) >= 2, "en": abs(number) != 1}[langue]


@lru_cache(maxsize=8192, typed=True)  # a page writes five hundred numbers, the next one mostly the same
def format_decimal(value, decimals, *, langue):
    number = round_half_up(value, decimals)
    text = f"{number.copy_abs():,f}".translate(str.maketrans(SEPARATORS[langue]))
    return f"{MINUS if number < 0 else ''}{text}"


def format_integer(value, *, langue):
    return format_decimal(value, 0, langue=langue)


def format_percent(value, decimals=0, *, langue):
    return format_decimal(value, decimals, langue=langue) + PERCENT[langue]


def format_share(numerator, denominator, decimals=0, *, langue):
    """A part of a whole as a percentage; of nothing, there is no percentage."""
    if not denominator:
        return format_missing("sans_objet", langue=langue)
    return format_percent(100 * _exact(numerator) / _exact(denominator), decimals, langue=langue)


def format_rounded(value, *, langue):
    """« 8,5 millions »; below one million the figure is written in full."""
    if abs(value) < MILLION:
        return format_integer(value, langue=langue)
    millions = round_half_up(_exact(value) / MILLION, 1)
    word = "millions" if langue == "fr" and is_plural(millions, langue) else "million"
    return f"{_shortest(millions, langue)}{NBSP}{word}"


def format_money(value, *, langue):
    """Canadian dollars; cents are written only when there are some."""
    amount = round_half_up(value, 2)
    text = format_decimal(amount.copy_abs(), 0 if amount == int(amount) else 2, langue=langue)
    sign = MINUS if amount < 0 else ""
    return {"fr": f"{sign}{text}{NBSP}$", "en": f"{sign}${text}"}[langue]


def format_variation(value, decimals=1, *, langue):
    """A difference between two percentages, in points, always with its sign."""
    number = round_half_up(value, decimals)
    sign = "+" if number > 0 else ""
    noun = "points" if is_plural(number, langue) else "point"
    return f"{sign}{format_decimal(number, decimals, langue=langue)}{NBSP}{noun}"


def format_count(number, singular, plural, *, langue):
    noun = plural if is_plural(number, langue) else singular
    return f"{format_integer(number, langue=langue)}{NBSP}{noun}"


def format_ordinal(number, *, langue, feminin=False):
    return plain_text(ordinal_parts(number, langue=langue, feminin=feminin))


def ordinal_parts(number, *, langue, feminin=False):
    text = format_integer(number, langue=langue)
    if langue == "fr":
        return [Segment(text, "e" if number != 1 else "re" if feminin else "er")]
    teens = number % 100 in (11, 12, 13)
    return [Segment(text + ("th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")))]


def format_years(start, end=None, *, langue):
    return str(start) if end in (None, start) else f"{start}{YEARS_DASH[langue]}{end}"


def format_file_size(octets, *, langue):
    if octets < 1000:
        return format_count(octets, *BYTES[langue], langue=langue)
    kilo, mega = SIZE_UNITS[langue]
    size = round_half_up(Fraction(octets, 1000))
    if size < 1000:
        return f"{format_integer(size, langue=langue)}{NBSP}{kilo}"
    return f"{_shortest(round_half_up(Fraction(octets, MILLION), 1), langue)}{NBSP}{mega}"


def format_missing(motif="non_disponible", *, langue):
    return MISSING[langue][motif][0]


def missing_words(motif="non_disponible", *, langue):
    """What a screen reader says where the eye reads « n. d. »."""
    return MISSING[langue][motif][1]


def _exact(value):
    """A float counts for the decimal figure it prints: 0.15 is fifteen hundredths."""
    return Fraction(repr(value) if isinstance(value, float) else value)


def _shortest(number, langue):
    """Without a decimal that would be zero."""
    return format_decimal(number, 0 if number == int(number) else 1, langue=langue)
