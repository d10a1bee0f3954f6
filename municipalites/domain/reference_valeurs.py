"""The figures of a reference file: created once, then only compared.

A figure staff erased has its trace in `ChangementValeur`: it is not made again.
"""

from decimal import Decimal

from gediq.domain.chargement import describe_difference
from gediq.typographie import NBSP

from ..models import ChangementValeur, Valeur

KEY = ("territoire_id", "indicateur_id", "annee", "source_id")
COMPARED = ("valeur", "base", "qualite", "note_fr", "note_en")


def load_valeurs(chargeur, records, territoires, indicateurs, sources):
    """Create what is missing; tell `chargeur` what is new, what differs and what was erased.

    A figure whose territory, indicator or source staff deleted is left out with it.
    """
    stored = {tuple(row[:4]): row[4:] for row in _read(Valeur, sources, *COMPARED)}
    erased = set(_read(ChangementValeur, sources)) - set(stored)
    new = []
    for record in records:
        places = (territoires, "territoire"), (indicateurs, "indicateur"), (sources, "source")
        rows = {name: known.get(record[name]) for known, name in places}
        if not all(rows.values()):
            continue
        row = Valeur(annee=int(record["annee"]), **_columns(record))
        for name, parent in rows.items():
            setattr(row, f"{name}_id", parent.pk)
        key = tuple(getattr(row, name) for name in KEY)
        if key in stored:
            _compare(chargeur, row, rows, stored[key])
        elif key in erased:
            chargeur.remarks.append(f"{_repere(row, rows)}{NBSP}: effacé par l’équipe, donc pas recréé.")
        else:
            new.append(row)
    Valeur.objects.bulk_create(new)
    if new:
        chargeur.created[Valeur] += len(new)


def _read(model, sources, *names):
    rows = model.objects.filter(source__in=[row.pk for row in sources.values() if row])
    return rows.values_list(*KEY, *names)


def _columns(record):
    return {
        "valeur": Decimal(record["valeur"]),
        "base": Decimal(record["base"]) if record["base"] else None,
        "qualite": record["qualite"],
        "note_fr": record["note_fr"],
        "note_en": record["note_en"],
    }


def _compare(chargeur, row, rows, stored):
    for name, value in zip(COMPARED, stored, strict=True):
        if (value or "") != (getattr(row, name) or ""):
            repere = _repere(row, rows)
            chargeur.remarks.append(describe_difference(row, repere, name, value, getattr(row, name)))


def _repere(row, rows):
    return f"{rows['territoire']}, {rows['indicateur']}, {row.annee}"
