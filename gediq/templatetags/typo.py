"""The functions of gediq.typographie in the language of the page: same names, same words.

Filters and `format_…` tags give plain text (titles, attributes); `…_html` tags add <time>, <sup>
and <abbr>. A number that is None is written « n. d. », never 0.
"""

from functools import wraps

from django import template
from django.template.defaultfilters import cut, stringfilter
from django.template.loader import get_template
from django.utils.translation import get_language

from gediq import typographie
from gediq.typographie.texte import QUOTES

register = template.Library()

NUMBER_FILTERS = (
    typographie.format_decimal,
    typographie.format_file_size,
    typographie.format_integer,
    typographie.format_money,
    typographie.format_percent,
    typographie.format_rounded,
    typographie.format_variation,
)
TEXT_FILTERS = (
    typographie.format_dates,
    typographie.format_ordinal,
    typographie.format_short_date,
    typographie.format_time,
    typographie.join_words,
    typographie.quote,
)
TEXT_TAGS = (
    typographie.format_count,
    typographie.format_dates,
    typographie.format_hours,
    typographie.format_moment,
    typographie.format_month,
    typographie.format_range,
    typographie.format_season,
    typographie.format_share,
    typographie.format_years,
    typographie.label_value,
)
HTML_TAGS = {
    "dates_html": typographie.date_parts,
    "moment_html": typographie.moment_parts,
    "month_html": typographie.month_parts,
    "ordinal_html": typographie.ordinal_parts,
    "range_html": typographie.range_parts,
    "short_date_html": typographie.short_date_parts,
}


def current_langue():
    return (get_language() or "fr")[:2]


def _text_filter(function):
    @wraps(function)  # Django reads the signature to count the arguments of a filter
    def text_filter(value, *args):
        return function(value, *args, langue=current_langue())

    return text_filter


def _number_filter(function):
    @wraps(function)
    def number_filter(value, *args):
        if value is None:
            return typographie.format_missing(langue=current_langue())
        return function(value, *args, langue=current_langue())

    return number_filter


def _text_tag(function):
    return lambda *args, **kwargs: function(*args, **kwargs, langue=current_langue())


def _html_tag(function):
    return lambda *args, **kwargs: _render(
        "segments", segments=function(*args, **kwargs, langue=current_langue())
    )


def _render(name, **values):
    """Inside a line of text, the line breaks of the template would be read as spaces."""
    return cut(get_template(f"components/typo_{name}.html").render(values), "\n")


for function in NUMBER_FILTERS:
    register.filter(function.__name__, _number_filter(function))
for function in TEXT_FILTERS:
    register.filter(function.__name__, _text_filter(function))
for function in TEXT_TAGS:
    register.simple_tag(_text_tag(function), name=function.__name__)
for name, function in HTML_TAGS.items():
    register.simple_tag(_html_tag(function), name=name)


@register.filter(is_safe=True)
@stringfilter
def display_nbsp(text, langue=None):
    """Give the language of the text when it is not that of the page (a passage left in French)."""
    return typographie.display_nbsp(text, langue or current_langue())


@register.simple_tag
def missing_html(motif="non_disponible"):
    langue = current_langue()
    return _render(
        "absence",
        abrege=typographie.format_missing(motif, langue=langue),
        mots=typographie.missing_words(motif, langue=langue),
    )


@register.simple_tag
def quote_html(texte, langue_texte="fr"):
    """A title between the quotation marks of the page, marked when it is in the other language."""
    ouvrant, fermant = QUOTES[current_langue()]
    marked = "" if langue_texte == current_langue() else langue_texte
    return _render("citation", ouvrant=ouvrant, texte=texte, fermant=fermant, langue_texte=marked)
