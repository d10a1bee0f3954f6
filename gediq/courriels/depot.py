"""Putting a mail in the outbox, in the transaction of its event."""

from functools import partial

from django.core.validators import validate_email
from django.db import transaction

from .. import registre
from ..models import Courriel, fold_email
from .redaction import write_texts
from .taches import enqueue


def post_courriel(
    modele, *, evenement, destinataire, nom="", langue="fr", contexte=None, by=None, envoi=None
):
    """Write the mail `modele` for an event; return its row, the same one if the event already had it.

    `evenement` names the event for good (« invitation:12:1 »); `contexte` holds plain data for the words,
    never a link nor a code. `by` is who acts: a member of the team receives the answers. Raises
    ValidationError for an address that is none, and ValueError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ValueError("A mail is posted in the transaction of its event.")
    destinataire = fold_email(destinataire)
    validate_email(destinataire)
    row = Courriel(
        evenement=evenement,
        modele=registre.courriels[modele].code,
        destinataire=destinataire,
        nom=" ".join(nom.split()),
        langue=langue,
        contexte=contexte or {},
        repondre_a=by.courriel if by and by.is_staff else "",
        created_by=by,
        envoi=envoi,
    )
    if registre.courriels[modele].resolve is None:
        write_texts(row)
    return _post(row)


def _post(row):
    Courriel.objects.bulk_create([row], ignore_conflicts=True)
    posted = Courriel.objects.get(evenement=row.evenement, destinataire=row.destinataire)
    transaction.on_commit(partial(enqueue, posted.pk))
    return posted
