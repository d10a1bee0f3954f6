"""Setting aside what is not prose in a text, rich or plain, so that rules see the words alone."""

import re

from .segments import NBSP

# Private-use characters that stand for what is hidden: a tag inside a line, a tag that ends one, and
# what a reader sees as text though no rule may touch it (address, code, entity).
STAND_INS = INLINE, BLOCK, OPAQUE = "\ue000\ue001\ue002"
INLINE_TAGS = {
    "a",
    "abbr",
    "b",
    "cite",
    "em",
    "i",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
VERBATIM_TAGS = {"code", "kbd", "pre", "samp", "script", "style"}
NO_BREAK_ENTITIES = re.compile("&(?:nbsp|#160|#x[aA]0);")
MARKUP = re.compile(
    r"""<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>
    | &(?!nbsp;|\#160;|\#x[aA]0;)\#?\w+;
    | \b(?:https?://|mailto:|webcal://|www\.)[^\s<>"«»]+
    | [\ue000-\ue002]""",
    re.VERBOSE,
)


def hide_markup(text):
    """The text with one stand-in for each tag, entity, address and passage of code, and these."""
    visible, hidden = [], []
    for piece, stand_in in _pieces(text):
        if stand_in is None:
            visible.append(NO_BREAK_ENTITIES.sub(NBSP, piece))
        elif piece:
            visible.append(stand_in)
            hidden.append(piece)
    return "".join(visible), hidden


def restore_markup(visible, hidden):
    pieces = iter(hidden)
    return re.sub(f"[{STAND_INS}]", lambda stand_in: next(pieces), visible)


def _pieces(text):
    """Passages in order, with the stand-in of those to hide and None for prose."""
    position, verbatim = 0, None
    for match in MARKUP.finditer(text):
        tag = (match["tag"] or "").lower()
        yield text[position : match.start()], OPAQUE if verbatim else None
        yield match[0], _stand_in(tag)
        if verbatim is None and tag in VERBATIM_TAGS and not match["close"]:
            verbatim = tag
        elif verbatim == tag and match["close"]:
            verbatim = None
        position = match.end()
    yield text[position:], OPAQUE if verbatim else None


def _stand_in(tag):
    if not tag:
        return OPAQUE
    return INLINE if tag in INLINE_TAGS | VERBATIM_TAGS else BLOCK
