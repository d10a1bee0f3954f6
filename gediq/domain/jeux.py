"""The open data sets: how many lines, their two formats, and the dictionary of their columns."""

import json
from io import BytesIO
from itertools import chain

from django.db.models import Count, QuerySet, Value

from .. import registre
from .ouverture import csv_bytes


def list_jeux():
    return sorted(registre.jeux, key=lambda jeu: jeu.rang)


def find_jeu(code):
    """The set of that code, or None."""
    return next((jeu for jeu in registre.jeux if jeu.code == code), None)


def count_lines(jeux):
    """{code: number of lines}, in one query."""
    counts = [_count(jeu) for jeu in jeux]
    return dict(counts[0].union(*counts[1:], all=True)) if counts else {}


def jeu_csv(jeu):
    return csv_bytes(chain([jeu.noms], map(_cells, jeu.rows())))


def jeu_json(jeu):
    return json_bytes(jeu.code, (dict(zip(jeu.noms, map(_known, row), strict=True)) for row in jeu.rows()))


def json_bytes(code, records):
    """One record a line, written as it is read: twenty thousand are never held at once."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    body = BytesIO(f'{{"jeu": {encode(code)}, "lignes": ['.encode())
    body.seek(0, 2)
    separator = b"\n"
    for record in records:
        body.write(separator + encode(record).encode())
        separator = b",\n"
    body.write(b"\n]}\n")
    return body.getvalue()


def table_schema(jeu):
    """The dictionary in the words of Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    fields = [
        {"name": colonne.nom, "type": colonne.type, "description": str(colonne.description)}
        for colonne in jeu.colonnes
    ]
    schema = {"fields": fields, "missingValues": [""]}
    return schema | {"primaryKey": list(jeu.cle)} if jeu.cle else schema


def _count(jeu):
    # Django's own queryset: the one of translated models loses a bare aggregate.
    rows = jeu.lines().order_by()
    plain = QuerySet(rows.model, query=rows.query)
    return plain.values_list(Value(jeu.code)).annotate(nombre=Count("*"))


def _known(value):
    """What is not known has one writing: null, or an empty cell."""
    return None if value == "" else value


def _cells(row):
    return [str(value).lower() if isinstance(value, bool) else value for value in row]
