"""What a displayed text is made of: one source for plain text and for HTML."""

from typing import NamedTuple

NBSP = "\u00a0"  # the only special space ever written: our fonts have no narrow one
AND = {"fr": " et ", "en": " and "}


class Segment(NamedTuple):
    """`text`, then raised letters (`sup`), then `rest`; with `iso`, the whole is one <time>."""

    text: str
    sup: str = ""
    rest: str = ""
    iso: str = ""


def plain_text(segments):
    return "".join(segment.text + segment.sup + segment.rest for segment in segments)


def join_parts(groups, last, separator=", "):
    """The lists of segments put end to end, with `last` between the two last ones."""
    parts = []
    for position, group in enumerate(groups):
        if position:
            parts.append(Segment(last if position == len(groups) - 1 else separator))
        parts.extend(group)
    return parts
