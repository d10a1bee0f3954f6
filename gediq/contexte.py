"""What every template may read of the site, fetched only if the template asks."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .models import Identite, Page


def site(request):
    """`langue`, `identite`, `pages_pied` and `origine` (scheme and host of absolute links)."""
    return {
        "langue": get_language(),
        "identite": SimpleLazyObject(lambda: Identite.objects.filter(pk=1).first() or Identite(pk=1)),
        "pages_pied": SimpleLazyObject(
            lambda: list(Page.objects.published().filter(au_pied=True).only("slug", "titre_fr", "titre_en"))
        ),
        "origine": site_origin(request),
    }


def site_origin(request):
    """The configured address of the site, or the request's own when none is configured."""
    return settings.ORIGINE or f"{request.scheme}://{request.get_host()}"
