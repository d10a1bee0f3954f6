"""A session as structured data, in the head of its page."""

from django import template
from django.utils.translation import get_language

from gediq.json_ld import InertJson

from ..domain.json_ld import seance_json_ld

register = template.Library()


@register.inclusion_tag("components/json_ld.html", takes_context=True)
def json_ld(context, seance):
    return {"donnees": InertJson(seance_json_ld(seance, langue=get_language(), origine=context["origine"]))}
