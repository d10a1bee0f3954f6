"""Codes sent by mail to open a session: asked for, made when the mail leaves, tried five times at most.

The one who asks is never looked up: an unknown address gets the same rows, and no mail. The account is
found by the task that sends.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from ..chiffrement import decrypt
from ..courriels.depot import post_courriel
from ..models import DemandeCode, Utilisateur, fold_email
from ..registre import ModeleCourriel, Personne

# Where a session keeps what it waits for: the request, the address typed (encrypted), where to go next.
CLE_SESSION = "demande_code"
DIGITS = 6
VALIDITY = timedelta(minutes=20)
TRIES = 5
# A mail that could not leave within that time is of no use any more.
PATIENCE = timedelta(hours=1)
RETENTION = timedelta(days=1)


def request_code(courriel, *, replaces=None):
    """Return the `uid` of a new request for the address; the code of the request `replaces` dies."""
    with transaction.atomic():
        if replaces:
            DemandeCode.objects.filter(uid=replaces).update(expire_le=timezone.now())
        demande = DemandeCode.objects.create(expire_le=timezone.now() + PATIENCE)
        post_courriel(
            "code_connexion",
            evenement=f"code_connexion:{demande.uid}",
            destinataire=courriel,
            contexte={"demande": str(demande.uid), "minutes": VALIDITY.seconds // 60},
        )
    return demande.uid


@transaction.atomic
def use_code(uid, code, *, courriel):
    """Return whose code it is, once, or None: wrong, late, tried too often, of an address that changed."""
    now = timezone.now()
    demande = DemandeCode.objects.select_for_update().filter(uid=uid).first()
    if demande is None or demande.utilisee_le or demande.expire_le <= now or demande.essais >= TRIES:
        return None
    demande.essais += 1
    right = constant_time_compare(hash_of(demande.uid, code), demande.empreinte)
    # Looked for whatever the request, so that all take the same time.
    holder = Utilisateur.objects.filter(courriel=fold_email(courriel), is_active=True).first()
    accepted = right and holder is not None and holder.pk == demande.utilisateur_id
    if accepted:
        demande.utilisee_le = now
    demande.save(update_fields=["essais", "utilisee_le"])
    return holder if accepted else None


def typed_address(session):
    """The address typed in the browser of this session, which waits for a code; "" when it waits for none."""
    waiting = session.get(CLE_SESSION)
    return decrypt(waiting["courriel"]) if waiting else ""


def purge_demandes():
    """Requests are kept one day."""
    DemandeCode.objects.filter(created_at__lt=timezone.now() - RETENTION).delete()


def hash_of(uid, code):
    """Six digits are soon guessed: the hash is keyed by the secret of the site, and by its request."""
    return salted_hmac("gediq.codes", f"{uid}:{code}", algorithm="sha256").hexdigest()


def find_recipient(courriel):
    """The open account behind the address of a mail that waits, or None."""
    found = Utilisateur.objects.filter(courriel=fold_email(courriel.destinataire), is_active=True).first()
    return found and Personne(found.courriel, found.nom, found.langue)


@transaction.atomic
def make_code(courriel):
    """The code of the mail that leaves, or None when the request is over; its minutes start now."""
    now = timezone.now()
    demande = (
        DemandeCode.objects.select_for_update()
        .filter(uid=courriel.contexte["demande"], expire_le__gt=now, utilisee_le=None)
        .first()
    )
    holder = Utilisateur.objects.filter(courriel=courriel.destinataire, is_active=True).first()
    if demande is None or holder is None:
        return None
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    demande.utilisateur, demande.empreinte = holder, hash_of(demande.uid, code)
    demande.expire_le = now + VALIDITY
    demande.save(update_fields=["utilisateur", "empreinte", "expire_le"])
    return {"code": code}


CODE_CONNEXION = ModeleCourriel(
    "code_connexion", _("Code de connexion"), fill=make_code, resolve=find_recipient
)
