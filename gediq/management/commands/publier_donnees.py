"""Release the open data of the day; running it again the same day changes nothing."""

from django.core.management.base import BaseCommand
from django.utils.translation import override

from gediq.domain.jeux import find_jeu
from gediq.domain.parutions import publish_parutions
from gediq.typographie import NBSP, format_count


class Command(BaseCommand):
    help = "Fait paraître chaque jeu de données qui a changé depuis sa dernière parution."

    def handle(self, *args, **options):
        with override("fr"):
            made = publish_parutions(by=None)
            if not made:
                self.stdout.write(f"Rien n’a changé{NBSP}: rien n’a paru.")
            for parution in made:
                count = format_count(parution.lignes, "ligne", "lignes", langue="fr")
                titre = find_jeu(parution.jeu).titre
                self.stdout.write(f"{titre} ({parution.jour}){NBSP}: {count}")
