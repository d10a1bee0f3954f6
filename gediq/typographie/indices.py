"""Typographic hints on a field: shown on save, applied only when the editor asks.

A rule of one language never reads a text of the other.
"""

import re
from datetime import date, time
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .balisage import BLOCK, INLINE, OPAQUE, STAND_INS, hide_markup, restore_markup
from .dates import MONTHS, format_dates
from .heures import format_time
from .segments import NBSP
from .texte import quote

LABELS = {
    "espace_fine": _("Espace fine, absente de nos polices"),
    "heure": _("Écriture de l’heure"),
    "ordinal": _("Nombre ordinal"),
    "date": _("Date à écrire avec le nom du mois"),
    "guillemets": _("Guillemets droits"),
    "espace_superflue": _("Espace de trop avant un signe"),
    "espace_insecable": _("Espace insécable manquante"),
}
CONTEXT = 20  # characters shown on each side of a passage, to find it
ANY_SPACE = rf"[ {NBSP}\u2009\u202f]"
THEN_SPACE = rf"(?=[\s»{STAND_INS}]|$)"
FRENCH_HOUR = (
    rf"(?<![\w,.:])(?P<hour>\d|[01]\d|2[0-3]){ANY_SPACE}?[hH](?:{ANY_SPACE}?(?P<minute>[0-5]\d))?(?!\w)"
)
SLASH_DATE = r"(?<![\w/])(?:(\d{4})/(\d\d?)/(\d\d?)|(\d\d?)/(\d\d?)/(\d{4}))(?![\w/])"
STRAIGHT_QUOTES = rf'(?<!\d)"([^"\n{BLOCK}]+)"'


class Indice(NamedTuple):
    """`suggestion` is the excerpt mended, empty when only a person can tell what was meant."""

    rule: str
    excerpt: str
    suggestion: str

    @property
    def label(self):
        return LABELS[self.rule]


def hints(text, langue):
    visible, _hidden = hide_markup(text)
    found = []
    for rule, pattern, mend in RULES[langue]:
        for match in pattern.finditer(visible):
            mended = mend(match)
            if mended != match[0]:
                found.append(_hint(rule, visible, match, mended))
    return found


def fix(text, langue):
    """The text with every suggestion applied; what only a person can tell stays as it is."""
    visible, hidden = hide_markup(text)
    for _rule, pattern, mend in RULES[langue]:
        visible = pattern.sub(lambda match, mend=mend: _mended_or_same(mend, match), visible)
    return restore_markup(visible, hidden)


def _mended_or_same(mend, match):
    mended = mend(match)
    return match[0] if mended is None else mended


def _hint(rule, visible, match, mended):
    before = visible[max(0, match.start() - CONTEXT) : match.start()].rpartition(BLOCK)[2]
    after = visible[match.end() : match.end() + CONTEXT].partition(BLOCK)[0]
    if len(before) == CONTEXT:
        before = before.partition(" ")[2] or before
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0] or after

    def in_context(passage):
        return f"{before}{passage}{after}".replace(INLINE, "").replace(OPAQUE, "…")

    return Indice(rule, in_context(match[0]), "" if mended is None else in_context(mended))


def _mend_hour(match):
    return format_time(time(int(match["hour"]), int(match["minute"] or 0)), langue="fr")


def _mend_ordinal(match):
    """2ème → 2e, 1ère → 1re; « 1ème » could be either gender."""
    number, suffix, plural = match.groups()
    feminine = suffix.endswith(("ère", "ere"))
    if feminine != (number == "1"):
        return None
    return number + ("re" if feminine else "e") + plural


def _mend_date(match, langue):
    """In full when one reading is possible: 05/06/2020 is in May for some and in June for others."""
    year, month, day, first, second, last = match.groups()
    readings = [(year, month, day)] if year else [(last, second, first), (last, first, second)]
    dates = {_valid_date(*map(int, reading)) for reading in readings} - {None}
    if not dates:
        return match[0]
    return format_dates(dates, langue=langue) if len(dates) == 1 else None


def _valid_date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mend_quotes(match, langue):
    inside = match[1].strip()
    return quote(inside, langue=langue) if inside else match[0]


def _rule(code, pattern, mend):
    return code, re.compile(pattern), mend


# In the order in which `fix` applies them: spaces last, around the signs the others wrote.
RULES = {
    "fr": [
        _rule("espace_fine", r"(?<=«)[\u2009\u202f]|[\u2009\u202f](?![;!?])", lambda match: NBSP),
        _rule("heure", FRENCH_HOUR, _mend_hour),
        _rule("ordinal", r"(?<![\w,.])(\d+)(i?ère|i?ere|i?ème|i?eme)(s?)(?!\w)", _mend_ordinal),
        _rule("date", SLASH_DATE, lambda match: _mend_date(match, "fr")),
        _rule("guillemets", STRAIGHT_QUOTES, lambda match: _mend_quotes(match, "fr")),
        _rule("espace_superflue", rf"(?<=[^\s«]){ANY_SPACE}+(?=[;!?])", lambda match: ""),
        _rule(
            "espace_insecable",
            rf"(?<! ) +(?=[:%»])|(?<=\d) +(?=\$)|(?<=«) +|(?<=\d)(?=[%$])|(?<=«)(?!\s)|(?<=\S)(?=»)"
            rf"|(?<=[\w)\]»”’…%${INLINE}{OPAQUE}])(?=:{THEN_SPACE})",
            lambda match: NBSP,
        ),
    ],
    "en": [
        # « 9h30 » may be a time of day or a length: only the editor knows.
        _rule("heure", r"(?<![\w,.:])\d{1,2}[hH][0-5]\d(?!\w)", lambda match: None),
        _rule(
            "ordinal",
            rf"\b({'|'.join(MONTHS['en'])}){ANY_SPACE}(\d\d?)(?:st|nd|rd|th)(?!\w)",
            lambda match: f"{match[1]}{NBSP}{match[2]}",
        ),
        _rule("date", SLASH_DATE, lambda match: _mend_date(match, "en")),
        _rule("guillemets", STRAIGHT_QUOTES, lambda match: _mend_quotes(match, "en")),
        _rule(
            "espace_superflue",
            rf"(?<=\S){ANY_SPACE}+(?=[;!?]|:{THEN_SPACE})|(?<=\d){ANY_SPACE}+(?=%)",
            lambda match: "",
        ),
    ],
}
