"""Files about people are erased once they have served, and their reports then name nobody."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...models import Importation
from .rapport import Rapport

DUREE = timedelta(days=7)
# All that is kept of why a row was refused or ignored: nothing of what it said.
RAISONS = {
    "courriel": _("Adresse de courriel à corriger."),
    "telephone": _("Téléphone à corriger."),
    "langue": _("Langue inconnue."),
    "date": _("Date à corriger."),
    "trop_long": _("Texte trop long."),
    "incomplet": _("Ni nom, ni courriel, ni téléphone."),
    "lieu": _("Municipalité ou organisme inconnus."),
    "doublon": _("Contredit une autre ligne."),
    "homonyme": _("Peut être deux personnes."),
    "identique": _("Identique à une autre ligne."),
    "parti": _("Personne partie."),
    "rien": _("Rien à changer."),
}


def forget_people(importation, rapport):
    """Keep of each row its line, what was done with it, and codes for why."""
    rows = [
        {"ligne": row.ligne, "action": row.action, "raisons": row.raisons, **BLANK}
        for row in rapport.enregistrements
    ]
    importation.rapport = rows
    importation.resume = {**rapport.resume, "remarques": []}


BLANK = {"code": "", "motif": "", "avertissements": [], "nom": "", "details": []}


def forget_file(importation):
    """The row says at once that there is none; the file goes once that is certain."""
    if importation.fichier:
        transaction.on_commit(partial(importation.fichier.storage.delete, importation.fichier.name))
        importation.fichier = ""


@transaction.atomic
def forget_old_files(now=None):
    """Contacts simulated a week ago and never applied: the file goes, and what the report says of people."""
    waiting = Importation.objects.filter(
        type_importation=Importation.TypeImportation.CONTACTS,
        statut=Importation.Statut.SIMULEE,
        created_at__lt=(now or timezone.now()) - DUREE,
    )
    for importation in waiting.exclude(fichier="").select_for_update(of=("self",)).order_by("pk"):
        forget_people(importation, Rapport.from_rows(importation.rapport))
        forget_file(importation)
        importation.save()


def say_reasons(row):
    """What is left to read of a row whose words were erased."""
    return " ".join(str(RAISONS[raison]) for raison in dict.fromkeys(row.raisons) if raison in RAISONS)
