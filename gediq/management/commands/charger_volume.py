"""`charger_volume`: many rows of each kind, for measuring on a throw-away database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from gediq import registre

MOST = 4000


class Command(BaseCommand):
    help = "Ajoute des données de mesure. À n’employer que sur une base jetable."

    def add_arguments(self, parser):
        for volume in registre.volumes:
            parser.add_argument(f"--{volume.option}", type=int, default=volume.defaut, help=volume.libelle)

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("charger_volume est refusé en production : ses données sont inventées.")
        volumes = sorted(registre.volumes, key=lambda volume: volume.rang)
        for volume in volumes:
            if not 0 <= options[volume.option] <= MOST:
                raise CommandError(f"--{volume.option} va de 0 à {MOST}.")
        with override("fr"):
            for volume in volumes:
                self.stdout.write(volume.load(options[volume.option]))
