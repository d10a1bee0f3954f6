"""How the back office names a field: « Titre (français) », « Titre (anglais) »."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LIBELLES = {"fr": _("%(champ)s (français)"), "en": _("%(champ)s (anglais)")}


def language_of(field):
    """Language of a column that holds one of two translations, or None."""
    return getattr(field, "language", None)


def field_label(field):
    original = getattr(field, "translated_field", field)
    label = capfirst(str(original.verbose_name))
    langue = language_of(field)
    return LIBELLES[langue] % {"champ": label} if langue else label
