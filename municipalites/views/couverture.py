"""What a set of municipalities weighs, to read and to download."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.domain.chiffres import announced_figures
from gediq.exports import csv_response, refusal_response

from ..domain.choix_couverture import FiltreCouverture
from ..domain.ouverture_couverture import table_rows

PER_PAGE = 50
ANNONCES = ("municipalites-contactees", "municipalites-repondantes", "part-population", "part-immigrants")


@require_safe
def couverture_detail(request):
    filtre = FiltreCouverture(request.GET)
    couverture = filtre.weigh()
    page, absente = _page(couverture.lignes, request.GET.get("page", "1"))
    ensemble, _value, nom, langue_nom = filtre.choisi
    annonces = [pair for pair in announced_figures() if pair.annonce.code in ANNONCES]
    texts = [*(pair.annonce for pair in annonces), *couverture.sources]
    context = {
        "filtre": filtre,
        "ensemble": ensemble,
        "nom": "" if ensemble.is_single else nom,
        "langue_nom": langue_nom,
        "couverture": couverture,
        "page": page,
        "absente": absente,
        "chiffres": annonces,
        "is_translated": not langue_nom and all(text.is_translated("en") for text in texts),
    }
    return render(request, "municipalites/couverture_detail.html", context)


@require_safe
def couverture_csv(request):
    filtre = FiltreCouverture(request.GET)
    if not filtre.is_valid():
        return refusal_response(filtre.refusals)
    return csv_response(table_rows(filtre.weigh(), get_language()), "gedciq-couverture.csv")


def _page(lignes, asked):
    """The page asked for; when there is no such page, the first, and True."""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
    paginator = Paginator(lignes, PER_PAGE)
    exists = number in paginator.page_range
    return paginator.page(number if exists else 1), not exists
