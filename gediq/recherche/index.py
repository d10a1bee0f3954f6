"""Keeps the search table equal to what is public: rebuilt in the same transaction as each change."""

from datetime import UTC, datetime

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import translation

from .. import registre
from ..models import EntreeRecherche, Publication
from .normaliseur import normalize, plain_text

LANGUES = ("fr", "en")
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
IDENTITY = ("objet", "objet_id", "langue")
CONTENT = ("titre", "texte", "titre_normalise", "texte_normalise", "chemin", "visible_depuis")


def reindex(source, pks=None):
    """Rebuild the entries of `source` (a `SourceRecherche`) for `pks`, or for all its rows."""
    old = EntreeRecherche.objects.filter(objet=source.model._meta.label_lower)
    if pks is not None:
        pks = list(pks)
        if not pks:
            return
        old = old.filter(objet_id__in=[str(pk) for pk in pks])
    entries = [
        entry
        for row in source.rows(pks)
        if (visible := source.visible_from(row))
        for entry in _entries(source, row, visible)
    ]
    # Written over rather than deleted first: two people saving at once would both insert.
    EntreeRecherche.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=IDENTITY, update_fields=CONTENT
    )
    old.exclude(objet_id__in={entry.objet_id for entry in entries}).delete()


def reindex_all():
    for source in registre.recherche:
        reindex(source)


def _entries(source, row, visible):
    for langue in LANGUES:
        title, text = source.build(row, langue)
        text = plain_text(text)
        with translation.override(langue):
            path = row.get_absolute_url()
        yield EntreeRecherche(
            objet=source.model._meta.label_lower,
            objet_id=str(row.pk),
            langue=langue,
            titre=title[:400],
            texte=text,
            titre_normalise=normalize(title, langue),
            texte_normalise=normalize(f"{title} {text}", langue),
            chemin=path,
            visible_depuis=visible,
        )


def visible_from(*rows):
    """Moment from which all these `Publiable` are visible, or None: a row without date already is."""
    if any(row.publication != Publication.PUBLIEE for row in rows):
        return None
    return max(row.publier_le or ALWAYS for row in rows)


def register(source):
    """Add `source` to the registry and listen to every model that feeds it. From `AppConfig.ready()`."""
    registre.recherche.append(source)
    Listener(source, source.model, lambda row: [row.pk]).connect()
    for model, primary_keys in source.dependents.items():
        Listener(source, model, primary_keys).connect()


class Listener:
    """Follows the rows of one model, which tell the keys of the rows of `source` to read again."""

    def __init__(self, source, model, primary_keys):
        self.source, self.model, self.primary_keys = source, model, primary_keys
        self.uid = f"recherche:{source.model._meta.label}:{model._meta.label}"

    def connect(self):
        receivers = ((post_save, self.saved), (pre_delete, self.about_to_go), (post_delete, self.gone))
        for signal, receiver in receivers:
            signal.connect(receiver, sender=self.model, weak=False, dispatch_uid=self.uid)
        for relation in self.model._meta.many_to_many:
            through, uid = relation.remote_field.through, f"{self.uid}:{relation.name}"
            m2m_changed.connect(self.linked, sender=through, weak=False, dispatch_uid=uid)

    def saved(self, instance, raw=False, **kwargs):
        if not raw:
            reindex(self.source, self.primary_keys(instance))

    def about_to_go(self, instance, **kwargs):
        # Once the row is gone, so are the links that lead from it.
        vars(instance)[self.uid] = list(self.primary_keys(instance))

    def gone(self, instance, **kwargs):
        reindex(self.source, vars(instance).pop(self.uid))

    def linked(self, instance, action, reverse, **kwargs):
        if action.startswith("post_"):
            # From the other end of a relation, nobody knows which rows a « clear » unlinked: all of them.
            reindex(self.source, None if reverse else self.primary_keys(instance))
