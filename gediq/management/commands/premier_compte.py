"""Create the account of the first person who opens the site on this machine, when there is none."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gediq.models import Utilisateur
from gediq.typographie import NBSP

COURRIEL = "equipe@gedciq.local"


class Command(BaseCommand):
    help = "Crée le premier compte de l’équipe, avec un mot de passe à changer. Sans effet ensuite."

    @transaction.atomic
    def handle(self, *args, **options):
        if Utilisateur.objects.exists():
            return
        if settings.PRODUCTION:
            raise CommandError(
                "Refusé en production (GEDIQ_PRODUCTION=1). Créez le premier compte avec "
                "la commande createsuperuser, qui vous demandera son courriel et son mot de passe."
            )
        password = secrets.token_urlsafe(12)
        Utilisateur.objects.create_superuser(
            COURRIEL, password, nom="Équipe du GEDCIQ", mot_de_passe_provisoire=True
        )
        self.stdout.write(f"Premier compte{NBSP}: {COURRIEL}, mot de passe provisoire{NBSP}: {password}")
        self.stdout.write("Il ne sera plus montré; le site demandera de le changer à la première session.")
