"""The page of a municipality, and its figures as a file."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from gediq.contexte import site_origin
from gediq.exports import csv_response

from ..domain.chiffres import Tableau
from ..domain.fiche import covering_ententes, portray
from ..domain.graphiques import draw_histories
from ..domain.lignes import name_place, write_line
from ..domain.ouverture_fiche import table_rows
from ..domain.semblables import find_similar
from ..domain.tailles import size_class
from ..models import Municipalite


@require_safe
def municipalite_detail(request, adresse):
    """The code decides: a name that changed, or that was mistyped, leads to the right address."""
    municipalite = _find(adresse)
    if adresse != municipalite.adresse:
        return redirect(municipalite, permanent=True)
    portrait, liens = portray(municipalite), _links(request, municipalite)
    ententes = covering_ententes(municipalite)
    written = partial(write_line, municipalite=municipalite, langue=get_language(), liens=liens)
    context = {
        "municipalite": municipalite,
        "portrait": portrait,
        "cles": [written(line) for line in portrait.cles],
        "themes": [(theme, [written(line) for line in theme.connues]) for theme in portrait.themes],
        "reperes": [name_place(row, get_language()) for row in portrait.reperes],
        "taille": size_class(portrait.population and portrait.population.valeur),
        "graphiques": draw_histories(portrait, municipalite, langue=get_language()),
        "ententes": ententes,
        "semblables": find_similar(municipalite, portrait.population, portrait.immigrants),
        "liens": liens,
        "est_traduit": portrait.is_translated("en") and all(row.is_translated("en") for row in ententes),
    }
    return render(request, "municipalites/municipalite_detail.html", context)


@require_safe
def municipalite_chiffres(request, adresse):
    municipalite = _find(adresse)
    if adresse != municipalite.adresse:
        return redirect("municipalites:municipalite-chiffres-export", municipalite.adresse, permanent=True)
    rows = table_rows(municipalite, Tableau([municipalite]))
    return csv_response(rows, f"gedciq-{municipalite.adresse}.csv")


def _find(adresse):
    return get_object_or_404(Municipalite.objects.for_page(), code=adresse.partition("-")[0])


def _links(request, municipalite):
    """The address of the page in each language, for quotations."""
    links = {}
    for langue in ("fr", "en"):
        with override(langue):
            links[langue] = f"{site_origin(request)}{municipalite.get_absolute_url()}"
    return links
