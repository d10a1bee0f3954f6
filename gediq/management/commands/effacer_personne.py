"""Erase a person from everywhere, for who asks for it or whose time is over."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gediq.domain.effacement import erase_person, find_person
from gediq.typographie import NBSP


class Command(BaseCommand):
    help = "Efface une personne, connue par son courriel\xa0: contacts, notes, accès, courriels, historique."

    def add_arguments(self, parser):
        parser.add_argument("courriel", help="courriel de la personne")
        parser.add_argument(
            "--simuler", action="store_true", help="dit ce qui serait effacé, sans rien faire"
        )

    @transaction.atomic
    def handle(self, *args, **options):
        courriel, simulate = options["courriel"], options["simuler"]
        lines = find_person(courriel)
        if not simulate:
            try:
                lines = erase_person(courriel, by=None)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        for line in lines:
            self.stdout.write(f"- {line}")
        done = (
            "Simulation : rien n’a été effacé."
            if simulate
            else "Effacé, avec ce que l’historique en gardait."
        )
        self.stdout.write(done.replace(" :", f"{NBSP}:") if lines else "Rien n’est connu à cette adresse.")
