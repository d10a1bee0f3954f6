"""Load the invented data that let one try the site; running it again changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gediq.domain.demonstration import load_demonstration


class Command(BaseCommand):
    help = "Charge des données inventées, marquées comme telles. La commande retirer_demo les ôte toutes."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "charger_demo est refusé en production (GEDIQ_PRODUCTION=1)\xa0: ses données sont inventées."
            )
        for line in load_demonstration():
            self.stdout.write(line)
