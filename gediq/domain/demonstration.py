"""Invented data to try the site with: what the apps registered, loaded at once, erased without a trace."""

from collections import Counter

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import override
from reversion.models import Revision, Version

from .. import registre
from ..models import LienApercu
from ..typographie import NBSP
from .edition import recording

COMMENT = "Chargement de la démonstration"


def load_demonstration(*, by=None):
    """Return the lines of the report, in French."""
    with override("fr"), recording(by=by, comment=COMMENT):
        return [line for step in _steps() for line in _report(step, step.load())]


@transaction.atomic
def remove_demonstration():
    """What stands on the rest goes first."""
    with override("fr"):
        return [line for step in reversed(_steps()) for line in _report(step, step.remove())]


def erase(rows):
    """Delete `rows`, what points to them, and all that remembers them; return how many of each model.

    A column that may be empty is emptied; a row that cannot stand without them goes with them.
    """
    keys = sorted(set(rows.values_list("pk", flat=True)))
    erased = Counter()
    for relation in rows.model._meta.concrete_model._meta.related_objects if keys else ():
        if not relation.many_to_many:
            erased += _release(relation.field, keys)
    _forget(rows.model, keys)
    rows.model._base_manager.filter(pk__in=keys).delete()
    erased[rows.model] += len(keys)
    return +erased


def _release(column, keys):
    pointing = column.model._base_manager.filter(**{f"{column.name}__in": keys})
    if column.null:
        pointing.update(**{column.name: None})
        return Counter()
    return erase(pointing)


def _forget(model, keys):
    """History, journal of the admin and preview links: they name a row by its kind and its key as text."""
    names = [str(key) for key in keys]
    kinds = [kind for kind in apps.get_models() if kind._meta.concrete_model is model._meta.concrete_model]
    types = ContentType.objects.get_for_models(*kinds, for_concrete_models=False).values()
    versions = Version.objects.filter(content_type__in=types, object_id__in=names)
    revisions = set(versions.values_list("revision_id", flat=True))
    versions.delete()
    Revision.objects.filter(pk__in=revisions, version__isnull=True).delete()
    LogEntry.objects.filter(content_type__in=types, object_id__in=names).delete()
    LienApercu.objects.filter(
        objet__in=[kind._meta.label_lower for kind in kinds], objet_id__in=names
    ).delete()


def _steps():
    return sorted(registre.demonstrations, key=lambda step: step.rang)


def _report(step, lines):
    yield f"{step.libelle}{NBSP}:"
    yield from (f"  {line}" for line in lines)
