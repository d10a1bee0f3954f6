"""Putting a mail in the outbox, in the transaction of its event."""

from django.core.exceptions import ValidationError
from django.db import transaction

from .. import registre
from ..models import Courriel
from .adresses import clean_address
from .nettoyage import clean_line, clean_values
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
    row = Courriel(
        evenement=evenement,
        modele=registre.courriels[modele].code,
        destinataire=clean_address(destinataire),
        nom=clean_line(clean_values(nom)),
        langue=langue,
        contexte=clean_values(contexte or {}),
        created_by=by,
        envoi=envoi,
    )
    if registre.courriels[modele].resolve is None:
        write_texts(row)
    return post_row(row)


def post_row(row):
    """Keep the row unless its event has one already, and send it once the event is certain."""
    if not transaction.get_connection().in_atomic_block:
        raise ValueError("A mail is posted in the transaction of its event.")
    row.repondre_a = reply_address(row.created_by)
    Courriel.objects.bulk_create([row], ignore_conflicts=True)
    posted = Courriel.objects.get(evenement=row.evenement, destinataire=row.destinataire)
    # Robust: the row waits for the timer when no task can be made.
    transaction.on_commit(lambda: enqueue(posted.pk), robust=True)
    return posted


def reply_address(by):
    if by is None or not by.is_staff:
        return ""
    try:
        return clean_address(by.courriel)
    except ValidationError:
        return ""
