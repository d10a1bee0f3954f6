"""A row of a file with the figures it gives: judged against what is stored, then told cell by cell."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gediq.typographie import format_decimal

from ...models import Motif, Valeur
from .application import ValeurLue, in_batches, judge, merge, stored_values
from .rapport import Action, Detail, Enregistrement

LOT = 2_000


@dataclass
class Cellule:
    """One figure, the heading of its column and the text that was there."""

    colonne: str
    lu: str
    valeur: ValeurLue
    est_vide: bool = False


@dataclass
class Entree:
    """A row of the report and its figures; refused, it has none to write."""

    rangee: Enregistrement
    cellules: list[Cellule] = field(default_factory=list)

    @property
    def lues(self):
        return [cellule.valeur for cellule in self.cellules]


def judge_entrees(entrees, catalogue):
    """Decide of each row what it creates or changes, tell it, and leave it only the figures to write."""
    for batch in in_batches(entrees, LOT):
        lues = [lue for entree in batch for lue in entree.lues]
        stored, shown = stored_values(lues), known_figures(lues)
        for entree in batch:
            _judge(entree, stored, shown, catalogue)


def known_figures(lues):
    """{(territory, indicator, year): figure} of what `lues` have none for, whatever its source."""
    absent = {lue.cle[:3] for lue in lues if lue.valeur is None}
    if not absent:
        return {}
    territoires, indicateurs, annees = map(set, zip(*absent, strict=True))
    rows = Valeur.objects.filter(
        territoire__in=territoires, indicateur__in=indicateurs, annee__in=annees, valeur__isnull=False
    ).order_by("-pk")
    columns = rows.values_list("territoire_id", "indicateur_id", "annee", "valeur")
    return {row[:3]: row[3] for row in columns}


def _judge(entree, stored, shown, catalogue):
    row, actions, kept = entree.rangee, Counter(), []
    for cellule in entree.cellules:
        lue = cellule.valeur
        known = stored.get(lue.cle)
        figure = shown.get(lue.cle[:3]) if lue.valeur is None else None
        action = Action.IGNORER if figure is not None else judge(known, lue)
        actions[action] += 1
        if action != Action.IGNORER:
            kept.append(cellule)
            row.details.append(Detail(cellule.colonne, cellule.lu, _effect(known, cellule, catalogue)))
        elif figure is not None and not cellule.est_vide:
            row.avertissements.append(_tell_kept(figure, cellule, catalogue))
    entree.cellules = kept
    row.action = _sum_up(actions)
    if row.action == Action.IGNORER:
        row.motif = _("Rien à changer.")


def _sum_up(actions):
    if actions[Action.METTRE_A_JOUR]:
        return Action.METTRE_A_JOUR
    return Action.CREER if actions[Action.CREER] else Action.IGNORER


def _effect(known, cellule, catalogue):
    after = _write(merge(known, cellule.valeur), cellule, catalogue)
    if known is None:
        return _("inscrit %(apres)s") % {"apres": after}
    before = _write(known, cellule, catalogue)
    if before == after:
        return _("%(apres)s, dont la base, la qualité ou la note change") % {"apres": after}
    return _("%(apres)s au lieu de %(avant)s") % {"avant": before, "apres": after}


def _tell_kept(figure, cellule, catalogue):
    sentence = _("Colonne «\xa0%(colonne)s\xa0»\xa0: absent du fichier, %(valeur)s est gardé.")
    return sentence % {"colonne": cellule.colonne, "valeur": _write_figure(figure, cellule, catalogue)}


def _write(etat, cellule, catalogue):
    if etat.valeur is None:
        return str(Motif(etat.motif).label).lower()
    return _write_figure(etat.valeur, cellule, catalogue)


def _write_figure(valeur, cellule, catalogue):
    indicateur = catalogue.indicateurs[cellule.valeur.indicateur_id]
    return format_decimal(valeur, indicateur.decimales, langue="fr")
