"""The client's document of 2018-2021 as reviewed data, loaded row by row with its own words.

Nothing is deduced here: cycles, order, links and modes are written in the file (see docs/donnees.md).
"""

import json
from pathlib import Path

from gediq.domain.chargement import Chargeur, called
from gediq.models import ChiffreAnnonce, Organisme, Theme
from gediq.typographie import NBSP

from ..models import Cycle, DateSeance, Financement, LieuSeance, Programme, Referentiel, Seance, Serie

SOURCE = Path(__file__).resolve().parent.parent / "source" / "operation-partage-2018-2021.json"


def load_programme():
    """Create what is missing of the programme; return the lines of the report."""
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    chargeur = Chargeur()
    for position, record in enumerate(source["chiffres"], start=1):
        chiffre = {**record, "position": position}
        chargeur.load(ChiffreAnnonce, called("Chiffre", record["libelle_fr"]), chiffre, key=("code",))
    series = {
        name: chargeur.load(Serie, called("Série", record["titre_fr"]), record)
        for name, record in source["series"].items()
    }
    referentiels = {
        record["numero"]: _load_referentiel(chargeur, record) for record in source["referentiels"]
    }
    programme = chargeur.load(Programme, "Programme", source["programme"], key=("slug",))
    if programme:
        _load_financements(chargeur, programme, source["financements"])
        for position, record in enumerate(source["cycles"], start=1):
            _load_cycle(chargeur, programme, position, record, series, referentiels)
    return chargeur.report()


def _load_referentiel(chargeur, record):
    themes = Theme.objects.filter(slug__in=record.pop("themes"))
    repere = f"Référentiel {record['numero']}"
    return chargeur.load(Referentiel, repere, record, key=("numero",), links={"themes": themes})


def _load_financements(chargeur, programme, records):
    for position, record in enumerate(records, start=1):
        if organisme := Organisme.objects.filter(code=record["organisme"]).first():
            financement = {**record, "organisme": organisme, "programme": programme, "position": position}
            repere = f"Financement {record['organisme']}"
            chargeur.load(Financement, repere, financement, key=("programme", "organisme"))


def _load_cycle(chargeur, programme, position, record, series, referentiels):
    seances = record.pop("seances")
    own = {**record, "programme": programme, "position": position}
    cycle = chargeur.load(Cycle, f"Cycle {record['code']}", own, key=("code",))
    for rang, seance in enumerate(seances if cycle else (), start=1):
        own = {**seance, "cycle": cycle, "position": rang}
        _load_seance(chargeur, own, series, referentiels)


def _load_seance(chargeur, record, series, referentiels):
    dates, lieux = record.pop("dates"), record.pop("lieux")
    links = {
        "referentiels": [row for numero in record.pop("referentiels") if (row := referentiels[numero])],
        "themes": Theme.objects.filter(slug__in=record.pop("themes")),
    }
    if serie := record.pop("serie", None):
        record["serie"] = series[serie]
    seance = chargeur.load(Seance, record["code"], record, key=("code",), links=links)
    if seance:
        _load_dates(chargeur, seance, dates)
        _load_lieux(chargeur, seance, lieux)


def _load_dates(chargeur, seance, records):
    for position, record in enumerate(records, start=1):
        date = {**record, "seance": seance, "position": position}
        chargeur.load(DateSeance, f"{seance.code}, date du {record['jour']}", date)


def _load_lieux(chargeur, seance, records):
    # The other app by the foreign key alone: nothing is imported from it.
    villes = LieuSeance._meta.get_field("municipalite").related_model.objects
    for position, record in enumerate(records, start=1):
        code = record["municipalite"]
        ville = villes.filter(code=code).first()
        if ville is None:
            chargeur.remarks.append(f"{seance.code}{NBSP}: la municipalité {code} manque, lieu non créé.")
            continue
        lieu = {**record, "municipalite": ville, "seance": seance, "position": position}
        chargeur.load(LieuSeance, f"{seance.code}, lieu {ville.nom}", lieu)
