"""What a line of the brochure says of a session."""

from django import template
from django.utils.translation import get_language

from ..domain import brochure
from ..domain.intitule import title_lines

register = template.Library()
register.filter("jours_connus", brochure.known_days)
register.filter("mois_connus", brochure.known_months)


@register.filter
def lieux_en_mots(seance):
    return brochure.place_words(seance, get_language())


@register.filter
def lignes_du_titre(seance):
    return title_lines(seance, get_language())
