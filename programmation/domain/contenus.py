"""What the programme gives a municipality to show: sessions there or attended, documents, participation."""

from django.utils.translation import gettext_lazy as _

from gediq.registre import Contenu

from ..models import Document, LieuSeance, Participation, Programme, Seance


def with_seances():
    """Hosts of published sessions, and those whose people came."""
    public = Seance.objects.published().order_by().values("pk")
    present = Seance.municipalites_presentes.through.objects.filter(seance__in=public)
    hosts = LieuSeance.objects.order_by().filter(seance__in=public)
    return hosts.values_list("municipalite").union(present.values_list("territoire"))


def with_documents():
    owned = Document.objects.published().order_by().filter(municipalite__isnull=False)
    return owned.values("municipalite")


def with_participation():
    taking_part = Participation.objects.order_by().filter(programme__in=Programme.objects.published())
    return taking_part.values("territoire")


CONTENUS = [
    Contenu("seances", _("Séances"), with_seances),
    Contenu("documents", _("Documents"), with_documents),
    Contenu("participation", _("Programme"), with_participation, est_couvrant=True),
]
