"""Data checks of the access to the space of municipalities."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from gediq.registre import Controle

from ..models import AccesMunicipal, Municipalite, Role


def without_transmitter():
    """Municipalities that had people, and where nobody transmits now."""
    of_it = AccesMunicipal.objects.order_by().filter(municipalite=OuterRef("pk"))
    transmitters = of_it.active().filter(role=Role.TRANSMISSION)
    return Municipalite.objects.current().filter(Exists(of_it), ~Exists(transmitters))


CONTROLES = [
    Controle(
        "municipalite-sans-transmission",
        _("Municipalités sans personne qui transmet"),
        Municipalite,
        without_transmitter,
    ),
]
