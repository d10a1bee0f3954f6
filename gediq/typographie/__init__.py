"""Every date, hour, number and typographic sign the product writes, in both languages.

Plain functions: the language is an argument, so that a feed, a mail or a thread never borrows
the one of another. Templates reach them through the `typo` tags.
"""

from .dates import (
    date_parts,
    format_dates,
    format_month,
    format_range,
    format_season,
    format_short_date,
    month_parts,
    range_parts,
    short_date_parts,
)
from .heures import format_hours, format_moment, format_time, moment_parts
from .indices import Indice, fix, hints
from .nombres import (
    format_count,
    format_decimal,
    format_file_size,
    format_integer,
    format_missing,
    format_money,
    format_ordinal,
    format_percent,
    format_rounded,
    format_share,
    format_variation,
    format_years,
    missing_words,
    ordinal_parts,
    round_half_up,
)
from .segments import NBSP, Segment, plain_text
from .texte import display_nbsp, join_words, label_value, quote

__all__ = [
    "NBSP",
    "Indice",
    "Segment",
    "date_parts",
    "display_nbsp",
    "fix",
    "format_count",
    "format_dates",
    "format_decimal",
    "format_file_size",
    "format_hours",
    "format_integer",
    "format_missing",
    "format_moment",
    "format_money",
    "format_month",
    "format_ordinal",
    "format_percent",
    "format_range",
    "format_rounded",
    "format_season",
    "format_share",
    "format_short_date",
    "format_time",
    "format_variation",
    "format_years",
    "hints",
    "join_words",
    "label_value",
    "missing_words",
    "moment_parts",
    "month_parts",
    "ordinal_parts",
    "plain_text",
    "quote",
    "range_parts",
    "round_half_up",
    "short_date_parts",
]
