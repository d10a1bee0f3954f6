"""What machines read of municipalities: the same facts in every format and in both languages."""

from gediq.domain.ouverture import SEPARATOR, clean_text
from gediq.typographie import round_half_up

from .comparaison import share_of

COLUMNS = (
    *("code", "nom", "nature", "region_code", "region", "mrc_code", "mrc"),
    *("population", "population_annee", "population_motif", "population_source"),
    *("immigrants", "immigrants_annee", "immigrants_motif", "immigrants_source"),
    *("immigrants_base", "immigrants_part", "contenus"),
    *("latitude", "longitude", "site_web", "fictif", "url"),
)
COMPARED = (
    *("code", "nom", "niveau", "fictif", "indicateur", "libelle", "annee", "valeur", "unite"),
    *("base", "part", "motif", "qualite", "source"),
)


def municipalite_record(ligne, origine):
    """One municipality; only `url` and the titles of the sources depend on the language."""
    row, share = ligne.place, ligne.immigrants.chiffre
    return {
        "code": row.code,
        "nom": clean_text(row.nom),
        "nature": row.nature,
        **_place("region", ligne.region),
        **_place("mrc", ligne.mrc),
        **_figure("population", ligne.population),
        **_figure("immigrants", ligne.immigrants),
        "immigrants_base": number(share and share.base),
        "immigrants_part": _rounded(share and share.part),
        "contenus": SEPARATOR.join(ligne.contenus),
        "latitude": number(row.latitude),
        "longitude": number(row.longitude),
        "site_web": row.site_web,
        "fictif": int(row.est_fictif),
        "url": origine + ligne.adresse,
    }


def number(value):
    """An exact number as JSON writes it, or None."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def source_text(source, langue):
    """« Producteur, titre » in that language, or in French."""
    return clean_text(", ".join(source.text_in(name, langue)[0] for name in ("producteur", "titre")))


def comparison_rows(comparaison):
    """The figures of a comparison, one a line, titles first; absent ones say why."""
    yield COMPARED
    for row in comparaison.rapprochements:
        for cell in row.cellules:
            yield _compared(row, cell, comparaison.langue)


def _compared(row, cell, langue):
    figure = cell.chiffre
    return [
        cell.territoire.code,
        clean_text(cell.territoire.nom),
        cell.territoire.niveau,
        int(cell.territoire.est_fictif),
        row.indicateur.code,
        clean_text(row.indicateur.text_in("libelle", langue)[0]),
        row.annee,
        number(figure and figure.valeur),
        row.indicateur.unite,
        number(figure and figure.base),
        _rounded(share_of(figure)),
        cell.motif,
        figure and figure.qualite.name.lower(),
        figure and source_text(figure.source, langue),
    ]


def _place(name, row):
    return {f"{name}_code": row and row.code, name: row and clean_text(row.nom)}


def _figure(name, figure):
    """A figure that no source speaks of is not available: it is never zero."""
    chiffre = figure.chiffre
    return {
        name: number(chiffre and chiffre.valeur),
        f"{name}_annee": chiffre and chiffre.annee,
        f"{name}_motif": figure.motif,
        f"{name}_source": chiffre and source_text(chiffre.source, figure.langue),
    }


def _rounded(part):
    return None if part is None else number(round_half_up(part, 2))
