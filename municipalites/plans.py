"""What of the municipalities stands in the site map: never an invented one, English only where it is real."""

from django.db.models import Q
from django.urls import reverse

from gediq.plans import PlanBilingue

from .domain.annuaire import list_municipalites
from .domain.filtres import FiltreMunicipalites
from .models import Entente, Indicateur, Municipalite, Source, Valeur


class PlanAnnuaire(PlanBilingue):
    """The directory as it opens, and the page where municipalities are chosen to be compared."""

    def items(self):
        opened = list_municipalites(FiltreMunicipalites({}), "1", "en")
        is_translated = all(mention.source.is_translated("en") for mention in opened.mentions)
        return [("municipalite-liste", is_translated), ("comparaison-detail", True)]

    def is_translated(self, item):
        _name, is_translated = item
        return is_translated

    def lastmod(self, item):
        return None

    def location(self, item):
        name, _is_translated = item
        return reverse(f"municipalites:{name}")


class PlanMunicipalites(PlanBilingue):
    """The page of each municipality that exists: in English when nothing it tells is left in French."""

    def items(self):
        self._is_named = all(row.is_translated("en") for row in Indicateur.objects.all())
        self._figures, self._ententes = _figures_left_in_french(), _agreements_left_in_french()
        return Municipalite.objects.current().real().select_related("parent").in_french_order()

    def is_translated(self, item):
        told = item.pk in self._figures or {item.pk, item.parent_id} & self._ententes
        return self._is_named and not told


def _figures_left_in_french():
    """Keys of the territories with a figure whose source, or whose note, has no English."""
    sources = [source.pk for source in Source.objects.all() if not source.is_translated("en")]
    noted = Q(note_fr__gt="") & (Q(note_en="") | Q(note_en__isnull=True))
    rows = Valeur.objects.filter(Q(source__in=sources) | noted).order_by()
    return set(rows.values_list("territoire", flat=True))


def _agreements_left_in_french():
    """Keys of the territories that signed a public agreement with a text left in French."""
    ententes = [row.pk for row in Entente.objects.published() if not row.is_translated("en")]
    signed = Entente.signataires.through.objects.filter(entente__in=ententes)
    return set(signed.values_list("territoire", flat=True))


PLANS = {"annuaire": PlanAnnuaire, "municipalites": PlanMunicipalites}
