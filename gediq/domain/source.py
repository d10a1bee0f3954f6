"""The site's own texts as delivered: organisations, themes, identity and editorial pages."""

import json
from pathlib import Path

from ..models import Identite, NomOrganisme, Organisme, Page, Theme
from .chargement import Chargeur, called

SOURCE = Path(__file__).resolve().parent.parent / "source"
LANGUES = ("fr", "en")


def load_site():
    """Create what is missing of the site's own rows; return the lines of the report."""
    chargeur = Chargeur()
    for record in _read("organismes.json"):
        _load_organisme(chargeur, record)
    for position, record in enumerate(_read("themes.json"), start=1):
        theme = {**record, "position": position}
        chargeur.load(Theme, called("Thème", record["nom_fr"]), theme, key=("slug",))
    identite = {**_read("identite.json"), **_texts("accueil", "accueil")}
    chargeur.load(Identite, "Identité du site", identite, key=("id",))
    for position, record in enumerate(_read("pages.json"), start=1):
        page = {**record, **_texts("texte", record["slug"]), "position": position}
        chargeur.load(Page, called("Page", record["titre_fr"]), page, key=("slug",))
    return chargeur.report()


def _load_organisme(chargeur, record):
    noms = record.pop("noms")
    organisme = chargeur.load(Organisme, f"Organisme {record['code']}", record, key=("code",))
    for nom in noms if organisme else ():
        chargeur.load(NomOrganisme, called("Nom", nom["nom_fr"]), {**nom, "organisme": organisme})


def _read(name):
    return json.loads((SOURCE / name).read_text(encoding="utf-8"))


def _texts(field, name):
    """Rich text in both languages, one block per line of the file."""
    return {f"{field}_{langue}": _rich_text(f"{name}.{langue}.html") for langue in LANGUES}


def _rich_text(name):
    return "".join((SOURCE / "textes" / name).read_text(encoding="utf-8").splitlines())
