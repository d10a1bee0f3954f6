"""The municipalities of a set as a table: what each adds to the coverage, or why it adds nothing."""

from gediq.domain.ouverture import clean_text

from ..models import Motif
from .ouverture import number, source_text

FIGURE = ("", "_motif", "_qualite", "_source")
COLUMNS = (
    *("code", "nom", "region_code", "region", "mrc_code", "mrc", "annee"),
    *(f"{name}{suffix}" for name in ("population", "immigrants") for suffix in FIGURE),
)


def table_rows(couverture, langue):
    """The titles, then one row per municipality."""
    yield COLUMNS
    for ligne in couverture.lignes:
        row = ligne.territoire
        places = [text for place in (row.region, row.mrc) for text in _place(place)]
        figures = [
            cell for chiffre in (ligne.population, ligne.immigrants) for cell in _figure(chiffre, langue)
        ]
        yield [row.code, clean_text(row.nom), *places, couverture.population.annee, *figures]


def _place(territoire):
    return (territoire.code, clean_text(territoire.nom)) if territoire else ("", "")


def _figure(chiffre, langue):
    """A figure that no source speaks of is not available: it is never zero."""
    if chiffre is None:
        return (None, Motif.NON_DISPONIBLE.value, "", "")
    source = source_text(chiffre.source, langue)
    return (number(chiffre.valeur), chiffre.motif, chiffre.qualite.name.lower(), source)
