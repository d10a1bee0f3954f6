"""The reference files: every territory, what is counted, who counted it, and the figures that have a source.

See docs/donnees.md for where each comes from. A territory has no `uid` in its file: it is drawn from its
code, but for the host cities, which `villes.json` describes.
"""

import csv
import json
import uuid
from pathlib import Path

from django.utils.translation import override

from gediq.domain.chargement import called
from gediq.domain.chargement_groupe import ChargeurGroupe
from gediq.domain.edition import recording

from ..models import Indicateur, Municipalite, Niveau, Source, Territoire
from .reference_valeurs import load_valeurs
from .source import read_villes

FOLDER = Path(__file__).resolve().parent.parent / "source"
COMMENT = "Chargement des municipalités"
SPACE = uuid.UUID("6c1d7a52-3e0f-5b7c-9a44-0b8f6f1f2b10")
# Each level before what is part of it.
FILES = {
    Niveau.PROVINCE: "provinces.csv",
    Niveau.REGION: "regions.csv",
    Niveau.MRC: "mrc.csv",
    Niveau.MUNICIPALITE: "municipalites.csv",
}


def load_reference(*, by=None):
    """Bring what is missing; return the lines of the report, in French."""
    with override("fr"), recording(by=by, comment=COMMENT):
        chargeur = ChargeurGroupe()
        load_folder(chargeur, FOLDER, load_indicateurs(chargeur))
        chargeur.finish()
    return chargeur.report()


def load_folder(chargeur, folder, indicateurs):
    """Load the files of a folder: the reference, or the demonstration, which has the same columns."""
    territoires = _load_territoires(chargeur, folder)
    sources = _load_sources(chargeur, folder)
    load_valeurs(chargeur, read_csv(folder / "valeurs.csv"), territoires, indicateurs, sources)


def _load_territoires(chargeur, folder):
    """Return {code: territory}; the codes of the four levels never meet, they have not the same length."""
    villes = {ville["code"]: ville for ville in read_villes()}
    rows = {}
    for niveau, name in FILES.items():
        model = Municipalite if niveau == Niveau.MUNICIPALITE else Territoire
        records = [
            {
                **{name: value for name, value in record.items() if value},
                "niveau": niveau,
                "parent": rows.get(record["parent"]),
                "est_fictif": record["code"].startswith("00"),
                "uid": draw_uid(niveau, record["code"]),
                **villes.get(record["code"], {}),
            }
            for record in read_csv(folder / name)
        ]
        rows |= {
            code: row
            for (level, code), row in chargeur.load_all(model, records, key=("niveau", "code")).items()
            if level == niveau
        }
    return rows


def load_indicateurs(chargeur):
    """Return {code: indicator}; in the file, a base stands before its parts."""
    rows = {}
    for position, record in enumerate(_read_json(FOLDER / "indicateurs.json"), start=1):
        own = {**record, "base": rows.get(record["base"]), "position": position}
        rows[record["code"]] = _load_coded(chargeur, Indicateur, record["libelle_fr"], own)
    return rows


def _load_sources(chargeur, folder):
    return {
        record["code"]: _load_coded(chargeur, Source, record["titre_fr"], record)
        for record in _read_json(folder / "sources.json")
    }


def _load_coded(chargeur, model, name, record):
    kind = model._meta.model_name
    own = {**record, "uid": draw_uid(kind, record["code"])}
    return chargeur.load(model, called(kind.capitalize(), name), own, key=("code",))


def draw_uid(kind, code):
    """The same on every site, so that a row deleted by staff is recognised."""
    return str(uuid.uuid5(SPACE, f"{kind}:{code}"))


def read_csv(path):
    """The rows of a file; none when the folder does not have it."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))
