"""What the pages of the back office say of a form and of a record."""

import json
from datetime import date

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gediq.admin import completude
from gediq.admin.commentaires import say_comment
from gediq.admin.libelles import display_moment, display_plain, yes_no
from gediq.traduction import is_filled, translated_fields
from gediq.typographie.texte import COLON

register = template.Library()


@register.simple_tag
def deux_points():
    """The colon of the page's language, with its spaces."""
    return COLON[(get_language() or "fr")[:2]]


@register.filter
def contents(field):
    """A value that is only read; « oui » where Django draws a picture named in English, days in words."""
    name = field.field["field"]
    value = getattr(field.form.instance, name, "") if isinstance(name, str) else ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return display_plain(value)
    return "—" if value is None else field.contents()


@register.filter
def moment(value):
    return display_moment(value)


@register.filter
def jour(value):
    return display_plain(value)


register.filter(say_comment)


@register.filter
def add_button(inline_admin_formset):
    """The data Django's script reads to add a row, with a button that needs no gender."""
    data = json.loads(inline_admin_formset.inline_formset_data())
    data["options"]["addText"] = _("Ajouter : %(nom)s") % {"nom": inline_admin_formset.opts.verbose_name}
    return json.dumps(data)


@register.filter
def has_translations(obj):
    return bool(translated_fields(type(obj)))


@register.filter
def completeness(obj):
    return completude.completeness(obj)


@register.filter
def is_filled_in(fieldset):
    """A folded group that holds something opens by itself."""
    fields = [field for line in fieldset for field in line]
    return any(field.contents if field.is_readonly else field.field.value() for field in fields)


@register.simple_tag
def paire(line):
    """The two languages of one text on a line of a form: is the English there? None for other lines."""
    fields = [field.field for field in line if not getattr(field, "is_readonly", True)]
    if len(fields) != 2 or [bound.name[-3:] for bound in fields] != ["_fr", "_en"]:
        return None
    if fields[0].name[:-3] != fields[1].name[:-3]:
        return None
    french, english = (is_filled(str(bound.value() or "")) for bound in fields)
    texts = {(True, True): _("Anglais : présent"), (True, False): _("Anglais : à venir")}
    return {"texte": texts.get((french, english), ""), "is_complete": english}
