"""Typographic hints on a field: shown on save, applied only when the editor asks.

A rule of one language never reads a text of the other.
"""

import re
from datetime import date
from datetime import time as clock
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .dates import MONTHS, format_dates
from .heures import format_time
from .html import BLOCK, INLINE, hide_markup, restore_markup
from .segments import NBSP
from .texte import quote

CONTEXT = 20  # characters kept on each side of a hint, up to whole words
SPACE = rf"[ {NBSP}]"
EDGE = rf"(?=\s|$|[{INLINE}{BLOCK}])"


class Indice(NamedTuple):
    """`rule` is a code, `suggestion` the same passage mended, empty when only a person can tell."""

    rule: str
    excerpt: str
    suggestion: str


class Regle(NamedTuple):
    """`mend` receives a match and gives its replacement, or None when it cannot know."""

    code: str
    label: str
    pattern: re.Pattern
    mend: object


def hints(text, langue):
    visible, _hidden = hide_markup(text)
    found = []
    for rule in RULES[langue]:
        for match in rule.pattern.finditer(visible):
            mended = rule.mend(match)
            if mended != match[0]:
                found.append(_hint(rule, visible, match, mended))
    return found


def fix(text, langue):
    """The text with every suggestion applied; what only a person can tell stays as it is."""
    visible, hidden = hide_markup(text)
    for rule in RULES[langue]:
        visible = rule.pattern.sub(lambda match, mend=rule.mend: mend(match) or match[0], visible)
    return restore_markup(visible, hidden)


def rule_label(code, langue):
    return next(rule.label for rule in RULES[langue] if rule.code == code)
