"""What municipalities bring to the search: those that still exist, by name, MRC, region and code."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from gediq.recherche.index import ALWAYS
from gediq.recherche.sources import among
from gediq.registre import SourceRecherche

from ..models import Municipalite, Territoire


def municipalite_words(municipalite, langue):
    """Its name as the pages say it; then what it is, what it is part of, and the name people type."""
    name = municipalite.name_in(langue)
    with override(langue):
        nature = municipalite.get_nature_display()
    words = [
        municipalite.nom if municipalite.nom != name else "",
        nature,
        municipalite.mrc and f"MRC {municipalite.mrc.nom}",
        municipalite.region and municipalite.region.nom,
        municipalite.code,
    ]
    return name, ", ".join(filter(None, words))


def municipalite_labels(pks, langue):
    """An invented municipality says so before its name is read."""
    invented = Municipalite.objects.filter(pk__in=pks, est_fictif=True).values_list("pk", flat=True)
    kind = str(capfirst(Municipalite._meta.verbose_name))
    mark = _("Donnée fictive (démonstration)")
    return dict.fromkeys(invented, f"{kind}, {mark}")


def _among_current(pks):
    return among(Municipalite.objects.current().with_parents().order_by("pk"), pks)


def _within(territoire):
    """A region or an MRC is named by its municipalities; a municipality by itself."""
    return Municipalite.objects.within([territoire]).values_list("pk", flat=True)


SOURCES = [
    SourceRecherche(
        model=Municipalite,
        rows=_among_current,
        build=municipalite_words,
        visible_from=lambda municipalite: ALWAYS,
        labels=municipalite_labels,
        # Staff may edit a municipality as a territory.
        dependents={Territoire: _within},
    )
]
