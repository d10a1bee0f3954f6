"""Rows of the programme with safe defaults, filled in both languages and published."""

from datetime import date
from itertools import count

from gediq.models import Publication
from programmation.enums import Mode, ModeConnu, ObjetAvis, Statut, TypeSeance
from programmation.models import (
    AvisSeance,
    Cycle,
    DateSeance,
    Document,
    Financement,
    LieuSeance,
    Programme,
    Referentiel,
    Seance,
    Serie,
    TypeDocument,
)
from tests.factories.gediq import create_organisme
from tests.factories.municipalites import create_municipalite

numbers = count(1)


def create_programme(**fields):
    number = next(numbers)
    defaults = {
        "titre_fr": "Programme d’essai",
        "titre_en": "Test program",
        "slug": f"programme-{number}",
        "annee_debut": 2018,
        "annee_fin": 2021,
        "publication": Publication.PUBLIEE,
    }
    return Programme.objects.create(**{**defaults, **fields})


def create_financement(programme, **fields):
    defaults = {"mention_fr": "Programme d’aide d’essai", "mention_en": "Test aid program"}
    if "organisme" not in fields:
        fields["organisme"] = create_organisme()
    return Financement.objects.create(programme=programme, **{**defaults, **fields})


def create_cycle(**fields):
    number = next(numbers)
    defaults = {
        "code": f"{1000 + number}-{1001 + number}",
        "titre_fr": "Cycle d’essai",
        "titre_en": "Test cycle",
        "position": 1,
    }
    if "programme" not in fields:
        fields["programme"] = create_programme()
    return Cycle.objects.create(**{**defaults, **fields})


def create_serie(**fields):
    return Serie.objects.create(**{"titre_fr": "Série d’essai", "titre_en": "Test series", **fields})


def create_seance(*, jours=(), villes=(), referentiels=(), **fields):
    """A published session; `jours` are ISO days or months, `villes` municipalities, in order."""
    number = next(numbers)
    defaults = {
        "code": f"essai-{number}",
        "types": [TypeSeance.ECHANGE],
        "titre_fr": f"Séance d’essai {number}",
        "titre_en": f"Test session {number}",
        "statut": Statut.PREVUE,
        "mode": Mode.EN_PERSONNE,
        "mode_connu": ModeConnu.CONFIRME,
        "publication": Publication.PUBLIEE,
        "position": number,
    }
    if "cycle" not in fields:
        fields["cycle"] = create_cycle()
    seance = Seance.objects.create(**{**defaults, **fields})
    for jour in jours:
        create_date(seance, jour)
    for position, ville in enumerate(villes):
        create_lieu(seance, municipalite=ville, position=position)
    seance.referentiels.set(referentiels)
    return seance


def create_date(seance, jour=None, **fields):
    """`jour`: « 2020-06-05 », « 2020-06 », or None when it is to be confirmed."""
    if jour and len(jour) == 7:
        return DateSeance.objects.create(seance=seance, mois=jour, **fields)
    return DateSeance.objects.create(seance=seance, jour=jour and date.fromisoformat(jour), **fields)


def create_lieu(seance, **fields):
    if "municipalite" not in fields:
        fields["municipalite"] = create_municipalite()
    return LieuSeance.objects.create(seance=seance, **fields)


def create_avis(seance, **fields):
    defaults = {
        "objet": ObjetAvis.DATE,
        "avant_fr": "5\xa0juin\xa02020",
        "avant_en": "June\xa05, 2020",
        "apres_fr": "12\xa0juin\xa02020",
        "apres_en": "June\xa012, 2020",
        "motif_fr": "Tempête de neige",
        "motif_en": "Snowstorm",
    }
    return AvisSeance.objects.create(seance=seance, **{**defaults, **fields})


def create_referentiel(**fields):
    number = next(numbers)
    defaults = {
        "numero": number,
        "titre_fr": f"Référentiel d’essai {number}",
        "titre_en": f"Test reference guide {number}",
        "publication": Publication.PUBLIEE,
    }
    return Referentiel.objects.create(**{**defaults, **fields})


def create_type_document(**fields):
    return TypeDocument.objects.create(**{"nom_fr": "outil d’essai", "nom_en": "test tool", **fields})


def create_document(**fields):
    number = next(numbers)
    defaults = {
        "titre_fr": f"Document d’essai {number}",
        "titre_en": f"Test document {number}",
        "publication": Publication.PUBLIEE,
    }
    return Document.objects.create(**{**defaults, **fields})
