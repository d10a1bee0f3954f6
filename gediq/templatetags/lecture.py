"""Reading a long text: its contents and its anchors, in the language it is really in."""

from django import template
from django.utils.translation import get_language

from gediq.recherche.normaliseur import plain_text
from gediq.sommaire import build_sommaire

register = template.Library()


@register.filter
def en_texte(html):
    """Rich text as plain words, for a description."""
    return " ".join(plain_text(html or "").split())


@register.simple_tag
def lecture(obj, name):
    """The text of `obj` with its anchors: `entrees`, `html`, `langue`, `repli` (set when it fell back)."""
    page = (get_language() or "fr")[:2]
    texte, langue = obj.text_in(name, page)
    sommaire = build_sommaire(texte)
    return {
        "entrees": sommaire.entrees,
        "html": sommaire.html,
        "langue": langue,
        "repli": "" if langue == page else langue,
    }
