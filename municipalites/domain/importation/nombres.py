"""A figure as somebody typed it: a number, or the reason why there is none. Never 0 for want of better."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.recherche.normaliseur import fold

from ...models import Motif

# Space, no-break, narrow no-break, thin and figure spaces: all of them have been seen between thousands.
ESPACES = "\u0020\u00a0\u202f\u2009\u2007"
NOMBRE = re.compile(
    rf"(?P<signe>[-\u2212]?)(?P<entier>[0-9]{{1,15}}|[0-9]{{1,3}}(?:[{ESPACES}][0-9]{{3}}){{1,4}})"
    r"(?:[.,](?P<reste>[0-9]{1,15}))?"
)
MAX_EXTRAIT = 60
# Without spaces, dots or slashes, unless they are the sign itself. Statistics Canada's own are among them.
MOTIFS = {
    "x": Motif.CONFIDENTIEL,
    "confidentiel": Motif.CONFIDENTIEL,
    "confidential": Motif.CONFIDENTIEL,
    "so": Motif.SANS_OBJET,
    "sansobjet": Motif.SANS_OBJET,
    "notapplicable": Motif.SANS_OBJET,
    "f": Motif.NON_DISPONIBLE,
    "nd": Motif.NON_DISPONIBLE,
    "na": Motif.NON_DISPONIBLE,
    "nondisponible": Motif.NON_DISPONIBLE,
    "notavailable": Motif.NON_DISPONIBLE,
}
SIGNES = {
    "": Motif.NON_DISPONIBLE,
    "..": Motif.NON_DISPONIBLE,
    "...": Motif.SANS_OBJET,
    "-": Motif.NON_DISPONIBLE,
    "\u2013": Motif.NON_DISPONIBLE,
    "\u2014": Motif.NON_DISPONIBLE,
    "\u2212": Motif.NON_DISPONIBLE,
}


@dataclass(frozen=True)
class Nombre:
    """`motif` says why `valeur` is None; `est_vide` when the cell said nothing at all."""

    valeur: Decimal | None
    motif: str = ""
    est_vide: bool = False


def read_nombre(texte, *, decimales=0, pourcentage=False, negatif=False):
    """What a cell says. ValidationError, with the text quoted, when it cannot be told for sure.

    « 1,234 » is refused for a count: it is 1 234 in English and a little more than 1 in French.
    """
    text = texte.strip()
    if motif := find_motif(text):
        return Nombre(None, motif, est_vide=not text)
    if pourcentage and text.endswith("%"):
        text = text[:-1].rstrip()
    found = NOMBRE.fullmatch(text)
    if not found:
        raise _refusal(texte, _("«\xa0%(texte)s\xa0» n’est pas un nombre qui se lit sans ambiguïté."))
    if found["signe"] and not negatif:
        raise _refusal(texte, _("«\xa0%(texte)s\xa0» est négatif\xa0: un tel chiffre n’existe pas."))
    rest = (found["reste"] or "").rstrip("0")
    if len(rest) > decimales:
        sentence = _("«\xa0%(texte)s\xa0» a plus de décimales que prévu (%(decimales)d).")
        raise _refusal(texte, sentence, decimales=decimales)
    whole = re.sub(f"[{ESPACES}]", "", found["entier"])
    sign = "-" if found["signe"] else ""
    return Nombre(Decimal(f"{sign}{whole}.{rest or 0}"))


def find_motif(texte):
    """The reason a sign or an abbreviation gives, or None when the text is something else."""
    if (sign := "".join(texte.split())) in SIGNES or sign == "\u2026":
        return SIGNES.get(sign, Motif.SANS_OBJET)
    return MOTIFS.get(re.sub(r"[\s./]", "", fold(texte[:MAX_EXTRAIT])))


def _refusal(texte, sentence, **values):
    shown = texte if len(texte) <= MAX_EXTRAIT else f"{texte[:MAX_EXTRAIT]}…"
    return ValidationError(sentence % {"texte": shown, **values}, code="nombre")
