"""What cannot be true of a figure: a part larger than what it is a part of."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from ...models import Unite, Valeur
from .application import format_exact, in_batches

LOT = 2_000
# Statistics Canada rounds each count to 5 or 10, at random: a part may pass its whole by that much.
ARRONDI = Decimal(10)
CENT = Decimal(100)
# What the column of figures holds: twelve digits before the decimals.
LIMITE = Decimal(10) ** 12


def check_cellule(texte_base, lue, indicateur):
    """Why a figure is refused for what it is alone, or ""."""
    if lue.base is not None and lue.base <= 0:
        return _("la base «\xa0%(base)s\xa0» doit être plus grande que zéro.") % {"base": texte_base}
    if max(lue.valeur or 0, lue.base or 0) >= LIMITE:
        return _("le chiffre est trop grand.")
    if indicateur.unite == Unite.POURCENTAGE and lue.valeur is not None and lue.valeur > CENT:
        return _("un pourcentage ne passe pas 100.")
    return ""


def check_parts(entrees, catalogue):
    """Refuse the rows where a part passes its base in the same source; warn when another source says so."""
    given = _bases_given(entrees, catalogue)
    for batch in in_batches(entrees, LOT):
        stored = _bases_stored(batch, catalogue)
        for entree in batch:
            for cellule in entree.cellules:
                _check(entree, cellule, given, stored, catalogue)


def _bases_given(entrees, catalogue):
    keys = {row.base_id for row in catalogue.indicateurs.values() if row.base_id}
    lues = (lue for entree in entrees for lue in entree.lues)
    return {lue.cle: lue.valeur for lue in lues if lue.indicateur_id in keys and lue.valeur is not None}


def _bases_stored(entrees, catalogue):
    """{(territory, indicator, year): {source: figure}}."""
    lues = [lue for entree in entrees for lue in entree.lues]
    bases = {catalogue.indicateurs[lue.indicateur_id].base_id for lue in lues} - {None}
    found = defaultdict(dict)
    if not bases:
        return found
    rows = Valeur.objects.filter(
        territoire__in={lue.territoire_id for lue in lues},
        indicateur__in=bases,
        annee__in={lue.annee for lue in lues},
        valeur__isnull=False,
    ).order_by("pk")
    for territoire, indicateur, annee, source, valeur in rows.values_list(
        "territoire", "indicateur", "annee", "source", "valeur"
    ):
        found[territoire, indicateur, annee][source] = valeur
    return found


def _check(entree, cellule, given, stored, catalogue):
    lue = cellule.valeur
    indicateur = catalogue.indicateurs[lue.indicateur_id]
    if lue.valeur is None or not (lue.base or indicateur.base_id):
        return
    cle = (lue.territoire_id, indicateur.base_id, lue.annee)
    others = stored.get(cle, {})
    base = lue.base or given.get((*cle, lue.source_id)) or others.get(lue.source_id)
    if base is not None:
        if lue.valeur > base:
            _tell(entree, cellule, base, refuse=lue.valeur > base + ARRONDI)
    elif others and lue.valeur > max(others.values()):
        _tell(entree, cellule, max(others.values()), refuse=False)


def _tell(entree, cellule, base, *, refuse):
    sentence = _("Colonne «\xa0%(colonne)s\xa0»\xa0: %(valeur)s passe sa base, %(base)s.") % {
        "colonne": cellule.colonne,
        "valeur": format_exact(cellule.valeur.valeur),
        "base": format_exact(base),
    }
    if refuse:
        entree.rangee.reject(sentence)
        return
    entree.rangee.avertissements.append(sentence)
