"""Files handed out by views alone: under a name of ours, never run, never opened by the browser."""

import logging

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from ..fichiers.noms import content_disposition

# Opened by mistake in the browser, a file can run nothing and load nothing.
FILE_POLICY = "default-src 'none'; sandbox"
logger = logging.getLogger(__name__)


def hand_out_file(request, fichier, *, titre, extension, type_mime, empreinte):
    """`fichier` is a stored file, `empreinte` what changes when its bytes do."""
    etag = quote_etag(empreinte)
    response = get_conditional_response(request, etag=etag) or _open(fichier, type_mime)
    response.headers["ETag"] = etag
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Content-Disposition"] = content_disposition(titre, extension)
    return response


def _open(fichier, type_mime):
    try:
        return FileResponse(fichier.open(), content_type=type_mime)
    except FileNotFoundError as error:
        logger.error("File %s is missing from the storage", fichier.name)
        raise Http404 from error
