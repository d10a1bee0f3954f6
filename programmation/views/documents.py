"""Documents and their editions: the records, and the files, which only these views hand out."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gediq.views.fichiers import hand_out_file
from gediq.views.publication import get_visible_or_preview, visible_page

from ..domain.editions import is_web_address
from ..domain.intitule import title_lines
from ..enums import Audience
from ..models import Document


@require_safe
@visible_page
def document_detail(request, pk):
    document = get_visible_or_preview(request, Document.objects.with_details(), pk=pk)
    return _show(request, "programmation/document_detail.html", document, document.newest_edition)


@require_safe
@visible_page
def edition_detail(request, pk, numero):
    document = get_visible_or_preview(request, Document.objects.with_details(), pk=pk)
    return _show(request, "programmation/edition_detail.html", document, _find_edition(document, numero))


@require_safe
@visible_page
def document_fichier(request, pk):
    document = get_visible_or_preview(request, Document.objects.with_editions(), pk=pk)
    return _hand_out(request, document, document.newest_edition)


@require_safe
@visible_page
def edition_fichier(request, pk, numero):
    document = get_visible_or_preview(request, Document.objects.with_editions(), pk=pk)
    return _hand_out(request, document, _find_edition(document, numero))


def _find_edition(document, numero):
    for edition in document.editions.all():
        if edition.numero == numero:
            return edition
    raise Http404


def _show(request, template, document, edition):
    _titre, langue_titre = document.text_in("titre", request.LANGUAGE_CODE)
    context = {
        "document": document,
        "edition": edition,
        "editions": document.editions.all(),
        "lien_fichier": _file_link(request),
        "langue_titre": "" if langue_titre == request.LANGUAGE_CODE else langue_titre,
        "titre_seance": title_lines(document.seance, request.LANGUAGE_CODE) if document.seance else [],
        "est_reserve": document.audience == Audience.PARTICIPANTS,
        "est_traduit": document.is_translated("en"),
    }
    return render(request, template, context)


def _file_link(request):
    """The file lies just below its record; the link of a preview opens both."""
    token = request.GET["apercu"] if request.est_apercu else ""
    return f"{request.path}fichier?{urlencode({'apercu': token})}" if token else f"{request.path}fichier"


def _hand_out(request, document, edition):
    if edition is None:
        raise Http404
    if document.audience == Audience.PARTICIPANTS:
        return render(request, "programmation/document_reserve.html", {"document": document}, status=403)
    if not edition.fichier:
        return _send_to_web(edition)
    titre, _langue = document.text_in("titre", request.LANGUAGE_CODE)
    return hand_out_file(
        request,
        edition.fichier,
        titre=titre,
        extension=edition.extension,
        type_mime=edition.type_mime,
        empreinte=edition.sha256,
    )


def _send_to_web(edition):
    if not is_web_address(edition.adresse):
        raise Http404
    return redirect(edition.adresse)
