"""The last line of every mail: « Ce n’est plus vous? », a link of its own for each mail that leaves."""

from datetime import timedelta

from django.urls import reverse
from django.utils import translation

from .. import registre
from ..domain.jetons import create_jeton, revoke_jetons
from .adresses import absolute

USAGE = "releve"
DUREE = timedelta(days=90)
# The answer to an address somebody typed is not kept longer.
DUREE_DEMANDE = timedelta(days=1)


def fill_releve(courriel):
    """{"releve": address of the form}; what an attempt that failed had made is closed."""
    revoke_jetons(USAGE, courriel.pk)
    modele = registre.courriels[courriel.modele]
    token = create_jeton(USAGE, courriel.pk, lifetime=DUREE_DEMANDE if modele.resolve else DUREE)
    with translation.override(courriel.langue):
        return {"releve": absolute(reverse("municipalites:releve-creer", args=[token]))}
