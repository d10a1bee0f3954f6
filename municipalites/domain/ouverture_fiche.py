"""Every figure of a municipality as a table for machines: the same columns and words in both languages."""

from fractions import Fraction

from gediq.typographie import round_half_up

COLUMNS = (
    *("code", "nom", "fictif", "indicateur", "libelle_fr", "libelle_en", "unite", "annee"),
    *("valeur", "motif", "base", "indicateur_base", "part", "qualite", "note_fr", "note_en"),
    *("source", "producteur_fr", "producteur_en", "titre_fr", "titre_en", "url", "licence_fr", "licence_en"),
    *("attribution_fr", "attribution_en", "consultee_le"),
)
SOURCE = ("producteur", "titre", "licence", "attribution")


def table_rows(municipalite, tableau):
    """The titles, then each source's figure of each year; the one the page shows comes first."""
    yield COLUMNS
    for indicateur in tableau.indicateurs.values():
        for chiffre in tableau.series(municipalite, indicateur.code):
            for releve, source in zip(chiffre.releves, chiffre.sources, strict=True):
                yield _row(municipalite, chiffre, releve, source)


def _row(municipalite, chiffre, releve, source):
    indicateur = chiffre.indicateur
    base = releve.base if releve is not chiffre.releves[0] else chiffre.base
    texts = {name: [getattr(source, f"{name}_{langue}") or "" for langue in ("fr", "en")] for name in SOURCE}
    is_fictitious = municipalite.est_fictif or source.est_fictive
    return [
        *(municipalite.code, municipalite.nom, int(is_fictitious), indicateur.code),
        *(indicateur.libelle_fr, indicateur.libelle_en or "", indicateur.unite, chiffre.annee),
        *(_number(releve.valeur), releve.motif, _number(base), _base_code(indicateur)),
        *(_share(releve.valeur, base), releve.qualite.partition("_")[2]),
        *(releve.note_fr or "", releve.note_en or "", source.code),
        *(*texts["producteur"], *texts["titre"], source.url, *texts["licence"], *texts["attribution"]),
        source.date_consultation or "",
    ]


def _base_code(indicateur):
    return indicateur.base.code if indicateur.base else ""


def _number(value):
    """Without the zeros of the column: 12010, 7.5."""
    return "" if value is None else f"{value.normalize():f}"


def _share(value, base):
    """With two decimals, rounded once."""
    if value is None or not base:
        return ""
    return round_half_up(100 * Fraction(value) / Fraction(base), 2)
