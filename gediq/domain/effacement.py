"""Erasing a person: every row of theirs goes, in every app, and the texts of others forget the name."""

import json
import re

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from reversion.models import Version

from .. import registre
from ..models import Utilisateur, fold_email
from .codes import typed_address

# An address is not found inside a longer one: « anne@ville.example » is not « jeanne@ville.example ».
AROUND_ADDRESS = r"(?<![\w.+-]){}(?![\w-]|\.\w)"
AROUND_NAME = r"(?<!\w){}(?!\w)"


def find_person(courriel):
    """What is kept of this address, in words, a line each; nothing when nobody is known by it."""
    courriel = fold_email(courriel)
    return [str(line) for step in _steps() for line in step.find(courriel)]


@transaction.atomic
def erase_person(courriel, *, by):
    """Leave neither the address nor the name anywhere; return what there was, in words.

    `by` is None for a command. A name that another address bears too stays in the texts of others:
    nobody can tell of whom they speak.
    """
    require_erasure(by)
    courriel = fold_email(courriel)
    if Utilisateur.objects.filter(courriel=courriel, est_municipal=False).exists():
        raise ValidationError(
            _(
                "C’est un compte de l’équipe\xa0: il se ferme par «\xa0Départ\xa0», et son nom reste dans "
                "l’historique du travail fait."
            )
        )
    lines = find_person(courriel)
    names, shared = names_of(courriel)
    for step in _steps():
        step.erase(courriel)
    _close_sessions(courriel)
    _forget_in_texts([_pattern(AROUND_ADDRESS, courriel), *_patterns_of(names)])
    note_erasure(by)
    return lines + [
        _("Le nom «\xa0%(nom)s\xa0» est aussi celui d’une autre adresse\xa0: il reste dans les textes.")
        % {"nom": name}
        for name in shared
    ]


def names_of(courriel):
    """(names that are this person's alone, names that others bear too); a single word is nobody's name."""
    own, others = set(), set()
    for step in _steps():
        for address, name in step.people():
            if len(name.split()) > 1:
                (own if fold_email(address) == courriel else others).add(" ".join(name.split()))
    return sorted(own - others, key=len, reverse=True), sorted(own & others)


def forget_name(name):
    """In the texts of others, once its rows are gone; unless another person bears it."""
    words = " ".join(name.split())
    borne = {" ".join(other.split()) for step in _steps() for _address, other in step.people()}
    if len(words.split()) > 1 and words not in borne:
        _forget_in_texts(_patterns_of([words]))


def forget_rows(queryset):
    """Delete rows for good: with what the history and the journal keep of them."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    forget_history(queryset.model, keys)
    queryset.model._base_manager.filter(pk__in=keys).delete()


def forget_history(model, keys):
    """The history knows nothing of these rows any more; the journal keeps what was done, not to whom."""
    rows = {"content_type": ContentType.objects.get_for_model(model), "object_id__in": list(map(str, keys))}
    Version.objects.filter(**rows).delete()
    LogEntry.objects.filter(**rows).update(object_repr=_("Personne effacée"), change_message="")


def _steps():
    return sorted(registre.effacements, key=lambda step: step.rang)


def _patterns_of(names):
    """Each name as people write it, and as the messages of the journal do: « \\u00c9lise »."""
    written = (form for name in names for form in (name, json.dumps(name)[1:-1]))
    return [_pattern(AROUND_NAME, form) for form in dict.fromkeys(written)]


def _pattern(around, words):
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(around.format(re.sub("[’']", "[’']", spaced)), re.IGNORECASE)


def _close_sessions(courriel):
    """Of somebody who was waiting for a code, say: no account tells whose they are."""
    keys = [
        session.pk
        for session in Session.objects.order_by("pk").iterator()
        if courriel in _told_by(session.get_decoded())
    ]
    Session.objects.filter(pk__in=keys).delete()


def _told_by(data):
    """All that a session holds, with the address typed for a code, which is kept encrypted."""
    return f"{data} {typed_address(data)}".casefold()


def _forget_in_texts(patterns):
    for step in _steps():
        for queryset, columns, instead in step.texts():
            # Read to the end before writing: a table is not changed under who reads it.
            for pk, told in list(_changed_texts(queryset, columns, patterns, instead)):
                queryset.model._base_manager.filter(pk=pk).update(**told)


def _changed_texts(queryset, columns, patterns, instead):
    for row in queryset.order_by("pk").values("pk", *columns).iterator():
        told = {name: forget(row[name], patterns, instead) for name in columns}
        if any(told[name] != row[name] for name in columns):
            yield row["pk"], told


def forget(value, patterns, instead):
    """The same text, list or mapping, without the words of these patterns."""
    if isinstance(value, str):
        for pattern in patterns:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, list):
        return [forget(item, patterns, instead) for item in value]
    if isinstance(value, dict):
        return {key: forget(item, patterns, instead) for key, item in value.items()}
    return value


def require_erasure(by):
    """Administration's alone; `by` is None for a command, which whoever keeps the server runs."""
    if by is not None and not by.has_perm("gediq.change_utilisateur"):
        raise PermissionDenied


def note_erasure(by):
    """Who erased somebody, and when; never whom."""
    if by is not None:
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(Utilisateur),
            object_repr=_("Personne effacée"),
            action_flag=DELETION,
            change_message=_("Effacement d’une personne"),
        )
