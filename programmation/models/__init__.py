"""Public names of the programme's models."""

from .document import Document, Edition, TypeDocument
from .participation import Participation
from .programme import Cycle, Financement, Programme
from .referentiel import Referentiel
from .rendez_vous import DateSeance, LieuSeance
from .seance import AvisSeance, Seance, Serie

__all__ = [
    "AvisSeance",
    "Cycle",
    "DateSeance",
    "Document",
    "Edition",
    "Financement",
    "LieuSeance",
    "Participation",
    "Programme",
    "Referentiel",
    "Seance",
    "Serie",
    "TypeDocument",
]
