"""The back office. Importing it registers the shared models; Django does so once every model is loaded."""

from . import organisme, theme

__all__ = ["organisme", "theme"]
