"""The shared models that have pages in the back office; importing a module registers its models."""

from . import apercus, comptes, organisme, pages, theme

__all__ = ["apercus", "comptes", "organisme", "pages", "theme"]
