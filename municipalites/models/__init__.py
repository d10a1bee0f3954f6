"""Public names of the models about municipalities."""

from .acces import AccesMunicipal, Invitation, Role
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
from .contact import Consentement, Contact, NoteAppel, Releve
from .entente import Entente, ProgrammeAide
from .importation import Importation
from .territoire import Municipalite, Nature, Niveau, Territoire

__all__ = [
    "AccesMunicipal",
    "ChangementValeur",
    "Consentement",
    "Contact",
    "Entente",
    "Famille",
    "Importation",
    "Indicateur",
    "Invitation",
    "Motif",
    "Municipalite",
    "Nature",
    "Niveau",
    "NoteAppel",
    "ProgrammeAide",
    "Qualite",
    "Releve",
    "Role",
    "Source",
    "Territoire",
    "Unite",
    "Valeur",
]
