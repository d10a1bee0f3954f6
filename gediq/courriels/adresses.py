"""The addresses of mail: those we write to, and those our links lead to."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..models import fold_email
from .nettoyage import clean_line

LONGEST = 254
# Stricter than the standard: nothing that a header or a list of addresses could read as a second one.
LOCAL_PART = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+", re.ASCII)


def absolute(path):
    """The whole address of a path of ours: from the settings, never from a request."""
    return f"{settings.ORIGINE_COURRIELS}{path}"


def clean_address(text):
    """One mailbox, folded; ValidationError when `text` is anything else."""
    address = fold_email(text)
    local_part = address.rpartition("@")[0]
    if len(address) > LONGEST or not LOCAL_PART.fullmatch(local_part) or clean_line(address) != address:
        raise ValidationError(_("Cette adresse de courriel ne peut pas être employée."))
    validate_email(address)
    return address
