"""The référentiels: the collection, one of them, and how to quote it."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.contexte import site_origin
from gediq.models import Publication
from gediq.views.publication import get_visible_or_preview, visible_page

from ..domain.citation import FORMES, cite_referentiel
from ..domain.traduction import is_referentiel_list_translated
from ..models import DateSeance, LieuSeance, Referentiel

PAR_PAGE = 50
SEANCES_MONTREES = 10


@require_safe
def referentiel_liste(request):
    referentiels = Referentiel.objects.published().for_list()
    page = Paginator(referentiels, PAR_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "est_traduit": is_referentiel_list_translated(page, "en"),
    }
    return render(request, "programmation/referentiel_liste.html", context)


@require_safe
@visible_page
def referentiel_detail(request, numero):
    referentiel = get_visible_or_preview(request, Referentiel.objects.with_neighbours(), numero=numero)
    documents = referentiel.documents.with_newest_file().in_natural_order()
    if request.est_apercu:
        documents = documents.exclude(publication=Publication.RETIREE)
    else:
        documents = documents.published()
    citation = _cite(request, referentiel)
    context = {
        "referentiel": referentiel,
        "est_traduit": referentiel.is_translated("en"),
        "documents": documents,
        "seances": _lines(referentiel.seances.published())[: SEANCES_MONTREES + 1],
        "seances_montrees": SEANCES_MONTREES,
        "citation": citation,
        "citation_texte": citation.written_in(get_language()),
    }
    return render(request, "programmation/referentiel_detail.html", context)


@require_safe
@visible_page
def referentiel_citation(request, numero, forme):
    if forme not in FORMES:
        raise Http404
    referentiel = get_visible_or_preview(request, Referentiel.objects.all(), numero=numero)
    content_type, write = FORMES[forme]
    response = HttpResponse(
        write(_cite(request, referentiel), get_language()), content_type=f"{content_type}; charset=utf-8"
    )
    if forme != "txt":
        response["Content-Disposition"] = f'attachment; filename="referentiel-{numero}.{forme}"'
    return response


def _lines(seances):
    """When, where, and the session's own title: no other column is read."""
    dates = DateSeance.objects.only("seance", "statut", "jour", "mois", "cle_date", "debut", "position")
    lieux = LieuSeance.objects.select_related("municipalite").only(
        "seance", "position", "municipalite__nom", "municipalite__appellation_anglaise"
    )
    return (
        seances.in_brochure_order()
        .only("code", "titre_fr", "titre_en", "types", "statut", "mode")
        .prefetch_related(Prefetch("dates", dates), Prefetch("lieux", lieux))
    )


def _cite(request, referentiel):
    adresse = site_origin(request) + referentiel.get_absolute_url()
    return cite_referentiel(referentiel, adresse=adresse, langue=get_language())
