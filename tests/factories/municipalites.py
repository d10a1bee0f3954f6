"""Invented municipalities and figures: no real one ever gets an invented fact."""

from itertools import count, cycle

from gediq.models import Publication
from municipalites.models import (
    Entente,
    Importation,
    Indicateur,
    Municipalite,
    Niveau,
    ProgrammeAide,
    Source,
    Territoire,
    Valeur,
)

from .gediq import create_organisme

# No real code begins with 24.
codes = cycle(range(24001, 25000))
numbers = count(1)


def create_municipalite(**fields):
    code = str(next(codes))
    defaults = {"code": code, "nom": f"Ville-Inventée-{code}", "nature": "ville"}
    return Municipalite.objects.create(**{**defaults, **fields})


def create_territoire(niveau=Niveau.MRC, **fields):
    number = next(numbers)
    defaults = {"niveau": niveau, "code": f"9{number:03}", "nom": f"Territoire inventé {number}"}
    return Territoire.objects.create(**{**defaults, **fields})


def create_indicateur(code=None, **fields):
    number = next(numbers)
    defaults = {
        "code": code or f"indicateur-{number}",
        "libelle_fr": f"Indicateur {number}",
        "libelle_en": f"Indicator {number}",
        "famille": "population",
        "position": number,
    }
    return Indicateur.objects.create(**{**defaults, **fields})


def create_source(**fields):
    number = next(numbers)
    defaults = {
        "code": f"source-{number}",
        "producteur_fr": "Producteur inventé",
        "producteur_en": "Invented producer",
        "titre_fr": f"Tableau {number}",
        "titre_en": f"Table {number}",
    }
    return Source.objects.create(**{**defaults, **fields})


def create_valeur(territoire, indicateur, annee=2021, valeur=100, **fields):
    defaults = {"source": fields.pop("source", None) or create_source()}
    if valeur is None:
        defaults["motif"] = "non_disponible"
    return Valeur.objects.create(
        territoire_id=territoire.pk,
        indicateur=indicateur,
        annee=annee,
        valeur=valeur,
        **{**defaults, **fields},
    )


def create_entente(*signataires, **fields):
    defaults = {"publication": Publication.PUBLIEE, "date_debut": "2018-04-01"}
    organisme = fields.pop("organisme", None) or create_organisme()
    entente = Entente.objects.create(organisme=organisme, **{**defaults, **fields})
    entente.signataires.set([row.pk for row in signataires])
    return entente


def create_programme_aide(**fields):
    number = next(numbers)
    defaults = {
        "code": f"aide-{number}",
        "nom_fr": f"Programme d’aide {number}",
        "nom_en": f"Aid program {number}",
    }
    return ProgrammeAide.objects.create(**{**defaults, **fields})


def create_importation(**fields):
    """A file whose report says one row of each kind; its content is not kept."""
    row = {"nom": "Ville-Inventée", "code": "99001", "motif": "", "avertissements": [], "details": []}
    detail = {"colonne": "population_2016", "lu": "5", "effet": "inscrit 5"}
    defaults = {
        "type_importation": "municipalites",
        "nom_fichier": "villes.csv",
        "fichier": "importations/essai.bin",
        "resume": {"lignes": 2, "mettre_a_jour": 1, "rejeter": 1, "remarques": ["Remarque d’essai"]},
        "rapport": [
            {**row, "ligne": 2, "action": "mettre_a_jour", "details": [detail]},
            {
                **row,
                "ligne": 3,
                "action": "rejeter",
                "motif": "Motif d’essai",
                "avertissements": ["Avis d’essai"],
            },
        ],
    }
    return Importation.objects.create(**{**defaults, **fields})
