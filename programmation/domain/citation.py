"""How to quote a référentiel: only what is known, so neither author nor date is ever made up."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, override

EDITEUR = "GEDCIQ"
BIBTEX_LANGUAGES = {"fr": "french", "en": "english"}
BIBTEX_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """`langue` is the one the title is really in."""

    numero: int
    titre: str
    langue: str
    adresse: str

    def written_in(self, langue):
        """As a sentence of a bibliography, in the language of the page."""
        with override(langue):
            rank = gettext("Référentiel %(numero)s") % {"numero": self.numero}
        end = "" if self.titre.endswith((".", "?", "!", "…")) else "."
        return f"{self.titre}{end} {rank}. {EDITEUR}. {self.adresse}"

    def as_bibtex(self):
        fields = {
            "title": f"{{{_escape_bibtex(self.titre)}}}",
            "publisher": EDITEUR,
            "note": f"Référentiel {self.numero}",
            "url": self.adresse,
            "language": BIBTEX_LANGUAGES[self.langue],
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        return "\n".join([f"@misc{{gedciq-referentiel-{self.numero},", *lines, "}", ""])

    def as_ris(self):
        fields = [
            ("TY", "RPRT"),
            ("TI", self.titre),
            ("PB", EDITEUR),
            ("M1", f"Référentiel {self.numero}"),
            ("LA", self.langue),
            ("UR", self.adresse),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


FORMES = {
    "txt": ("text/plain", lambda citation, langue: f"{citation.written_in(langue)}\n"),
    "bib": ("application/x-bibtex", lambda citation, langue: citation.as_bibtex()),
    "ris": ("application/x-research-info-systems", lambda citation, langue: citation.as_ris()),
}


def cite_referentiel(referentiel, *, adresse, langue):
    titre, real = referentiel.text_in("titre", langue)
    return Citation(referentiel.numero, " ".join(titre.split()), real, adresse)


def _escape_bibtex(text):
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: BIBTEX_SPECIAL.get(sign[0], f"\\{sign[0]}"), text)
