"""A file of figures: a table of staff, wide or long, or a Census Profile as Statistics Canada gives it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited

from ...models import Source
from .application import apply_values, lock_figures
from .catalogue import Catalogue
from .doublons import settle_doublons
from .entetes import read_tableau
from .entrees import Entree, judge_entrees
from .formes import Lecteur, column_finder, dated_columns, describe_columns
from .profil import open_profil
from .rapport import Action, Rapport
from .vraisemblance import check_parts

# A file that names no source is one: what staff gave, on their word.
SOURCE_PAR_DEFAUT = {
    "code": "fichier-chiffres",
    "producteur_fr": "GEDCIQ",
    "producteur_en": "GEDCIQ",
    "titre_fr": "Chiffres remis par l’équipe",
    "titre_en": "Figures provided by staff",
}


@dataclass
class Plan:
    """A report, and the power to do what it says. Without a source yet, figures carry None."""

    rapport: Rapport
    entrees: list[Entree] = field(default_factory=list)
    source_a_creer: dict | None = None

    def apply(self, *, importation, by):
        """Write the accepted rows; the caller holds the transaction."""
        apply_values(self._lues(by), importation=importation, by=by)

    def _lues(self, by):
        lues = [lue for entree in self.entrees for lue in entree.lues]
        if all(lue.source_id is not None for lue in lues):
            return lues
        with recording(by=by, comment=_("Importation de chiffres")):
            created = save_edited(
                Source(**self.source_a_creer, date_consultation=timezone.localdate()), by=by
            )
        return [lue if lue.source_id else lue._replace(source_id=created.pk) for lue in lues]


def plan_indicateurs(fichier, *, options=None, lock=False, progress: Callable = lambda done: None):
    """Read `fichier` against the database; `options["source"]` is the code of the figures' source.

    A profile too large for the screen is one of several gigabytes: it is streamed, whatever its size.
    """
    if lock:
        lock_figures()
    catalogue = Catalogue()
    profil = open_profil(fichier, catalogue)
    default = profil.source_par_defaut if profil else SOURCE_PAR_DEFAUT
    source = find_source((options or {}).get("source"), default, catalogue)
    source_id = source and source.pk
    if profil:
        entrees, remarks = profil.read(source_id=source_id, progress=progress)
    else:
        entrees, remarks = _read_table(fichier, catalogue, source_id=source_id, progress=progress)
    plan = Plan(Rapport([entree.rangee for entree in entrees], remarks), source_a_creer=default)
    plan.entrees = _settle(entrees, catalogue)
    if source is None and any(lue.source_id is None for entree in plan.entrees for lue in entree.lues):
        sentence = _("Source des chiffres\xa0: «\xa0%(titre)s\xa0», à moins d’en choisir une autre.")
        remarks.append(sentence % {"titre": default["titre_fr"]})
    return plan


def find_source(code, default, catalogue):
    """The source chosen, else the one that past files of this kind were given, else None."""
    source = catalogue.sources.get(code or default["code"])
    if source is None and code:
        raise ValidationError(
            _("Aucune source n’a le code «\xa0%(code)s\xa0».") % {"code": code}, code="source"
        )
    return source


def _read_table(fichier, catalogue, *, source_id, progress):
    tableau = read_tableau(fichier, column_finder(catalogue), ["code"])
    lecteur = Lecteur(tableau, catalogue, source_id=source_id)
    if not (lecteur.est_long or dated_columns(tableau)):
        raise _no_figures(tableau)
    entrees = []
    for rangee in tableau.rangees():
        entrees.append(lecteur.read(rangee))
        progress(rangee.numero)
    return entrees, list(describe_columns(tableau))


def _no_figures(tableau):
    sentence = _(
        "Ligne %(ligne)d\xa0: aucun indicateur reconnu. Il faut une colonne par indicateur et par année, "
        "comme «\xa0imm_2021\xa0», ou les colonnes «\xa0indicateur\xa0», «\xa0annee\xa0» et «\xa0valeur\xa0»."
    )
    remarks = " ".join([sentence % {"ligne": tableau.ligne_entete}, *describe_columns(tableau)])
    return ValidationError(remarks, code="entete")


def _settle(entrees, catalogue):
    """The rows to write, each with the figures that are new or that differ."""
    by_row = {id(entree.rangee): entree for entree in entrees}
    entries = [(_what(entree), entree.lues, entree.rangee) for entree in entrees if entree.cellules]
    kept = [by_row[id(row)] for row in settle_doublons(entries)]
    check_parts(kept, catalogue)
    accepted = [entree for entree in kept if entree.rangee.action != Action.REJETER]
    judge_entrees(accepted, catalogue)
    return [entree for entree in accepted if entree.cellules]


def _what(entree):
    """Two rows about the same figures are doubles, whatever the order of what they hold."""
    return tuple(sorted(lue.cle[:3] + (lue.source_id or 0,) for lue in entree.lues))
