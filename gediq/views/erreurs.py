"""Error pages, in the language of the address; none of them reads the database, the query or the person."""

import sys

from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from ..middleware import PUBLIC_PREFIXES

RETRY_AFTER = "60"


def bad_request(request, exception):
    return _error(request, 400)


def permission_denied(request, exception):
    return _error(request, 403)


def page_not_found(request, exception):
    return _error(request, 404)


def too_many_requests(request):
    """The same page whoever asks and whatever for."""
    return _error(request, 429)


def server_error(request):
    """A database that does not answer is a matter of waiting: 503 says so."""
    if isinstance(sys.exception(), OperationalError):
        return service_unavailable(request)
    return _error(request, 500)


def service_unavailable(request):
    return _error(request, 503, headers={"Retry-After": RETRY_AFTER})


def csrf_failure(request, reason=""):
    """An expired form: say so, and that going back keeps what was typed."""
    return _error(request, 403, template="erreurs/formulaire_expire.html")


def _error(request, status, *, template=None, headers=None):
    # Outside the middleware of languages when the fault comes before it.
    prefix = request.path_info[1:3] if request.path_info.startswith(PUBLIC_PREFIXES) else None
    langue = prefix or translation.get_language() or "fr"
    with translation.override(langue):
        # No context processor: one of them would ask for the host, which may be what was refused.
        html = render_to_string(
            template or f"erreurs/{status}.html", {"langue": langue, "request": request, "origine": ""}
        )
    return HttpResponse(html, status=status, headers=headers)
