"""The home page; what it shows of the apps above is composed in its template, by their tags."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..domain.chiffres import announced_figures


@require_safe
def accueil(request):
    return render(request, "gediq/accueil.html", {"chiffres": announced_figures()})
