"""Public views of municipalities, thin: which rows, which template."""

from .annuaire import comparaison_detail, municipalite_liste
from .ententes import entente_fichier
from .fiche import municipalite_chiffres, municipalite_detail

__all__ = [
    "comparaison_detail",
    "entente_fichier",
    "municipalite_chiffres",
    "municipalite_detail",
    "municipalite_liste",
]
