"""Send the mails that wait: on a timer, for what the worker missed or where there is none."""

import json
from collections import Counter

from django.core.management.base import BaseCommand
from django.utils.translation import override

from gediq.courriels.menage import drain, forget, mark_uncertain
from gediq.models import Courriel
from gediq.typographie import NBSP, format_count

Statut = Courriel.Statut
PAS = 20
PHRASES = {
    Statut.ENVOYE: ("courriel envoyé", "courriels envoyés"),
    Statut.A_ENVOYER: ("courriel remis à plus tard", "courriels remis à plus tard"),
    Statut.REFUSE: ("courriel refusé", "courriels refusés"),
    Statut.INCERTAIN: ("envoi incertain", "envois incertains"),
    Statut.SANS_OBJET: ("courriel sans objet", "courriels sans objet"),
}


class Command(BaseCommand):
    help = (
        "Envoie les courriels qui attendent, dit lesquels sont incertains, "
        "et oublie ce qui n’est plus à garder; à lancer souvent."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Écrit un seul objet JSON, pour une machine.")

    def handle(self, *args, **options):
        with override("fr"):
            found = self.run(is_quiet=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for line in report(found):
                self.stdout.write(line)

    def run(self, *, is_quiet):
        """How many mails came to each state; the uncertain ones are those of an earlier process too."""
        forget()
        counts = Counter({Statut.INCERTAIN: mark_uncertain()})
        for rank, statut in enumerate(drain(), start=1):
            counts[statut] += statut is not None
            if rank % PAS == 0 and not is_quiet:
                self.stdout.write(f"… {rank} courriels traités")
        waiting = Courriel.objects.filter(statut=Statut.A_ENVOYER).count()
        return {statut.value: counts[statut] for statut in PHRASES} | {"en_attente": waiting}


def report(found):
    said = [(found[statut.value], words) for statut, words in PHRASES.items() if found[statut.value]]
    for count, words in said:
        yield format_count(count, *words, langue="fr")
    if found["incertain"]:
        yield f"Un envoi incertain ne repart pas seul{NBSP}: voir «{NBSP}Courriels envoyés{NBSP}»."
    if not said:
        yield "Aucun courriel n’attendait."
    if found["en_attente"]:
        yield f"En attente{NBSP}: {format_count(found['en_attente'], 'courriel', 'courriels', langue='fr')}"
