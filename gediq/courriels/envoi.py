"""Sending: claimed by one, sent once, and what became of it is written down."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from .. import registre
from ..models import Courriel
from .redaction import CHAMP, write_texts

Statut = Courriel.Statut
# A row claimed that long ago and not marked: its process died between sending and marking.
DELAI_INCERTAIN = timedelta(minutes=10)


def send_courriel(pk):
    """Send the mail `pk` if it still waits; of two who try at once, one does."""
    claimed = Courriel.objects.filter(pk=pk, statut=Statut.A_ENVOYER)
    if not claimed.update(statut=Statut.EN_COURS, pris_le=timezone.now()):
        return
    courriel = Courriel.objects.get(pk=pk)
    modele = registre.courriels[courriel.modele]
    if modele.resolve and not _address(courriel, modele.resolve(courriel)):
        return
    values = modele.fill(courriel)
    if values is None:
        _mark(courriel, Statut.SANS_OBJET)
        return
    texte = courriel.texte
    for name, value in values.items():
        texte = texte.replace(CHAMP.format(name), value)
    message = EmailMultiAlternatives(
        courriel.objet,
        texte,
        settings.DEFAULT_FROM_EMAIL,
        [courriel.destinataire],
        reply_to=[courriel.repondre_a] if courriel.repondre_a else None,
    )
    message.send()
    _mark(courriel, Statut.ENVOYE, envoye_le=timezone.now())


def _address(courriel, personne):
    if personne is None:
        _mark(courriel, Statut.SANS_OBJET, destinataire="")
        return False
    courriel.destinataire, courriel.nom, courriel.langue = personne.courriel, personne.nom, personne.langue
    write_texts(courriel).save(update_fields=["destinataire", "nom", "langue", "objet", "texte"])
    return True


def _mark(courriel, statut, **fields):
    Courriel.objects.filter(pk=courriel.pk, statut=Statut.EN_COURS).update(statut=statut, **fields)
