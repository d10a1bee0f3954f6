"""What of the programme stands in the site map: never a draft, English only where it is real."""

from django.urls import reverse

from gediq.plans import PlanBilingue

from .domain.filtres import FiltreSeances
from .domain.liste import is_list_translated, list_seances
from .domain.traduction import is_referentiel_list_translated, is_seance_translated
from .models import Document, Programme, Referentiel, Seance


class PlanProgramme(PlanBilingue):
    """The pages that show the programme as a whole, and whether each is told in English."""

    def items(self):
        current = Programme.objects.published().newest_first()[:1]
        in_english = is_list_translated(list_seances(FiltreSeances({}), "1"), "en")
        brochure = in_english and all(programme.is_translated("en") for programme in current)
        return [
            ("seance-liste", in_english),
            ("seance-calendrier", in_english),
            ("brochure-detail", brochure),
        ]

    def is_translated(self, item):
        _name, in_english = item
        return in_english

    def lastmod(self, item):
        return None

    def location(self, item):
        name, _in_english = item
        return reverse(f"programmation:{name}")


class PlanSeances(PlanBilingue):
    def items(self):
        return Seance.objects.published().in_brochure_order().with_details().prefetch_related("avis")

    def is_translated(self, item):
        return is_seance_translated(item, "en")


class PlanReferentiels(PlanBilingue):
    """The records, after the page that lists them (None)."""

    def items(self):
        self.referentiels = list(Referentiel.objects.published().for_list())
        return [None, *self.referentiels]

    def is_translated(self, item):
        return item.is_translated("en") if item else is_referentiel_list_translated(self.referentiels, "en")

    def lastmod(self, item):
        return item and item.updated_at

    def location(self, item):
        return item.get_absolute_url() if item else reverse("programmation:referentiel-liste")


class PlanDocuments(PlanBilingue):
    def items(self):
        return Document.objects.published().in_natural_order()


PLANS = {
    "programme": PlanProgramme,
    "seances": PlanSeances,
    "referentiels": PlanReferentiels,
    "documents": PlanDocuments,
}
