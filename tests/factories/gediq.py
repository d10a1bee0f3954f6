"""Rows of the shared models with safe defaults, filled in both languages."""

import gzip
import hashlib
from itertools import count

from gediq.models import ChiffreAnnonce, Identite, NomOrganisme, Organisme, Page, Parution, Publication, Theme

numbers = count(1)


def create_theme(**fields):
    number = next(numbers)
    defaults = {"slug": f"theme-{number}", "nom_fr": f"thème {number}", "nom_en": f"theme {number}"}
    return Theme.objects.create(**{**defaults, **fields})


def create_page(**fields):
    number = next(numbers)
    defaults = {
        "slug": f"page-{number}",
        "titre_fr": f"Page {number}",
        "titre_en": f"Page {number} in English",
        "publication": Publication.PUBLIEE,
    }
    return Page.objects.create(**{**defaults, **fields})


def create_identite(**fields):
    defaults = {
        "accueil_fr": "<p>Bienvenue aux municipalités.</p>",
        "accueil_en": "<p>For municipalities.</p>",
        "courriel": "equipe@exemple.org",
        "adresse_postale": "1, rue d’essai",
        "telephone": "514 555-0100",
        "responsable_renseignements_fr": "Responsable d’essai",
        "responsable_renseignements_en": "Test officer",
        "pied_fr": "Phrase du pied.",
        "pied_en": "Footer sentence.",
    }
    return Identite.objects.update_or_create(pk=1, defaults={**defaults, **fields})[0]


def create_organisme(*, noms=1, **fields):
    number = next(numbers)
    organisme = Organisme.objects.create(**{"code": f"organisme-{number}", **fields})
    for rank in range(noms):
        NomOrganisme.objects.create(
            organisme=organisme,
            nom_fr=f"Organisme d’essai {number}-{rank}",
            nom_en=f"Test body {number}-{rank}",
            sigle=f"OE{rank}",
        )
    return organisme


def create_chiffre(**fields):
    number = next(numbers)
    defaults = {
        "code": f"chiffre-{number}",
        "libelle_fr": f"choses comptées {number}",
        "libelle_en": f"counted things {number}",
        "valeur": 9,
    }
    return ChiffreAnnonce.objects.create(**{**defaults, **fields})


def create_parution(content="\ufeffcode\r\nessai\r\n", **fields):
    """A release of the sessions; `content` is the text of its CSV file."""
    file = content.encode()
    defaults = {
        "jeu": "seances",
        "jour": "2020-06-05",
        "contenu": gzip.compress(file, mtime=0),
        "empreinte": hashlib.sha256(file).hexdigest(),
        "lignes": content.count("\r\n") - 1,
    }
    return Parution.objects.create(**{**defaults, **fields})
