"""Public views of municipalities, thin: which rows, which template."""

from .fiche import municipalite_detail

__all__ = ["municipalite_detail"]
