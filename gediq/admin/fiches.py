"""The shared models that have pages in the back office; importing a module registers its models."""

from . import apercus, comptes, courriels, envois, organisme, pages, parutions, theme

__all__ = ["apercus", "comptes", "courriels", "envois", "organisme", "pages", "parutions", "theme"]
