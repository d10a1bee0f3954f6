"""What an address shows: the public row, a draft by its preview link, or why it was withdrawn."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from ..domain.publication import is_previewed
from ..models import Publication


class WithdrawnError(Exception):
    def __init__(self, objet):
        super().__init__(objet)
        self.objet = objet


def get_visible_or_preview(request, queryset, **lookup):
    """Return the row of `queryset` (not yet filtered by publication) that this request may see.

    One query for a public row. To be called in a view decorated by `visible_page`.
    """
    row = queryset.published().filter(**lookup).first()
    if row is not None:
        return row
    row = queryset.filter(**lookup).first()
    if row is None:
        raise Http404
    if is_previewed(row, request.GET.get("apercu")):
        request.est_apercu = True
        return row
    if row.publication == Publication.RETIREE:
        raise WithdrawnError(row)
    raise Http404


def visible_page(view):
    """Answer 410 with the reason for a withdrawn row; keep a preview out of every store and log."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.est_apercu = False
        try:
            response = view(request, *args, **kwargs)
        except WithdrawnError as withdrawn:
            return render(request, "erreurs/410.html", {"objet": withdrawn.objet}, status=410)
        if request.est_apercu:
            patch_cache_control(response, no_store=True, private=True)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped
