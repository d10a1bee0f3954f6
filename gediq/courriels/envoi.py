"""Sending: claimed by one, sent once, and what became of it is written down."""

import logging
import traceback
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import OperationalError, transaction
from django.utils import timezone

from .. import registre
from ..models import Courriel
from .echecs import SansReponseError, judge
from .mise_en_page import render_html
from .nettoyage import clean_line, clean_values
from .pied import fill_releve
from .redaction import fill_champs, write_texts

logger = logging.getLogger(__name__)
Statut = Courriel.Statut


def send_courriel(pk):
    """Send the mail `pk` if it still waits; of two who try at once, one does. Return what became of it.

    A failure of the mail raises nothing: whoever calls, a task or a command, learns from the row.
    """
    courriel = claim(pk)
    if courriel is None:
        return None
    try:
        message = prepare(courriel)
    except OperationalError:
        return mark(courriel, Statut.A_ENVOYER, "La base de données n’a pas répondu.")
    except Exception as error:
        name = type(error).__name__
        # Never the words of the error, nor its variables: both may name somebody.
        logger.error("Mail %d could not be written: %s at %s", pk, name, last_line(error))
        return mark(courriel, Statut.REFUSE, f"Ce courriel n’a pas pu être écrit ({name}).")
    if message is None:
        return mark(courriel, Statut.SANS_OBJET, destinataire=courriel.destinataire)
    try:
        hand_over(message)
    except Exception as error:
        statut, raison = judge(error, courriel)
        logger.warning("Mail %d: %s after %s", pk, statut, type(error).__name__)
        return mark(courriel, statut, raison)
    return mark(courriel, Statut.ENVOYE, envoye_le=timezone.now())


def claim(pk):
    """Take the row, for all to see before anything is sent; None when it is not there or not waiting."""
    pris_le = timezone.now()
    # Durable: a mail sent inside a transaction would be sent again after its rollback.
    with transaction.atomic(durable=True):
        waiting = Courriel.objects.filter(pk=pk, statut=Statut.A_ENVOYER)
        taken = waiting.update(statut=Statut.EN_COURS, pris_le=pris_le, raison="")
    return Courriel.objects.filter(pk=pk, pris_le=pris_le).first() if taken else None


@transaction.atomic
def prepare(courriel):
    """The message with its links and codes, all made or none; None when there is nothing to send any more."""
    modele = registre.courriels[courriel.modele]
    if modele.resolve and not _address(courriel, modele.resolve(courriel)):
        return None
    values = modele.fill(courriel)
    if values is None:
        return None
    texte = fill_champs(courriel.texte, values | fill_releve(courriel))
    message = EmailMultiAlternatives(
        courriel.objet,
        texte,
        settings.DEFAULT_FROM_EMAIL,
        [courriel.destinataire],
        reply_to=[courriel.repondre_a] if courriel.repondre_a else None,
    )
    message.attach_alternative(render_html(courriel, texte), "text/html")
    return message


def _address(courriel, personne):
    """Address to who was found the mail asked for by a typed address; nobody: that address is forgotten."""
    if personne is None:
        courriel.destinataire = ""
        return False
    courriel.destinataire, courriel.langue = personne.courriel, personne.langue
    courriel.nom = clean_line(clean_values(personne.nom))
    write_texts(courriel).save(update_fields=["destinataire", "nom", "langue", "objet", "texte"])
    return True


def hand_over(message):
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        raise SansReponseError from error
    try:
        connection.send_messages([message])
    finally:
        # The server has answered for the message: how it says goodbye changes nothing.
        with suppress(Exception):
            connection.close()


def mark(courriel, statut, raison="", **fields):
    """Write what became of the mail, unless somebody else has taken it since; return it.

    A sending slow enough to be thought uncertain is certain again once it ends.
    """
    ours = Courriel.objects.filter(
        pk=courriel.pk, pris_le=courriel.pris_le, statut__in=[Statut.EN_COURS, Statut.INCERTAIN]
    )
    ours.update(statut=statut, raison=raison, **fields)
    return statut


def last_line(error):
    *_others, last = traceback.extract_tb(error.__traceback__)
    return f"{last.filename}:{last.lineno}"
