"""The site map: each public address once per language it is really offered in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .domain.donnees import is_catalogue_translated
from .models import Identite, Page, Theme

# The same codes as in the head of the pages.
HREFLANG = {"fr": "fr-CA", "en": "en-CA"}


class PlanBilingue(Sitemap):
    """English is listed only where the page is translated; French is the default (`x-default`).

    Not Django's own `x_default`: it drops the language from the address, and ours has one in each.
    """

    i18n = True
    alternates = True

    def get_languages_for_item(self, item):
        return ["fr", "en"] if self.is_translated(item) else ["fr"]

    def is_translated(self, item):
        return item.is_translated("en")

    def lastmod(self, item):
        return item.updated_at

    def get_domain(self, site=None):
        return urlsplit(settings.ORIGINE).netloc or super().get_domain(site)

    def get_protocol(self, protocol=None):
        return urlsplit(settings.ORIGINE).scheme or super().get_protocol(protocol)

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            url["alternates"] = _alternates(url["alternates"])
        return urls


def _alternates(versions):
    """Both languages and the default; nothing to say of a page in French alone."""
    if len(versions) < len(HREFLANG):
        return []
    named = [{**version, "lang_code": HREFLANG[version["lang_code"]]} for version in versions]
    return [*named, {**versions[0], "lang_code": "x-default"}]


class PlanAccueil(PlanBilingue):
    """The home page, and the identity of the site whose words open it."""

    def items(self):
        return Identite.objects.filter(pk=1).order_by("pk") or [Identite(pk=1)]

    def location(self, item):
        return reverse("accueil")


class PlanPages(PlanBilingue):
    def items(self):
        return Page.objects.published()


class PlanThemes(PlanBilingue):
    def items(self):
        return Theme.objects.all()


class PlanDonnees(PlanBilingue):
    """The catalogue of open data: one page."""

    def items(self):
        return ["donnees-liste"]

    def is_translated(self, item):
        return is_catalogue_translated()

    def lastmod(self, item):
        return None

    def location(self, item):
        return reverse(item)


PLANS = {"accueil": PlanAccueil, "pages": PlanPages, "themes": PlanThemes, "donnees": PlanDonnees}
