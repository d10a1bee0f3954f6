"""What the programme gives a municipality to show: its sessions, documents, participation."""

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from gediq.registre import Contenu

from ..models import Document, LieuSeance, Participation, Programme, Seance


def hosts():
    return _told("seances", LieuSeance.objects.filter(seance__in=_public()), "municipalite")


def present():
    attendance = Seance.municipalites_presentes.through.objects.filter(seance__in=_public())
    return _told("presences", attendance, "territoire")


def owners():
    return _told("documents", Document.objects.published().filter(municipalite__isnull=False), "municipalite")


def taking_part():
    public = Programme.objects.published().values("pk")
    return _told("participation", Participation.objects.filter(programme__in=public), "territoire")


CONTENUS = [
    Contenu({"seances": _("Séances accueillies")}, hosts),
    Contenu({"presences": _("Présence à des séances")}, present),
    Contenu({"documents": _("Documents")}, owners),
    Contenu({"participation": _("Participation au programme")}, taking_part, est_couvrant=True),
]


def _public():
    return Seance.objects.published().order_by().values("pk")


def _told(code, rows, territoire):
    # Django's own queryset: the one of translated models mixes the columns, which a union tells by rank.
    plain = QuerySet(rows.model, query=rows.order_by().query)
    return plain.values_list(Value(code, output_field=CharField()), territoire)
