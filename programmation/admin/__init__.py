"""The programme in the back office: one file per thing staff open."""

from . import document, participation, programme, referentiel, seance

__all__ = ["document", "participation", "programme", "referentiel", "seance"]
