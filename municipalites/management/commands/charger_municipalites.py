"""Load every municipality, with the figures that have a source; running it again changes nothing."""

from django.core.management.base import BaseCommand

from gediq.typographie import NBSP
from municipalites.domain.reference import load_reference

SHOWN = 20


class Command(BaseCommand):
    help = "Charge les municipalités et leurs chiffres. Ce que l’équipe a modifié n’est jamais touché."

    def handle(self, *args, **options):
        self.stdout.write(f"Municipalités{NBSP}:")
        report = load_reference()
        for line in report[:SHOWN]:
            self.stdout.write(f"  {line}")
        if (hidden := len(report) - SHOWN) > 0:
            self.stdout.write(f"  … et {hidden} de plus.")
