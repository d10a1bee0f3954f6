"""`charger_volume`: many sessions and territories, for measuring on a throw-away database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programmation.domain.volume import load_volume


class Command(BaseCommand):
    help = "Ajoute des séances et des municipalités de mesure. À n’employer que sur une base jetable."

    def add_arguments(self, parser):
        parser.add_argument("--seances", type=int, default=200, help="nombre de séances")
        parser.add_argument("--municipalites", type=int, default=50, help="nombre de municipalités")

    def handle(self, *args, seances, municipalites, **options):
        if settings.PRODUCTION:
            raise CommandError("charger_volume est refusé en production : ses données sont inventées.")
        if not 1 <= seances <= 4000:
            raise CommandError("Le nombre de séances va de 1 à 4000.")
        made, places = load_volume(seances=seances, municipalites=municipalites)
        self.stdout.write(f"{made} séances de mesure créées, {places} municipalités de mesure.")
