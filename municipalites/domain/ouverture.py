"""What machines read of municipalities: the same facts in every format and in both languages."""

from gediq.domain.ouverture import SEPARATOR, clean_text
from gediq.typographie import round_half_up

from ..models import Motif

COLUMNS = (
    *("code", "nom", "nature", "region_code", "region", "mrc_code", "mrc"),
    *("population", "population_annee", "population_motif", "population_source"),
    *("immigrants", "immigrants_base", "immigrants_part", "immigrants_annee"),
    *("immigrants_motif", "immigrants_source", "contenus"),
    *("latitude", "longitude", "site_web", "fictif", "url"),
)


def municipalite_record(ligne, origine):
    """One municipality; only `url` and the titles of the sources depend on the language."""
    row, langue = ligne.municipalite, ligne.langue
    return {
        "code": row.code,
        "nom": clean_text(row.nom),
        "nature": row.nature,
        **_place("region", row.region),
        **_place("mrc", row.mrc),
        **_figure("population", ligne.population, langue),
        **_figure("immigrants", ligne.immigrants, langue),
        "immigrants_base": number(ligne.immigrants and ligne.immigrants.base),
        "immigrants_part": _rounded(ligne.immigrants and ligne.immigrants.part),
        "contenus": SEPARATOR.join(ligne.contenus),
        "latitude": number(row.latitude),
        "longitude": number(row.longitude),
        "site_web": row.site_web,
        "fictif": int(row.est_fictif),
        "url": origine + row.get_absolute_url(),
    }


def number(value):
    """An exact number as JSON writes it, or None."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def source_text(source, langue):
    """« Producteur, titre » in that language, or in French."""
    return clean_text(", ".join(source.text_in(name, langue)[0] for name in ("producteur", "titre")))


def _place(name, territoire):
    return {f"{name}_code": territoire and territoire.code, name: territoire and clean_text(territoire.nom)}


def _figure(name, chiffre, langue):
    """A figure that no source speaks of is not available: it is never zero."""
    return {
        name: number(chiffre and chiffre.valeur),
        f"{name}_annee": chiffre and chiffre.annee,
        f"{name}_motif": chiffre.motif if chiffre else Motif.NON_DISPONIBLE.value,
        f"{name}_source": chiffre and source_text(chiffre.source, langue),
    }


def _rounded(part):
    return None if part is None else number(round_half_up(part, 2))
