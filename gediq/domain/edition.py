"""Every accepted change goes through here: one transaction, one entry in the history, a raised lock."""

import re
from contextlib import contextmanager

import reversion
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from reversion.models import Version

from ..traduction import translated_fields

UID = re.compile(r'"uid": "([0-9a-f-]{36})"')


@contextmanager
def recording(*, by=None, comment=""):
    """Group the saves made inside into one entry of the history, signed by `by`."""
    with transaction.atomic(), reversion.create_revision():
        if by is not None:
            reversion.set_user(by)
        if comment:
            reversion.set_comment(comment)
        yield


def save_edited(obj, *, by=None):
    """Save one `Editable` outside the admin form: raise its lock, say who."""
    obj.verrou += 1
    obj.updated_by = by
    if obj._state.adding:
        obj.created_by = by
    obj.save()
    return obj


def versions_of(model, uid):
    """What the history holds of a row, the newest first: it knows every row that ever was, by its uid."""
    return versions_of_model(model).filter(serialized_data__contains=f'"{uid}"').order_by("-pk")


def versions_of_model(model):
    return Version.objects.filter(content_type=ContentType.objects.get_for_model(model))


def uids_in_history(model):
    """The uid of every row that ever was, deleted ones included, in one query."""
    texts = versions_of_model(model).values_list("serialized_data", flat=True)
    return {uid for text in texts.iterator() for uid in UID.findall(text)}


def register_history(models):
    """Give each model a history that keeps both languages and the whole aggregate.

    The bare translated field is left out: it reads differently in each language, and restoring it
    would write one language over the other.
    """
    for model in models:
        bare = set(translated_fields(model))
        options = model._meta.concrete_model._meta
        stored = (*options.local_fields, *options.local_many_to_many)
        reversion.register(model, fields=[f.name for f in stored if f.name not in bare], follow=model.AGREGAT)
