"""The programme as the client's brochure: a page to read and print, and the same as a PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..domain.brochure import brochure_programme, is_pdf_available, render_pdf


@require_safe
def brochure_detail(request):
    context = {"programme": _programme(), "pdf": is_pdf_available()}
    return render(request, "programmation/brochure.html", context)


@require_safe
def brochure_pdf(request):
    programme = _programme()
    if not is_pdf_available():
        raise Http404(_("Ce serveur ne produit pas le PDF\xa0: imprimez la page de la brochure."))
    html = render_to_string("programmation/brochure_pdf.html", {"programme": programme}, request)
    name = f"gedciq-programmation-{programme.annee_debut}-{programme.annee_fin}-{get_language()}.pdf"
    return HttpResponse(
        render_pdf(html),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Content-Language": get_language()},
    )


def _programme():
    programme = brochure_programme()
    if programme is None:
        raise Http404(_("Aucun programme n’est publié."))
    return programme
