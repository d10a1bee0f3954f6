"""How much of a row is in English, in words."""

from django.utils.translation import gettext as _

from ..traduction import is_filled, translated_fields


def completeness(obj):
    """« complet », « 1 sur 2 », or nothing to translate."""
    filled = [name for name in translated_fields(type(obj)) if is_filled(getattr(obj, f"{name}_fr"))]
    return say_completeness(len(filled), len(filled) - len(obj.missing_translations()))


def say_completeness(total, done):
    if not total:
        return _("rien à traduire")
    if done == total:
        return _("complet")
    return _("%(faits)s sur %(total)s") % {"faits": done, "total": total}
