"""Remove the invented data and every trace of them; allowed in production, where they have no place."""

from django.core.management.base import BaseCommand

from gediq.domain.demonstration import remove_demonstration


class Command(BaseCommand):
    help = "Retire toutes les données inventées, leur historique compris."

    def handle(self, *args, **options):
        for line in remove_demonstration():
            self.stdout.write(line)
