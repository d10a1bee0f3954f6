"""Admin screens about municipalities; the admin finds them here."""

from . import importation, territoire

__all__ = ["importation", "territoire"]
