"""Components that wrap content, and figures as they were announced."""

from django import template
from django.utils.translation import get_language

from ..models import ChiffreAnnonce
from ..typographie import format_decimal, format_percent

register = template.Library()


@register.simple_block_tag
def capture(content):
    """Keep a passage to write it twice: {% capture as titre %}…{% endcapture %}."""
    return content


@register.filter
def valeur_annoncee(chiffre):
    """The value with the decimals it was announced with: 52 %, not 52,00 %."""
    decimals = max(0, -chiffre.valeur.normalize().as_tuple().exponent)
    is_share = chiffre.unite == ChiffreAnnonce.Unite.POURCENTAGE
    return (format_percent if is_share else format_decimal)(chiffre.valeur, decimals, langue=get_language())
