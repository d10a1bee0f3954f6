"""What is known against writing to an address: its contact has left."""

from django.utils.translation import gettext as _

from ..models import Contact


def warn_departed(adresses):
    """{address: sentence} of those that belong to somebody who left, and to nobody still there."""
    known = Contact.objects.filter(courriel__in=adresses).select_related("remplace_par").order_by("pk")
    current = {contact.courriel for contact in known if contact.parti_le is None}
    return {contact.courriel: say_departure(contact) for contact in known if contact.courriel not in current}


def say_departure(contact):
    if contact.remplace_par:
        return _("Cette personne est partie; %(nom)s la remplace.") % {"nom": contact.remplace_par}
    return _("Cette personne est partie.")
