"""Admin screens about municipalities; the admin finds them here."""

from . import contacts, entente, importation, indicateur, notes, releve, territoire

__all__ = ["contacts", "entente", "importation", "indicateur", "notes", "releve", "territoire"]
