"""Public views of the programme, thin: which rows, which template."""

from .brochure import brochure_detail, brochure_pdf
from .documents import document_detail, document_fichier, edition_detail, edition_fichier
from .programme import seance_calendrier, seance_detail, seance_liste
from .referentiels import referentiel_citation, referentiel_detail, referentiel_liste

__all__ = [
    "brochure_detail",
    "brochure_pdf",
    "document_detail",
    "document_fichier",
    "edition_detail",
    "edition_fichier",
    "referentiel_citation",
    "referentiel_detail",
    "referentiel_liste",
    "seance_calendrier",
    "seance_detail",
    "seance_liste",
]
