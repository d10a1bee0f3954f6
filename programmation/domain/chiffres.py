"""What our rows say of the figures the brochure announces, for its own programme only.

A référentiel or a session of a later programme must not make the announced figures look wrong.
"""

from django.db.models import Q

from ..enums import TypeSeance
from ..models import Referentiel, Seance

PROGRAMME = "operation-partage-2018-2021"
EXCHANGE_OR_TRAINING = (TypeSeance.FORMATION, TypeSeance.SYNTHESE, TypeSeance.ECHANGE)
# The rate of answer is ours: the source gives both terms, never their quotient.
PARTS = {"municipalites-repondantes": "municipalites-contactees"}


def presented_referentiels():
    """Published référentiels that a session of the programme presents."""
    return Referentiel.objects.published().filter(seances__in=_seances())


def exchange_or_training():
    """Sessions of training, synthesis or exchange, each once whatever its dates, cities and types."""
    of_type = Q()
    for value in EXCHANGE_OR_TRAINING:
        of_type |= Q(types__contains=value)
    return _seances().filter(of_type)


CALCULS = {
    "referentiels": presented_referentiels,
    "seances-echange-formation": exchange_or_training,
}


def _seances():
    return Seance.objects.published().filter(cycle__programme__slug=PROGRAMME)
