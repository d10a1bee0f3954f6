"""Components that wrap content."""

from django import template

register = template.Library()


@register.simple_block_tag
def capture(content):
    """Keep a passage to write it twice: {% capture as titre %}…{% endcapture %}."""
    return content
