"""What the pages of the référentiels and documents write of their rows."""

from datetime import date
from itertools import groupby

from django import template
from django.template.defaultfilters import cut
from django.template.loader import get_template
from django.utils.translation import get_language

from gediq.typographie import Segment, date_parts, month_parts

from ..domain.editions import is_web_address
from ..domain.fiche import OFF
from ..enums import Statut, TypeSeance

register = template.Library()


@register.simple_tag
def date_variable(text):
    """« 2021 », « mars 2021 » or « 26 mars 2021 »: as much as is known, and no more."""
    segments = _segments([int(part) for part in text.split("-")]) or [Segment(text)]
    return cut(get_template("components/typo_segments.html").render({"segments": segments}), "\n")


def _segments(parts):
    """Nothing for a day that does not exist: 30 February is shown as it was typed."""
    langue = (get_language() or "fr")[:2]
    if len(parts) == 1:
        return [Segment(f"{parts[0]:04}", iso=f"{parts[0]:04}")]
    if len(parts) == 2:
        return month_parts(*parts, langue=langue)
    try:
        return date_parts([date(*parts)], langue=langue)
    except ValueError:
        return []


@register.filter
def web_host(adresse):
    """The host of a web address, to name the site a link leads to; empty for any other kind of address."""
    return adresse.split("/")[2] if is_web_address(adresse) else ""


@register.filter
def names(auteurs):
    """The authors one by one, for the pages' metadata."""
    return [name.strip() for name in auteurs.split(",") if name.strip()]


@register.filter
def type_labels(seance):
    return [TypeSeance(value).label for value in seance.types]


@register.filter
def moments(seance):
    """Its dates, days of the same state told together; `statut` only says what is not as planned."""
    told = []
    for (statut, mois, has_day), rows in groupby(seance.dates.all(), key=_state):
        jours = [row.jour for row in rows if has_day]
        told.append({"jours": jours, "mois": mois, "statut": Statut(statut).label if statut in OFF else ""})
    return told


def _state(row):
    return row.effective_statut, row.mois, row.jour is not None


@register.filter
def slashes(text):
    """« 2021/03/26 », the form that Highwire tags want."""
    return text.replace("-", "/")


@register.filter
def codes(langue):
    """The languages of a file as codes; none when it is in a language we did not name."""
    return {"bilingue": ["fr", "en"], "autre": []}.get(langue, [langue])
