"""Admin screens about municipalities; the admin finds them here."""

from . import territoire

__all__ = ["territoire"]
