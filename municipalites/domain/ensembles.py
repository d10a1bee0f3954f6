"""The sets of municipalities this app knows: those that signed an agreement in force on a day."""

from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gediq.registre import Ensemble

from ..models import Entente, Municipalite, Territoire
from .couverture import MERGERS

# The programme contacted the signatories of the summer of 2018.
ETE_2018 = date(2018, 7, 1)
CONTACTEES = "municipalites-contactees"


def signatories(cle, jour):
    """Who signed a published agreement in force on `jour`; `cle` chooses nothing."""
    return Territoire.objects.filter(pk__in=_signatures(jour).values("territoire"))


def contacted_municipalites():
    """What « 54 municipalities contacted » announces: those that agreements of 2018 cover, each once."""
    newest = Coalesce(*("__".join(["territoire", *["successeur"] * rank]) for rank in range(MERGERS, -1, -1)))
    keys = _signatures(ETE_2018).values(cle=newest)
    return (
        Municipalite.objects.real()
        .current()
        .filter(Q(pk__in=keys) | Q(parent__in=keys) | Q(parent__parent__in=keys))
    )


def _signatures(jour):
    ententes = Entente.objects.published().in_force(jour).order_by()
    return Entente.signataires.through.objects.filter(entente__in=ententes.values("pk"))


SIGNATAIRES = Ensemble(
    "signataires", _("Signataires d’une entente en vigueur"), signatories, est_du_jour=True
)
ENSEMBLES = [SIGNATAIRES]
CALCULS = {CONTACTEES: contacted_municipalites}
