"""The components of the site, alive on one page, for the team and for who carries the site on."""

from datetime import date, time

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..domain.chiffres import announced_figures


def catalogue(request):
    context = {
        "sortes": ["information", "succes", "attention", "erreur"],
        "phrase": _("Une phrase claire dit ce qui se passe et ce qu’il faut faire."),
        "jours": [date(2020, 6, 1), date(2020, 6, 12)],
        "debut": time(9),
        "fin": time(12),
        "page": Paginator(range(200), 20).page(4),
        "chiffres": announced_figures(),
    }
    return render(request, "components/catalogue.html", context)
