"""The two languages of a page: the link to the other one, and texts that may have fallen back to French."""

from django import template
from django.template.defaultfilters import cut
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()

NAMES = {"fr": "Français", "en": "English"}
LONGEST_ADDRESS = 2000


def current_langue():
    return (get_language() or "fr")[:2]


@register.simple_tag(takes_context=True)
def autre_langue(context):
    """The same page and filters in the other language; an address too long to repeat loses its filters."""
    code = "en" if current_langue() == "fr" else "fr"
    return {"code": code, "nom": NAMES[code], "adresse": same_page(context.get("request"), code)}


def same_page(request, code):
    if request is None:
        return f"/{code}/"
    address = request.get_full_path()
    return dans_langue(address if len(address) <= LONGEST_ADDRESS else request.path, code)


@register.filter
def dans_langue(address, code):
    """Paths are the same nouns in both languages: only the prefix changes."""
    language, _slash, rest = address.lstrip("/").partition("/")
    return f"/{code}/{rest}" if language in NAMES else f"/{code}/"


@register.filter
def est_traduit(obj, langue="en"):
    """True when all that a reader sees of `obj` is in that language."""
    return obj.is_translated(langue)


@register.simple_tag
def traduit(obj, name):
    """A short text inside a line: French in English pages when there is no English, and marked so."""
    return cut(_render("traduit", obj, name), "\n")


@register.simple_tag
def traduit_svg(obj, name):
    """The same in a drawing, which has no <span>."""
    return cut(_render("traduit_svg", obj, name), "\n")


@register.simple_tag
def traduit_lignes(obj, name):
    """A text of several lines or paragraphs, typed in a plain field."""
    return _render("traduit_lignes", obj, name)


@register.simple_tag
def traduit_riche(obj, name):
    """A text from the editor, cleaned when it was saved."""
    return _render("traduit_riche", obj, name)


def _render(component, obj, name):
    texte, langue = obj.text_in(name, current_langue())
    repli = "" if langue == current_langue() else langue
    return get_template(f"components/{component}.html").render(
        {"texte": texte, "langue": langue, "repli": repli}
    )
