"""A figure with everything a page says of it, already in words: a table of forty stays quick to draw."""

from dataclasses import dataclass

from django.utils.translation import gettext

from gediq.typographie import display_nbsp, format_missing, missing_words

from ..models import Niveau, Qualite
from .citation import cite_figure, name_source
from .ecriture import NOMS, write_quality, write_share, write_value, write_words

# The province has a usual name in English; regions and cities keep theirs.
PROVINCE = {"fr": "Québec", "en": "Quebec"}


@dataclass(frozen=True)
class Texte:
    """`langue` is set where the text fell back to another language than the page's."""

    texte: str
    langue: str = ""

    def __bool__(self):
        return bool(self.texte)


@dataclass(frozen=True)
class Montant:
    """The figure of a place, or « n. d. » and why (`absence`)."""

    nom: str
    texte: str
    absence: str = ""


@dataclass(frozen=True)
class LigneEcrite:
    code: str
    libelle: Texte
    libelle_part: Texte
    valeur: str
    detail: str
    mots: str
    sans_base: bool
    reperes: list[Montant]
    annee: int
    source: str
    url: str
    qualite: str
    note: Texte
    autres: list[str]
    citations: list


def write_line(ligne, municipalite, *, langue, liens):
    chiffre, indicateur = ligne.chiffre, ligne.indicateur
    words = write_words(chiffre.valeur, indicateur, langue=langue)
    return LigneEcrite(
        code=indicateur.code,
        libelle=text_of(indicateur, "libelle", langue),
        libelle_part=text_of(indicateur, "libelle_part", langue) if chiffre.est_part else Texte(""),
        valeur=_main(chiffre, langue),
        detail=_detail(chiffre, words, langue),
        mots=words,
        sans_base=indicateur.base is not None and not chiffre.est_part,
        reperes=[
            write_amount(repere.territoire, repere.chiffre, chiffre.est_part, langue=langue)
            for repere in ligne.reperes
        ],
        annee=chiffre.annee,
        source=name_source(chiffre.source, langue),
        url=chiffre.source.url,
        qualite=write_quality(chiffre.qualite, langue=langue),
        note=_note(chiffre, langue),
        autres=[_other(releve, source, indicateur, langue) for releve, source in ligne.autres],
        citations=cite_figure(chiffre, municipalite, liens=liens),
    )


def text_of(row, name, langue):
    texte, real = row.text_in(name, langue)
    return Texte(display_nbsp(texte, real), "" if real == langue else real)


def write_amount(territoire, chiffre, is_share, *, langue):
    """Its share or its count; absent, why."""
    nom = name_place(territoire, langue)
    if chiffre is None or chiffre.valeur is None or (is_share and not chiffre.est_part):
        motif = (chiffre and chiffre.motif) or "non_disponible"
        return Montant(nom, format_missing(motif, langue=langue), missing_words(motif, langue=langue))
    if is_share:
        return Montant(nom, write_share(chiffre.part, langue=langue))
    return Montant(nom, write_value(chiffre.valeur, chiffre.indicateur, langue=langue))


def name_place(territoire, langue):
    """« Montréal (région) »: five regions have the name of a city."""
    if territoire.niveau == Niveau.PROVINCE:
        return PROVINCE[langue]
    if territoire.niveau == Niveau.REGION:
        return gettext("%(nom)s (région)") % {"nom": territoire.nom}
    return territoire.nom


def _main(chiffre, langue):
    if chiffre.est_part:
        return write_share(chiffre.part, langue=langue)
    return write_value(chiffre.valeur, chiffre.indicateur, langue=langue)


def _detail(chiffre, words, langue):
    """« 570 945 personnes sur 1 664 380 »; of a count alone, its unit, unless a sign says it."""
    if not chiffre.est_part:
        is_counted = chiffre.indicateur.unite in NOMS[langue]
        return str(chiffre.indicateur.get_unite_display()).lower() if is_counted else ""
    base = write_value(chiffre.base, chiffre.indicateur.base or chiffre.indicateur, langue=langue)
    told = {"valeur": words, "base": base}
    if chiffre.source_base is None:
        return gettext("%(valeur)s sur %(base)s") % told
    told["source"] = name_source(chiffre.source_base, langue)
    return gettext("%(valeur)s sur %(base)s (base\xa0: %(source)s)") % told


def _note(chiffre, langue):
    texte, real = chiffre.note_in(langue)
    return Texte(display_nbsp(texte, real), "" if real == langue else real)


def _other(releve, source, indicateur, langue):
    """« 290 personnes (estimation), Radio-Canada, nouvelle 1928571 »."""
    value = write_words(releve.valeur, indicateur, langue=langue)
    quality = write_quality(Qualite(releve.qualite), langue=langue)
    return f"{value}{f' ({quality})' if quality else ''}, {name_source(source, langue)}"
