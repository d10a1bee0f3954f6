"""A trial of the mail settings, by the same outbox as every other mail."""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from gediq.courriels.adresses import absolute
from gediq.courriels.depot import post_courriel
from gediq.courriels.envoi import send_courriel
from gediq.models import Courriel
from gediq.typographie import NBSP

Statut = Courriel.Statut


class Command(BaseCommand):
    help = "Envoie un courriel d’essai et dit ce qu’il en est."

    def add_arguments(self, parser):
        parser.add_argument("adresse", help="L’adresse à laquelle écrire.")

    def handle(self, *args, **options):
        with override("fr"):
            courriel = self.post(options["adresse"])
            send_courriel(courriel.pk)
            courriel.refresh_from_db()
            sentence = say(courriel)
        if courriel.statut != Statut.ENVOYE:
            raise CommandError(sentence)
        self.stdout.write(sentence)

    def post(self, adresse):
        try:
            with transaction.atomic():
                return post_courriel(
                    "essai",
                    evenement=f"essai:{uuid4()}",
                    destinataire=adresse,
                    contexte={"site": absolute("/fr/")},
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error


def say(courriel):
    """What happened, in a sentence."""
    if courriel.statut == Statut.ENVOYE:
        return (
            f"Le serveur a accepté le courriel d’essai pour {courriel.destinataire}. "
            f"Expéditeur{NBSP}: {settings.DEFAULT_FROM_EMAIL}. "
            "S’il n’arrive pas, voir le courrier indésirable."
        )
    if courriel.statut == Statut.A_ENVOYER:
        return f"Le courriel n’est pas parti. {courriel.raison} Il attend «{NBSP}envoyer_courriels{NBSP}»."
    return f"{courriel.get_statut_display()}. {courriel.raison}"
