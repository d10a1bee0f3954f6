"""The programme in the back office: one file per thing staff open."""

from . import document, programme, referentiel, seance

__all__ = ["document", "programme", "referentiel", "seance"]
