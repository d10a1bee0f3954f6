"""Rows of the shared models with safe defaults, filled in both languages."""

from itertools import count

from gediq.models import Page, Publication, Theme

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
