"""What was read in a file and what will come of it, row by row: for a screen, a terminal or a program."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Action(StrEnum):
    CREER = "creer"
    METTRE_A_JOUR = "mettre_a_jour"
    IGNORER = "ignorer"
    REJETER = "rejeter"


LIBELLES = {
    Action.CREER: gettext_lazy("Créer"),
    Action.METTRE_A_JOUR: gettext_lazy("Mettre à jour"),
    Action.IGNORER: gettext_lazy("Ignorer"),
    Action.REJETER: gettext_lazy("Refuser"),
}
ACCEPTEES = (Action.CREER, Action.METTRE_A_JOUR)


@dataclass(frozen=True)
class Detail:
    """One cell: the heading of its column, what was read there, what will happen to it."""

    colonne: str
    lu: str
    effet: str


@dataclass
class Enregistrement:
    """One row of the file. `motif` says why it is ignored or refused; a warning stops nothing.

    `raisons` are codes of the same: all that is kept of a row about a person.
    """

    ligne: int
    code: str = ""
    action: Action = Action.IGNORER
    motif: str = ""
    avertissements: list[str] = field(default_factory=list)
    nom: str = ""
    details: list[Detail] = field(default_factory=list)
    raisons: list[str] = field(default_factory=list)

    def reject(self, motif, raison=""):
        """Refuse the whole row; a first reason stands before the next."""
        self.action = Action.REJETER
        self.raisons += [raison] if raison else []
        self.motif = f"{self.motif} {motif}".strip()

    @property
    def libelle_action(self):
        return str(LIBELLES[self.action])

    @property
    def a_corriger(self):
        return self.action == Action.REJETER or bool(self.avertissements)

    @property
    def est_acceptee(self):
        return self.action in ACCEPTEES


@dataclass
class Rapport:
    """The rows in the order of the file; `remarques` are about the file itself (unknown columns…)."""

    enregistrements: list[Enregistrement] = field(default_factory=list)
    remarques: list[str] = field(default_factory=list)

    @property
    def resume(self):
        """Rows by action, and how many carry a warning."""
        counts = Counter(enregistrement.action for enregistrement in self.enregistrements)
        return {
            "lignes": len(self.enregistrements),
            **{action.value: counts[action] for action in Action},
            "avertissements": sum(bool(row.avertissements) for row in self.enregistrements),
            "remarques": self.remarques,
        }

    @property
    def acceptees(self):
        return sum(row.est_acceptee for row in self.enregistrements)

    def to_json(self):
        """What `--json` prints: five keys a row, no more."""
        keys = ("ligne", "code", "action", "motif", "avertissements")
        rows = [{key: getattr(row, key) for key in keys} for row in self.enregistrements]
        return {"enregistrements": rows, "resume": self.resume}

    def to_lines(self):
        """In French, row by row, then the counts."""
        for row in self.enregistrements:
            yield from _row_lines(row)
        yield from self.remarques
        yield sum_up(self.resume)

    def to_rows(self):
        """All that is known, as plain data that a JSON column keeps."""
        return [asdict(row) for row in self.enregistrements]

    @classmethod
    def from_rows(cls, rows, remarques=()):
        """The report that `to_rows` kept."""
        kept = [
            Enregistrement(
                **{
                    **row,
                    "action": Action(row["action"]),
                    "details": [Detail(**detail) for detail in row["details"]],
                }
            )
            for row in rows
        ]
        return cls(kept, list(remarques))


def _row_lines(row):
    subject = " ".join(filter(None, (row.code, row.nom))) or _("sans code")
    head = _("Ligne %(ligne)d, %(sujet)s\xa0: %(action)s") % {
        "ligne": row.ligne,
        "sujet": subject,
        "action": row.libelle_action.lower(),
    }
    yield f"{head} – {row.motif}" if row.motif else f"{head}."
    for detail in row.details:
        yield "  " + _("%(colonne)s\xa0: lu «\xa0%(lu)s\xa0» – %(effet)s") % asdict(detail)
    for avertissement in row.avertissements:
        yield "  " + _("Attention\xa0: %(texte)s") % {"texte": avertissement}


def sum_up(resume):
    """One sentence for the whole file."""
    lines = ngettext("%(n)d ligne lue", "%(n)d lignes lues", resume["lignes"]) % {"n": resume["lignes"]}
    sentence = _(
        "%(lignes)s\xa0: %(creer)d à créer, %(mettre_a_jour)d à mettre à jour, %(ignorer)d sans effet, "
        "%(rejeter)d à corriger."
    )
    return sentence % {**resume, "lignes": lines}
