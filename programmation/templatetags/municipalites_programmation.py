"""What a municipality's page, which belongs to another app, shows of the programme."""

from django import template

from ..domain.presence import find_presence

register = template.Library()


@register.inclusion_tag("programmation/municipalite/_presence.html", takes_context=True)
def programme_de_la_municipalite(context, municipalite):
    return {
        "presence": find_presence(municipalite),
        "municipalite": municipalite,
        "langue": context["langue"],
    }
