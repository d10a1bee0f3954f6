"""What `importer_municipalites`, `importer_indicateurs` and `importer_contacts` share."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ..domain.importation.service import import_file, plan_file

PAS = 5_000


class ImportationCommand(BaseCommand):
    type_importation = ""
    has_source = True

    def add_arguments(self, parser):
        parser.add_argument("fichier", type=Path, help="Fichier .csv ou .xlsx.")
        parser.add_argument(
            "--simuler", action="store_true", help="Dit ce qui serait fait, sans rien écrire."
        )
        parser.add_argument("--json", action="store_true", help="Écrit un seul objet JSON, pour une machine.")
        if self.has_source:
            parser.add_argument("--source", default="", help="Code de la source des chiffres du fichier.")

    def handle(self, *args, **options):
        with override("fr"):
            rapport = self.read(options)
            if options["json"]:
                self.stdout.write(json.dumps(rapport.to_json(), ensure_ascii=False))
            else:
                for line in rapport.to_lines():
                    self.stdout.write(line)
                if options["simuler"]:
                    self.stdout.write("Simulation\xa0: rien n’a été écrit.")

    def read(self, options):
        chosen = {"source": options["source"]} if options.get("source") else {}
        arguments = {
            "type_importation": self.type_importation,
            "options": chosen,
            "progress": self.show_progress,
        }
        try:
            with options["fichier"].open("rb") as fichier:
                if options["simuler"]:
                    return plan_file(fichier, **arguments)
                return import_file(fichier, nom=options["fichier"].name, by=None, **arguments)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OSError as error:
            raise CommandError(f"Le fichier «\xa0{options['fichier']}\xa0» ne s’ouvre pas.") from error

    def show_progress(self, ligne):
        if ligne % PAS == 0:
            self.stderr.write(f"{ligne} lignes lues…")
