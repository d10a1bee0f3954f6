"""What our rows say of the figures the brochure announces, for its own programme only.

A référentiel or a session of a later programme must not make the announced figures look wrong.
"""

from django.db.models import Q

from gediq.registre import Calcul

from ..enums import TypeSeance
from ..models import Referentiel, Seance

PROGRAMME = "operation-partage-2018-2021"
EXCHANGE_OR_TRAINING = (TypeSeance.FORMATION, TypeSeance.SYNTHESE, TypeSeance.ECHANGE)
# The rate of answer is ours: the source gives both terms, never their quotient.
PARTS = {"municipalites-repondantes": "municipalites-contactees"}


def count_referentiels():
    """Published référentiels that a session of the programme presents."""
    return _calcul(Referentiel.objects.published().filter(seances__in=_seances()).distinct())


def count_exchange_or_training():
    """Sessions of training, synthesis or exchange, each once whatever its dates, cities and types."""
    of_type = Q()
    for value in EXCHANGE_OR_TRAINING:
        of_type |= Q(types__contains=value)
    return _calcul(_seances().filter(of_type))


CALCULS = {
    "referentiels": count_referentiels,
    "seances-echange-formation": count_exchange_or_training,
}


def _seances():
    return Seance.objects.published().filter(cycle__programme__slug=PROGRAMME)


def _calcul(rows):
    # No row at all: the programme is not there, which is not a count of zero.
    number = rows.count()
    return Calcul(number) if number else None
