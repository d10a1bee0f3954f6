"""What a theme's page, which belongs to all, shows of the programme."""

from django import template

from ..models import Referentiel, Seance

register = template.Library()

# A theme in use for years: the rest is one link away, in the programme itself.
SEANCES_MONTREES = 20


@register.inclusion_tag("programmation/theme/_programme.html")
def programme_du_theme(theme):
    seances = Seance.objects.published().filter(themes=theme).in_brochure_order()
    return {
        "referentiels": Referentiel.objects.published().filter(themes=theme),
        "seances": seances.for_cards()[:SEANCES_MONTREES],
        "theme": theme,
    }
