"""The directory of municipalities, and a few of them side by side."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..domain.annuaire import list_municipalites
from ..domain.carte import draw_map
from ..domain.comparaison import Comparaison, Demande, propose
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


@require_safe
def comparaison_detail(request):
    """What is chosen stands in the address; a search by name offers what to add."""
    langue = get_language()
    demande, filtre = Demande(request.GET.getlist("m")), FiltreMunicipalites({"q": request.GET.get("q", "")})
    comparaison = Comparaison(demande.municipalites, langue) if demande.is_enough else None
    context = {
        "demande": demande,
        "filtre": filtre,
        "comparaison": comparaison,
        "propositions": propose(demande, filtre, langue),
        "refus": [*demande.refus, *filtre.refusals],
        "is_translated": comparaison is None or comparaison.is_translated("en"),
    }
    return render(request, "municipalites/comparaison_detail.html", context)
