"""The way back in when nobody else can: the only administrator has lost the telephone."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from gediq.domain.equipe import reset_second_factor
from gediq.models import Utilisateur, fold_email
from gediq.typographie import NBSP


class Command(BaseCommand):
    help = "Retire le second facteur d’un compte de l’équipe, ferme ses sessions et lui écrit."

    def add_arguments(self, parser):
        parser.add_argument("courriel", help="courriel du compte")

    def handle(self, *args, **options):
        try:
            utilisateur = Utilisateur.objects.get(courriel=fold_email(options["courriel"]))
            reset_second_factor(utilisateur)
        except Utilisateur.DoesNotExist as error:
            raise CommandError("Aucun compte n’a ce courriel.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Second facteur réinitialisé{NBSP}: {utilisateur}. Un courriel le lui dit.")
