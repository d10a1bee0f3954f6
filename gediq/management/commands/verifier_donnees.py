"""Say what wants work in the data: every named check of the registry, with its rows."""

import json

from django.core.management.base import BaseCommand
from django.utils.translation import override

from gediq import registre
from gediq.typographie import NBSP

SHOWN = 20


class Command(BaseCommand):
    help = "Passe en revue les données et dit, pour chaque contrôle, les fiches à compléter."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Écrit un seul objet JSON, pour une machine.")

    def handle(self, *args, **options):
        with override("fr"):
            found = [result(controle) for controle in registre.controles]
        if options["json"]:
            self.stdout.write(json.dumps({"controles": found}, ensure_ascii=False))
        else:
            for line in report(found):
                self.stdout.write(line)


def result(controle):
    rows = [{"id": row.pk, "texte": str(row)} for row in controle.rows()]
    return {
        "code": controle.code,
        "libelle": str(controle.libelle),
        "nombre": len(rows),
        "fiches": rows,
    }


def report(found):
    for controle in found:
        yield f"{controle['libelle']}{NBSP}: {controle['nombre']}"
        yield from (f"  {row['texte']}" for row in controle["fiches"][:SHOWN])
        if (hidden := controle["nombre"] - SHOWN) > 0:
            yield f"  … et {hidden} de plus."
