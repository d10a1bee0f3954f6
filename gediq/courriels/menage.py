"""The timer's work: send what waits, say what nobody knows, forget what was only asked for."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from .. import registre
from ..models import Courriel, DemandeCode
from .envoi import send_courriel

Statut = Courriel.Statut
# A row claimed that long ago and not marked: its process died between sending and marking.
DELAI_INCERTAIN = timedelta(minutes=10)
PAR_PASSAGE = 500
# A server silent that many times in a row is not asked again before the next time.
SILENCES_MAX = 3
DUREE_DEMANDE = timedelta(days=1)


def mark_uncertain():
    """Return how many mails may have left, or not: none is sent again without a click."""
    lost = Courriel.objects.filter(statut=Statut.EN_COURS, pris_le__lt=timezone.now() - DELAI_INCERTAIN)
    return lost.update(statut=Statut.INCERTAIN, raison="L’envoi s’est interrompu.")


def waiting_keys():
    """What never was tried first, then what was put back, each from the oldest on."""
    waiting = Courriel.objects.filter(statut=Statut.A_ENVOYER)
    return list(waiting.order_by(F("pris_le").asc(nulls_first=True), "pk").values_list("pk", flat=True))


def drain():
    """Send what waits, at most `PAR_PASSAGE`; yield what became of each: None when another took it."""
    silences = 0
    for pk in waiting_keys()[:PAR_PASSAGE]:
        statut = send_courriel(pk)
        yield statut
        silences = silences + 1 if statut == Statut.A_ENVOYER else 0
        if silences == SILENCES_MAX:
            return


def purge_demandes():
    """Forget who asked for a code a day ago, and the addresses typed by nobody known."""
    yesterday = timezone.now() - DUREE_DEMANDE
    DemandeCode.objects.filter(created_at__lt=yesterday).delete()
    asked = Courriel.objects.filter(created_at__lt=yesterday, modele__in=asked_kinds())
    asked.filter(statut=Statut.SANS_OBJET).delete()
    asked.filter(modele="code_connexion").delete()


def asked_kinds():
    """Kinds of mail that answer to an address somebody typed."""
    return [modele.code for modele in registre.courriels.values() if modele.resolve]
