"""The directory of municipalities, and a few of them side by side."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..domain.annuaire import list_municipalites
from ..domain.carte import draw_map
from ..domain.filtres import FiltreMunicipalites


@require_safe
def municipalite_liste(request):
    langue = get_language()
    filtre = FiltreMunicipalites(request.GET)
    annuaire = list_municipalites(filtre, request.GET.get("page", "1"), langue)
    context = {
        "filtre": filtre,
        "annuaire": annuaire,
        "mentions": annuaire.mentions,
        "carte": draw_map(filtre, annuaire),
        "is_translated": all(mention.source.is_translated("en") for mention in annuaire.mentions),
    }
    return render(request, "municipalites/municipalite_liste.html", context)
