"""Admin screens about municipalities; the admin finds them here."""

from . import acces, contacts, entente, importation, indicateur, invitations, notes, releve, territoire

__all__ = [
    "acces",
    "contacts",
    "entente",
    "importation",
    "indicateur",
    "invitations",
    "notes",
    "releve",
    "territoire",
]
