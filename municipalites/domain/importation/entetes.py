"""The table inside a file: its heading line, wherever it is, and the columns it names.

Titles above the headings, other sheets and columns nobody knows are let be, and said.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import fold

from .lecture import Feuille, open_feuilles
from .lignes import MAX_LIGNES, Ligne

# Above the headings: a title, a date, a source, some empty lines.
MAX_AVANT = 30
MOTS_VIDES = {"d", "de", "des", "du", "en", "l", "la", "le", "les", "a", "au", "aux", "of", "the", "in"}


def clean_entete(texte):
    """« Code géographique : » and « CODE_GEOGRAPHIQUE » are one heading: code geographique."""
    words = re.findall(r"[^\W_]+", fold(str(texte)[:300]))
    return " ".join(word for word in words if word not in MOTS_VIDES) or " ".join(words)


def synonym_finder(synonymes):
    """A function from a heading to its column; `synonymes` maps each column to its ways of being named."""
    known = {clean_entete(name): cle for cle, names in synonymes.items() for name in (cle, *names)}
    return lambda texte: known.get(clean_entete(texte))


@dataclass(frozen=True)
class Rangee:
    """One line under the headings: the text of each known column, "" where there is none."""

    numero: int
    valeurs: dict
    cellules: list[str] = field(repr=False, default_factory=list)

    def __getitem__(self, cle):
        return self.valeurs.get(cle, "")

    def __bool__(self):
        return any(self.cellules)


@dataclass(frozen=True)
class Tableau:
    """`colonnes` maps a known column to its rank, `titres` to its heading as written."""

    feuille: str
    ligne_entete: int
    colonnes: dict
    titres: dict
    inconnues: list[str]
    autres_feuilles: list[str]
    _lignes: Callable[[], Iterator[Ligne]] = field(repr=False)
    _find: Callable = field(repr=False)

    def rangees(self, max_lignes=MAX_LIGNES):
        """The lines under the headings that hold something, repeated headings among them."""
        below = (ligne for ligne in self._lignes() if ligne.numero > self.ligne_entete and ligne)
        for count, ligne in enumerate(below, start=1):
            if count > max_lignes:
                sentence = _("Le tableau compte plus de %(max)d lignes\xa0: importez-le en plusieurs fois.")
                raise ValidationError(sentence % {"max": max_lignes}, code="trop_grand")
            cells = ligne.cellules
            values = {cle: cells[rank] for cle, rank in self.colonnes.items() if rank < len(cells)}
            yield Rangee(ligne.numero, values, cells)

    def repeats_entete(self, rangee):
        """The headings again, as a long table printed on several pages has them."""
        found = [self._find(texte) for texte in rangee.valeurs.values() if texte]
        return len(found) > 1 and found == [cle for cle, texte in rangee.valeurs.items() if texte]


def read_tableau(fichier, find_cle, obligatoires):
    """The table of `fichier` that has the columns `obligatoires`; `find_cle` names a column by its heading.

    A frozenset among them asks for one of its columns at least. Of the sheets, the first that has them; of
    the delimiters, the one that gives the most known columns.
    """
    feuilles = open_feuilles(fichier)
    found = [(feuille, _find_entete(feuille, find_cle, obligatoires)) for feuille in feuilles]
    usable = [(feuille, entete) for feuille, entete in found if entete]
    if not usable:
        raise ValidationError(
            _(
                "Aucune ligne d’en-têtes reconnue. Il faut au moins %(colonnes)s, sur une même ligne, "
                "parmi les %(max)d premières."
            )
            % {"colonnes": ", ".join(map(_name_obligatoire, obligatoires)), "max": MAX_AVANT},
            code="entete",
        )
    feuille, entete = usable[0] if feuilles[0].nom else max(usable, key=lambda pair: _score(pair, find_cle))
    return _make_tableau(feuille, entete, find_cle, [other.nom for other in feuilles if other is not feuille])


def _name_obligatoire(obligatoire):
    names = sorted(obligatoire) if isinstance(obligatoire, frozenset) else [obligatoire]
    return f" {_('ou')} ".join(f"«\xa0{name}\xa0»" for name in names)


def _find_entete(feuille, find_cle, obligatoires):
    for ligne in itertools.islice(feuille.lignes(), MAX_AVANT):
        found = {find_cle(texte) for texte in ligne.cellules if texte}
        if all(_is_met(obligatoire, found) for obligatoire in obligatoires):
            return ligne
    return None


def _is_met(obligatoire, found):
    return bool(obligatoire & found) if isinstance(obligatoire, frozenset) else obligatoire in found


def _score(pair, find_cle):
    return sum(find_cle(texte) is not None for texte in pair[1].cellules)


def _make_tableau(feuille: Feuille, entete: Ligne, find_cle, others):
    columns, titles, unknown = {}, {}, []
    for rank, texte in enumerate(entete.cellules):
        cle = find_cle(texte) if texte else None
        if cle in columns:
            _refuse_twins(titles[cle], texte)
        if cle is not None:
            columns[cle], titles[cle] = rank, texte
        elif texte:
            unknown.append(texte[:100])
    names = [name for name in others if name]
    return Tableau(
        feuille.nom, entete.numero, columns, titles, unknown, names, _lignes=feuille.lignes, _find=find_cle
    )


def _refuse_twins(first, second):
    sentence = _(
        "Deux colonnes disent la même chose\xa0: «\xa0%(une)s\xa0» et «\xa0%(autre)s\xa0». "
        "Gardez-en une seule."
    )
    raise ValidationError(sentence % {"une": first[:100], "autre": second[:100]}, code="entete")
