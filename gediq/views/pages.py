"""Editorial pages, themes, and the search of the whole site."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..forms import RechercheForm
from ..models import Page, Theme
from ..recherche.moteur import describe, find
from .publication import get_visible_or_preview, visible_page

PAR_PAGE = 20


@require_safe
@visible_page
def page_detail(request, slug):
    page = get_visible_or_preview(request, Page.objects.all(), slug=slug)
    return render(request, "gediq/page_detail.html", {"page": page, "est_traduit": page.is_translated("en")})


@require_safe
def theme_detail(request, slug):
    theme = get_object_or_404(Theme, slug=slug)
    return render(
        request, "gediq/theme_detail.html", {"theme": theme, "est_traduit": theme.is_translated("en")}
    )


@require_safe
def recherche(request):
    form = RechercheForm(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(q, get_language()) if q else []
    page = Paginator(found, PAR_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "q": q,
        "page": page,
        "resultats": describe(page.object_list, q, get_language()),
        "requete": urlencode({"q": q}),
    }
    return render(request, "gediq/recherche.html", context)
