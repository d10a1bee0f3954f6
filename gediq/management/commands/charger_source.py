"""Load the source document and the site's own texts; running it again changes nothing."""

from django.core.management.base import BaseCommand

from gediq.domain.chargement import load_source


class Command(BaseCommand):
    help = "Charge le document source et les textes du site. Ce que l’équipe a modifié n’est jamais touché."

    def handle(self, *args, **options):
        for line in load_source():
            self.stdout.write(line)
