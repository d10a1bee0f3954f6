"""Setting aside what is not prose in a text, rich or plain, so that rules see the words alone."""

import re

INLINE, BLOCK = "\ue000", "\ue001"  # private-use characters that stand for what is hidden
INLINE_TAGS = frozenset("a abbr b cite del em i ins mark q s small span strong sub sup time u".split())
VERBATIM_TAGS = frozenset("code kbd pre samp script style".split())
NO_BREAK_ENTITIES = re.compile("&(?:nbsp|#160|#x[aA]0);")
MARKUP = re.compile(
    r"""<!--.*?-->
    | <(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>
    | &(?:\w+|\#\w+);
    | \b(?:https?://|mailto:|webcal://|www\.)[^\s<>"«»]+
    | [\ue000\ue001]""",
    re.VERBOSE | re.DOTALL,
)


def hide_markup(text):
    """The text with one stand-in for each tag, entity, address and passage of code, and these."""
    visible, hidden = [], []
    for is_prose, piece, stand_in in _pieces(NO_BREAK_ENTITIES.sub("\u00a0", text)):
        if is_prose:
            visible.append(piece)
        elif piece:
            visible.append(stand_in)
            hidden.append(piece)
    return "".join(visible), hidden


def restore_markup(visible, hidden):
    pieces = iter(hidden)
    return re.sub(f"[{INLINE}{BLOCK}]", lambda stand_in: next(pieces), visible)


def _pieces(text):
    position, verbatim = 0, None
    for match in MARKUP.finditer(text):
        tag = (match["tag"] or "").lower()
        yield verbatim is None, text[position : match.start()], INLINE
        yield False, match[0], BLOCK if tag and tag not in INLINE_TAGS else INLINE
        if verbatim is None and tag in VERBATIM_TAGS and not match["close"]:
            verbatim = tag
        elif verbatim == tag and match["close"]:
            verbatim = None
        position = match.end()
    yield verbatim is None, text[position:], INLINE
