"""Admin screens about municipalities; the admin finds them here."""

from . import entente, importation, indicateur, territoire

__all__ = ["entente", "importation", "indicateur", "territoire"]
