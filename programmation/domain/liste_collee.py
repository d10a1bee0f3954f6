"""A list of names or codes pasted by staff: which territory each line means, told before anything is saved.

A name is never a key: thirty are shared by two places. A line that fits several is asked about, and one
whose code and name disagree is not understood.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.recherche.normaliseur import SPELLINGS, STOP_WORDS, WORD, fold

from ..models import Participation, Programme

Territoire = Participation._meta.get_field("territoire").related_model
MUNICIPALITE, MRC = "municipalite", "mrc"
LIGNES = 2000
CODE = re.compile(r"(?<!\w)\d{3,5}(?!\w)")
ASIDE = re.compile(r"\([^)]*\)")
# « Ville de », « MRC des »: what it is, before what it is called; official names hold none of it.
SORTES = {"ville", "municipalite", "paroisse", "village", "canton", "cantons", "unis", MRC}
COLUMNS = (
    *("niveau", "code", "nom", "nature", "date_fin", "est_fictif", "cle_tri"),
    *("parent__niveau", "parent__nom", "parent__parent__niveau", "parent__parent__nom"),
)


@dataclass(frozen=True)
class Lecture:
    """A line as it was read: one candidate is recognised, several are asked about, none is unknown."""

    numero: int
    texte: str
    candidats: tuple
    deja: bool = False

    @property
    def territoire(self):
        return self.candidats[0] if len(self.candidats) == 1 else None

    @property
    def is_new(self):
        return self.territoire is not None and not self.deja

    @property
    def is_ambiguous(self):
        return len(self.candidats) > 1


def read_list(texte, *, programme, choix=None):
    """Return a `Lecture` per line that says something; `choix` answers the ambiguous: {line: key}.

    A territory of an earlier line, or that takes part already, is `deja`. Two queries.
    """
    lines = [(number, line.strip()) for number, line in enumerate(texte.splitlines(), 1) if line.strip()]
    if len(lines) > LIGNES:
        raise ValidationError(_("La liste est trop longue\xa0: %(n)s lignes au plus.") % {"n": LIGNES})
    known = Repertoire()
    taken = set(programme.participations.values_list("territoire_id", flat=True))
    read = []
    for number, line in lines:
        found = known.find(line)
        chosen = [row for row in found if row.pk == (choix or {}).get(number)]
        lecture = Lecture(number, line, tuple(chosen or found))
        if lecture.territoire:
            lecture = Lecture(number, line, lecture.candidats, deja=lecture.territoire.pk in taken)
            taken.add(lecture.territoire.pk)
        read.append(lecture)
    return read


def add_participants(programme, territoires, *, by):
    """Record each of `territoires` once among the participants; return those that were not there."""
    with recording(by=by, comment=_("Liste collée")):
        Programme.objects.select_for_update().get(pk=programme.pk)
        taken = set(programme.participations.values_list("territoire_id", flat=True))
        new = [row for row in dict.fromkeys(territoires) if row.pk not in taken]
        return [save_edited(Participation(programme=programme, territoire=row), by=by) for row in new]


class Repertoire:
    """The municipalities and MRC by code and by name, those that still exist before the others."""

    def __init__(self):
        rows = Territoire.objects.filter(niveau__in=[MUNICIPALITE, MRC]).select_related("parent__parent")
        self._by_code, self._by_name, self._by_core = (defaultdict(list) for _index in range(3))
        for row in rows.only(*COLUMNS).order_by("cle_tri", "id"):
            words = words_of(row.nom)
            self._by_code[row.code].append(row)
            self._by_name[words].append(row)
            self._by_core[core(words)].append(row)

    def find(self, line):
        code, words = CODE.search(line), words_of(CODE.sub(" ", ASIDE.sub(" ", line)))
        if code:
            # A spreadsheet eats leading zeros.
            rows = self._by_code[code[0]] or self._by_code[code[0].zfill(5)]
            return [row for row in rows if not words or row in self._named(words)]
        return narrow(self._named(words), words)

    def _named(self, words):
        bare = without_kind(words)
        return self._by_name[words] or self._by_name[bare] or self._by_core[core(bare)]


def narrow(rows, words):
    """Of several, those of the kind the line says; those that exist; a city before the MRC of its name."""
    said = SORTES.intersection(words)
    tests = (
        lambda row: row.niveau == MRC and MRC in said,
        lambda row: row.nature in said,
        lambda row: row.date_fin is None,
        lambda row: row.niveau == MUNICIPALITE,
    )
    for test in tests:
        rows = [row for row in rows if test(row)] or rows
    return rows


@lru_cache(maxsize=8192)
def words_of(name):
    """The words of a name whatever its accents, case, hyphens and apostrophes; « Ste » is « Sainte »."""
    return tuple(SPELLINGS.get(word, word) for word in WORD.findall(fold(name)))


def core(words):
    """Without articles: « L’Assomption » is found under « Assomption »."""
    return tuple(word for word in words if word not in STOP_WORDS["fr"])


def without_kind(words):
    """« ville de laval » → « laval »; a name that is only a kind is kept."""
    rank = 0
    while rank < len(words) and words[rank] in SORTES | {"de", "du", "des", "d", "la", "regionale", "comte"}:
        rank += 1
    has_kind = rank and any(word in SORTES for word in words[:rank])
    return words[rank:] if has_kind and rank < len(words) else words
