"""The Atom feed: what was published, and what changed since; never a feed of coming events."""

from datetime import UTC, datetime

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from gediq.contexte import site_origin

from .domain.fil import ETIQUETTE, entries
from .exports import filtered

ATOM = "application/atom+xml; charset=utf-8"
# A feed without entry must say a moment too: always the same one, the first programme's first year.
BEGINNING = datetime(2018, 1, 1, tzinfo=UTC)


@filtered
def seances_atom(request, seances):
    langue = get_language()
    entrees = entries(seances.prefetch_related("avis"), langue=langue, origine=site_origin(request))
    query = request.GET.urlencode()
    context = {
        "entrees": entrees,
        "updated_at": entrees[0].updated_at if entrees else BEGINNING,
        "etiquette": ETIQUETTE,
        "page": reverse("programmation:seance-liste") + (f"?{query}" if query else ""),
    }
    return render(request, "programmation/calendrier.atom.xml", context, content_type=ATOM)
