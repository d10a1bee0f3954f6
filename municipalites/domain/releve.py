"""« Ce n’est plus vous ? »: what a reader of our mails tells, without an account and without any effect."""

from django.db import transaction

from gediq.domain.jetons import find_jeton
from gediq.models import Courriel, Jeton

from ..models import Releve

USAGE = "releve"


def find_courriel(texte):
    """The mail whose foot holds this link, or None when the link opens nothing."""
    jeton = find_jeton(USAGE, texte)
    if jeton is None or not jeton.cle.isdecimal():
        return None
    return Courriel.objects.exclude(destinataire="").filter(pk=int(jeton.cle)).first()


def mask_address(adresse):
    """« p…e@ville.example »: who knows the address knows it again, who was sent the link learns nothing."""
    name, _at, domain = adresse.rpartition("@")
    last = name[-1] if len(name) > 3 else ""
    return f"{name[:1]}…{last}@{domain}"


@transaction.atomic
def create_releve(texte, **fields):
    """Keep what was told of the address of this link; the same words told twice make one row.

    Two readers may tell different things: staff see both. Returns None when the link opens nothing.
    """
    courriel = find_courriel(texte)
    if courriel is None:
        return None
    # Two clicks at once wait for each other here.
    Jeton.objects.select_for_update().get(pk=find_jeton(USAGE, texte).pk)
    told = {name: " ".join(value.split()) for name, value in fields.items() if name != "message"}
    told |= {"ancien_courriel": courriel.destinataire, "message": fields.get("message", "").strip()}
    return Releve.objects.waiting().filter(**told).first() or Releve.objects.create(**told)
