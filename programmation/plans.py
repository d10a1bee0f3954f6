"""What of the programme stands in the site map: never a draft, English only where it is real."""

from django.urls import reverse

from gediq.plans import PlanBilingue

from .domain.intitule import title_lines
from .models import Document, Programme, Referentiel, Seance


class PlanProgramme(PlanBilingue):
    """The pages that show the current programme as a whole."""

    NAMES = ("seance-liste", "seance-calendrier", "brochure-detail", "referentiel-liste")

    def items(self):
        programme = Programme.objects.published().newest_first().first()
        return [(name, programme) for name in self.NAMES] if programme else []

    def is_translated(self, item):
        _name, programme = item
        return programme.is_translated("en")

    def lastmod(self, item):
        return None

    def location(self, item):
        name, _programme = item
        return reverse(f"programmation:{name}")


class PlanSeances(PlanBilingue):
    def items(self):
        return Seance.objects.published().in_brochure_order().with_details()

    def is_translated(self, item):
        """The title may be the référentiels': what the page shows counts, not the empty field."""
        shown = all(line.langue == "en" for line in title_lines(item, "en"))
        return shown and all(row.is_translated("en") for row in (item, *item.dates.all(), *item.lieux.all()))


class PlanReferentiels(PlanBilingue):
    def items(self):
        return Referentiel.objects.published()


class PlanDocuments(PlanBilingue):
    def items(self):
        return Document.objects.published().in_natural_order()


PLANS = {
    "programme": PlanProgramme,
    "seances": PlanSeances,
    "referentiels": PlanReferentiels,
    "documents": PlanDocuments,
}
