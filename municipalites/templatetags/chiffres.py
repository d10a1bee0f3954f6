"""Small words around figures, in the language of the page."""

from django import template
from django.utils.translation import get_language

from gediq.typographie import missing_words

register = template.Library()


@register.filter
def motif_en_mots(motif):
    return missing_words(motif, langue=get_language())


@register.filter
def site_court(adresse):
    """« ville.exemple.qc.ca »: what a reader says of an address."""
    return adresse.partition("://")[2].removeprefix("www.").rstrip("/")
