"""An import from end to end: simulated, kept with its file and its report, applied at most once.

A file about people is kept no longer than it serves: see `oubli`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ...models import Importation
from .contacts import plan_contacts
from .indicateurs import plan_indicateurs
from .lecture import refuse_size
from .municipalites import plan_municipalites
from .oubli import forget_file, forget_old_files, forget_people
from .rapport import Rapport

CHUNK = 1 << 16
NOM_MAX = 200


@dataclass(frozen=True)
class Importateur:
    """`plan(fichier, options=, lock=, progress=)` gives a `rapport`, and `apply(importation=, by=)`.

    `droits` are those that a file of this kind asks for, beside that of importing.
    """

    plan: Callable
    droits: tuple[str, ...] = ()
    est_personnel: bool = False

    def is_open_to(self, utilisateur):
        return utilisateur is None or utilisateur.has_perms(self.droits)


IMPORTATEURS = {
    Importation.TypeImportation.MUNICIPALITES: Importateur(plan_municipalites),
    Importation.TypeImportation.INDICATEURS: Importateur(plan_indicateurs),
    Importation.TypeImportation.CONTACTS: Importateur(
        plan_contacts, ("municipalites.add_contact", "municipalites.change_contact"), est_personnel=True
    ),
}


class PlanChangeError(Exception):
    """The database has changed since the simulation: the import now holds the new report."""


def simulate_importation(fichier, *, type_importation, nom, by, options=None, progress=lambda done: None):
    """Judge a file and keep it, with its report; nothing else is written.

    What is kept has a limit that a command has not: it streams a Census Profile of any size.
    """
    _require_right(type_importation, by)
    refuse_size(fichier, settings.TAILLE_MAX_IMPORTATION)
    forget_old_files()
    plan = _plan(type_importation, fichier, options, progress=progress)
    importation = Importation(
        type_importation=type_importation, nom_fichier=_clean_name(nom), created_by=by, options=options or {}
    )
    importation.empreinte = compute_empreinte(fichier)
    _keep_report(importation, plan.rapport)
    fichier.seek(0)
    importation.fichier.save(f"{importation.empreinte[:32]}.bin", File(fichier), save=False)
    importation.save()
    return importation


def apply_importation(importation, *, by):
    """Apply the rows accepted, if what they would do is still what was shown; else show it anew."""
    with transaction.atomic():
        locked = Importation.objects.select_for_update().get(pk=importation.pk)
        if locked.statut == Importation.Statut.APPLIQUEE:
            raise ValidationError(_("Cette importation est déjà appliquée."), code="appliquee")
        _require_right(locked.type_importation, by)
        plan = _plan_again(locked)
        if is_same := plan.rapport.to_rows() == locked.rapport:
            plan.apply(importation=locked, by=by)
            locked.statut, locked.applied_at = Importation.Statut.APPLIQUEE, timezone.now()
            if IMPORTATEURS[locked.type_importation].est_personnel:
                forget_people(locked, plan.rapport)
                forget_file(locked)
        else:
            _keep_report(locked, plan.rapport)
        locked.save()
    if not is_same:
        raise PlanChangeError
    return locked


def import_file(fichier, *, type_importation, nom, by, options=None, progress=lambda done: None):
    """Judge and apply at once, for a command; a file that changes nothing leaves no trace."""
    with transaction.atomic():
        plan = _plan(type_importation, fichier, options, lock=True, progress=progress)
        if plan.rapport.acceptees:
            importation = Importation(
                type_importation=type_importation,
                nom_fichier=_clean_name(nom),
                created_by=by,
                options=options or {},
                empreinte=compute_empreinte(fichier),
                statut=Importation.Statut.APPLIQUEE,
                applied_at=timezone.now(),
            )
            _keep_report(importation, plan.rapport)
            if IMPORTATEURS[type_importation].est_personnel:
                forget_people(importation, plan.rapport)
            importation.save()
            plan.apply(importation=importation, by=by)
    return plan.rapport


def plan_file(fichier, *, type_importation, options=None, progress=lambda done: None):
    """The report alone: nothing is written."""
    return _plan(type_importation, fichier, options, progress=progress).rapport


def earlier_application(importation):
    """The last import of the very same file that was applied, or None."""
    same = Importation.objects.filter(
        type_importation=importation.type_importation,
        empreinte=importation.empreinte,
        statut=Importation.Statut.APPLIQUEE,
    )
    return same.exclude(pk=importation.pk).first()


def read_report(importation):
    return Rapport.from_rows(importation.rapport, importation.resume.get("remarques", ()))


def compute_empreinte(fichier):
    digest = hashlib.sha256()
    fichier.seek(0)
    while chunk := fichier.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _require_right(type_importation, by):
    if not IMPORTATEURS[type_importation].is_open_to(by):
        raise PermissionDenied


def _plan(type_importation, fichier, options, *, lock=False, progress=lambda done: None):
    """In French whoever asks: the report is kept, and two plans are compared word for word."""
    with override("fr"):
        plan = IMPORTATEURS[type_importation].plan
        return plan(fichier, options=options or {}, lock=lock, progress=progress)


def _plan_again(importation):
    if not importation.fichier:
        raise _lost()
    try:
        with importation.fichier.open("rb") as fichier:
            return _plan(importation.type_importation, fichier, importation.options, lock=True)
    except OSError as error:
        raise _lost() from error


def _lost():
    return ValidationError(_("Le fichier n’est plus là\xa0: importez-le de nouveau."), code="perdu")


def _keep_report(importation, rapport):
    importation.rapport, importation.resume = rapport.to_rows(), rapport.resume


def _clean_name(nom):
    """The last part of a path, without what no one sees."""
    base = nom.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in base if char.isprintable()).strip()
    return visible[:NOM_MAX] or _("Fichier sans nom")
