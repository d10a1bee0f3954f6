"""The shared models that have pages in the back office; importing a module registers its models."""

from . import organisme, theme

__all__ = ["organisme", "theme"]
