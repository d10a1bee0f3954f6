"""Public names of the shared models."""

from .acces import DemandeCode, EvenementCompte
from .apercu import LienApercu
from .base import Editable, Publiable, PubliableQuerySet, Publication
from .courriel import Courriel, DestinataireEnvoi, Envoi
from .jeton import Jeton
from .organisme import NomOrganisme, Organisme
from .parution import Parution
from .recherche import EntreeRecherche
from .site import ChiffreAnnonce, Identite, Page
from .theme import Theme
from .utilisateur import Utilisateur, fold_email

__all__ = [
    "ChiffreAnnonce",
    "Courriel",
    "DemandeCode",
    "DestinataireEnvoi",
    "Editable",
    "EntreeRecherche",
    "Envoi",
    "EvenementCompte",
    "Identite",
    "Jeton",
    "LienApercu",
    "NomOrganisme",
    "Organisme",
    "Page",
    "Parution",
    "Publiable",
    "PubliableQuerySet",
    "Publication",
    "Theme",
    "Utilisateur",
    "fold_email",
]
