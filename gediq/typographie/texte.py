"""Words around values, and the spaces of texts typed by editors."""

import re

from .balisage import hide_markup, restore_markup
from .segments import AND, NBSP

QUOTES = {"fr": (f"«{NBSP}", f"{NBSP}»"), "en": ("“", "”")}
COLON = {"fr": f"{NBSP}: ", "en": ": "}
# A space that must not break, before a sign or after «; English binds none of them.
BREAKABLE = {"fr": re.compile(r" (?=[:%»])|(?<=\d) (?=\$)|(?<=«) "), "en": None}


def join_words(words, *, langue):
    """« a, b et c »; the words keep their own form: no elision, no contraction."""
    *first, last = [str(word) for word in words] or [""]
    return AND[langue].join(filter(None, [", ".join(first), last]))


def label_value(values, singular, plural, *, langue):
    """« Lieux : Sherbrooke et Trois-Rivières »; nothing to say gives nothing."""
    values = list(values)
    if not values:
        return ""
    label = plural if len(values) > 1 else singular
    return f"{label}{COLON[langue]}{join_words(values, langue=langue)}"


def quote(text, *, langue):
    opening, closing = QUOTES[langue]
    return f"{opening}{text}{closing}"


def display_nbsp(text, langue):
    """The text of an editor with unbreakable spaces where its language wants them, nothing more.

    Rich text is accepted: tags, attributes, code and addresses are never touched.
    """
    breakable = BREAKABLE[langue]
    # Most texts have nothing to bind: then their markup need not be set aside.
    if breakable is None or ("&" not in text and not breakable.search(text)):
        return text
    visible, hidden = hide_markup(text)
    return restore_markup(breakable.sub(NBSP, visible), hidden)
