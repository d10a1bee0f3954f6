"""The page of a municipality."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..models import Municipalite


@require_safe
def municipalite_detail(request, adresse):
    """The code decides: a name that changed, or that was mistyped, leads to the right address."""
    municipalite = get_object_or_404(Municipalite.objects.with_parents(), code=adresse.partition("-")[0])
    if adresse != municipalite.adresse:
        return redirect(municipalite, permanent=True)
    return render(request, "municipalites/municipalite_detail.html", {"municipalite": municipalite})
