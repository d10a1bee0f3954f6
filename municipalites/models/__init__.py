"""Public names of the models about municipalities."""

from .chiffres import (
    ChangementValeur,
    Famille,
    Indicateur,
    Motif,
    Qualite,
    Source,
    Unite,
    Valeur,
)
from .entente import Entente, ProgrammeAide
from .importation import Importation
from .territoire import Municipalite, Nature, Niveau, Territoire

__all__ = [
    "ChangementValeur",
    "Entente",
    "Famille",
    "Importation",
    "Indicateur",
    "Motif",
    "Municipalite",
    "Nature",
    "Niveau",
    "ProgrammeAide",
    "Qualite",
    "Source",
    "Territoire",
    "Unite",
    "Valeur",
]
