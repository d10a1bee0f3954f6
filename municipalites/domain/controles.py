"""Data checks of the municipalities that still exist."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gediq.registre import Controle

from ..models import Municipalite

CONTROLES = [
    Controle(
        "municipalite-sans-coordonnees",
        _("Municipalités sans coordonnées"),
        Municipalite,
        lambda: Municipalite.objects.current().filter(Q(latitude__isnull=True) | Q(longitude__isnull=True)),
    ),
    Controle(
        "municipalite-sans-site",
        _("Municipalités sans site web"),
        Municipalite,
        lambda: Municipalite.objects.current().filter(site_web=""),
    ),
]
