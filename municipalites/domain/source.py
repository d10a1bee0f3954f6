"""The five cities where the first programme was held, so that its sessions have a place to point to."""

import json
from pathlib import Path

from gediq.domain.chargement import Chargeur

from ..models import Municipalite, Niveau

SOURCE = Path(__file__).resolve().parent.parent / "source" / "villes.json"


def read_villes():
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def load_villes():
    """Create the cities that are missing; return the lines of the report."""
    chargeur = Chargeur()
    for record in read_villes():
        ville = {**record, "niveau": Niveau.MUNICIPALITE}
        chargeur.load(Municipalite, record["nom"], ville, key=("niveau", "code"))
    return chargeur.report()
