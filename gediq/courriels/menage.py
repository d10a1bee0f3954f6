"""The timer's work: send what waits, say what nobody knows, forget what was only asked for."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from .. import registre
from ..domain.codes import CODE_CONNEXION, RETENTION, purge_demandes
from ..models import Courriel, DestinataireEnvoi, Jeton
from .envoi import send_courriel

Statut = Courriel.Statut
# A row claimed that long ago and not marked: its process died between sending and marking.
DELAI_INCERTAIN = timedelta(minutes=10)
PAR_PASSAGE = 500
# A server silent that many times in a row is not asked again before the next time.
SILENCES_MAX = 3
# How long the texts of mails are kept, and links nobody can open any more.
CONSERVATION = timedelta(days=730)
CONSERVATION_JETONS = timedelta(days=90)


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


def purge_old_demandes():
    """Forget who asked for a code a day ago, and the addresses that nobody known had typed."""
    purge_demandes()
    old = Courriel.objects.filter(created_at__lt=timezone.now() - RETENTION)
    old.filter(modele=CODE_CONNEXION.code).delete()
    asked = [modele.code for modele in registre.courriels.values() if modele.resolve]
    old.filter(modele__in=asked, statut=Statut.SANS_OBJET).delete()


def forget():
    """What has no reason to be kept any more, here and in the apps."""
    now = timezone.now()
    purge_old_demandes()
    Courriel.objects.filter(created_at__lt=now - CONSERVATION).delete()
    DestinataireEnvoi.objects.filter(envoi__envoye_le__lt=now - CONSERVATION).delete()
    Jeton.objects.filter(expire_le__lt=now - CONSERVATION_JETONS).delete()
    for forget_more in registre.oublis:
        forget_more()
