"""Public names of the models about municipalities."""

from .territoire import Municipalite, Niveau, Territoire

__all__ = ["Municipalite", "Niveau", "Territoire"]
