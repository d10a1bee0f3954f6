"""The text of an agreement, which only this view hands out, and only while it is public."""

from django.http import Http404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.fichiers.formats import FORMATS
from gediq.fichiers.noms import extension_of
from gediq.views.fichiers import hand_out_file
from gediq.views.publication import get_visible_or_preview, visible_page

from ..domain.fiche import name_entente
from ..models import Entente

OTHER = "application/octet-stream"


@require_safe
@visible_page
def entente_fichier(request, pk):
    ententes = Entente.objects.select_related("programme_aide")
    entente = get_visible_or_preview(request, ententes, pk=pk)
    if not entente.fichier:
        raise Http404
    extension = extension_of(entente.fichier.name)
    return hand_out_file(
        request,
        entente.fichier,
        titre=name_entente(entente, get_language()),
        extension=extension,
        type_mime=FORMATS[extension].type_mime if extension in FORMATS else OTHER,
        empreinte=entente.fichier.name,
    )
