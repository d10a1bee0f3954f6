"""Making, finding and closing the links we send. The text of a link is known once: when it is made."""

import hashlib
import secrets

from django.utils import timezone

from ..models import Jeton


def hash_of(texte):
    """256 random bits need no slow hash."""
    return hashlib.sha256(texte.encode()).hexdigest()


def create_jeton(usage, cle, *, lifetime=None, by=None):
    """Return the text of a new link to the row `cle`; `lifetime` is a timedelta, None for no end."""
    texte = secrets.token_urlsafe(32)
    expire_le = timezone.now() + lifetime if lifetime else None
    Jeton.objects.create(
        usage=usage, cle=str(cle), empreinte=hash_of(texte), expire_le=expire_le, created_by=by
    )
    return texte


def find_jeton(usage, texte):
    """The row of a link that opens now, or None."""
    return Jeton.objects.valid().filter(usage=usage, empreinte=hash_of(texte)).first()


def find_dead_jeton(usage, texte):
    """The row of a link that once opened, whatever became of it, or None."""
    return Jeton.objects.filter(usage=usage, empreinte=hash_of(texte)).first()


def revoke_jetons(usage, cle):
    """Close every link to the row `cle`, at once; return how many were open."""
    return Jeton.objects.valid().filter(usage=usage, cle=str(cle)).update(revoque_le=timezone.now())
