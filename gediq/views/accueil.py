"""The home page; what it shows of the apps above is composed in its template, by their tags."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..domain.chiffres import compare_figures
from ..models import ChiffreAnnonce


@require_safe
def accueil(request):
    return render(request, "gediq/accueil.html", {"chiffres": compare_figures(ChiffreAnnonce.objects.all())})
