"""The five cities where the first programme was held, so that its sessions have a place to point to."""

import json
from pathlib import Path

from gediq.domain.chargement import Chargeur

from ..models import Municipalite, Niveau

SOURCE = Path(__file__).resolve().parent.parent / "source" / "villes.json"


def load_villes():
    """Create the cities that are missing; return the lines of the report."""
    chargeur = Chargeur()
    for record in json.loads(SOURCE.read_text(encoding="utf-8")):
        ville = {**record, "niveau": Niveau.MUNICIPALITE}
        chargeur.load(Municipalite, record["nom"], ville, key=("niveau", "code"))
    return chargeur.report()
