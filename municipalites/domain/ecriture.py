"""How a figure is written, alone or with its unit, in either language; a share has one decimal."""

from gediq.typographie import (
    format_count,
    format_decimal,
    format_integer,
    format_missing,
    format_money,
    format_percent,
)

from ..models import Qualite, Unite

NOMS = {
    "fr": {Unite.PERSONNES: ("personne", "personnes"), Unite.MENAGES: ("ménage", "ménages")},
    "en": {Unite.PERSONNES: ("person", "people"), Unite.MENAGES: ("household", "households")},
}
QUALITES = {
    "fr": {Qualite.CALCULEE: "chiffre calculé", Qualite.ESTIMEE: "estimation"},
    "en": {Qualite.CALCULEE: "computed figure", Qualite.ESTIMEE: "estimate"},
}


def write_value(valeur, indicateur, *, langue):
    """As a table writes it: what is counted is said by the heading."""
    if valeur is None:
        return format_missing(langue=langue)
    if indicateur.unite in NOMS[langue]:
        return format_integer(valeur, langue=langue)
    if indicateur.unite == Unite.POURCENTAGE:
        return format_percent(valeur, indicateur.decimales, langue=langue)
    if indicateur.unite == Unite.DOLLARS:
        return format_money(valeur, langue=langue)
    return format_decimal(valeur, indicateur.decimales, langue=langue)


def write_words(valeur, indicateur, *, langue):
    """With its unit: « 570 945 personnes »."""
    nouns = NOMS[langue].get(indicateur.unite)
    if valeur is None or nouns is None:
        return write_value(valeur, indicateur, langue=langue)
    return format_count(valeur, *nouns, langue=langue)


def write_share(part, *, langue):
    return format_missing(langue=langue) if part is None else format_percent(part, 1, langue=langue)


def write_quality(qualite, *, langue):
    """Nothing of an official figure, which is what a reader expects."""
    return QUALITES[langue].get(qualite, "")
