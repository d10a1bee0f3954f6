"""Public names of the programme's models."""

from .document import Document, Edition, TypeDocument
from .programme import Cycle, Financement, Programme
from .referentiel import Referentiel
from .seance import AvisSeance, DateSeance, LieuSeance, Seance, Serie

__all__ = [
    "AvisSeance",
    "Cycle",
    "DateSeance",
    "Document",
    "Edition",
    "Financement",
    "LieuSeance",
    "Programme",
    "Referentiel",
    "Seance",
    "Serie",
    "TypeDocument",
]
