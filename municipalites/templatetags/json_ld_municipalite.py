"""A municipality as structured data, in the head of its page."""

from django import template
from django.utils.translation import get_language

from gediq.json_ld import InertJson

from ..domain.json_ld import municipalite_json_ld

register = template.Library()


@register.inclusion_tag("components/json_ld.html", takes_context=True)
def json_ld_municipalite(context, municipalite):
    adresse = context["liens"][get_language()]
    return {"donnees": InertJson(municipalite_json_ld(municipalite, adresse=adresse))}
