"""Keeps the search table equal to what is public: rebuilt in the same transaction as each change."""

from datetime import UTC, datetime

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import translation

from .. import registre
from ..models import EntreeRecherche
from .normaliseur import normalize, plain_text

LANGUES = ("fr", "en")
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def reindex(source, pks=None):
    """Rebuild the entries of `source` (a `SourceRecherche`) for `pks`, or for all its rows."""
    objet = source.model._meta.label_lower
    old = EntreeRecherche.objects.filter(objet=objet)
    if pks is not None:
        pks = list(pks)
        old = old.filter(objet_id__in=[str(pk) for pk in pks])
    old.delete()
    EntreeRecherche.objects.bulk_create(
        entry
        for row in source.rows(pks)
        if (visible := source.visible_from(row))
        for entry in _entries(source, row, visible)
    )


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


def visible_from(row):
    """Moment from which a `Publiable` is visible, or None: a row without date is visible already."""
    if row.publication != "publiee":
        return None
    return row.publier_le or ALWAYS


def register(source):
    """Add `source` to the registry and listen to every model that feeds it. From `AppConfig.ready()`."""
    registre.recherche.append(source)
    _listen(source, source.model, lambda row: [row.pk])
    for model, primary_keys in source.dependents.items():
        _listen(source, model, primary_keys)


def _listen(source, model, primary_keys):
    uid = f"recherche:{source.model._meta.label}:{model._meta.label}"

    def update(sender, instance, **kwargs):
        if kwargs.get("raw") or (kwargs.get("action") or "post_").startswith("pre_"):
            return
        reindex(source, primary_keys(instance))

    for signal in (post_save, post_delete):
        signal.connect(update, sender=model, weak=False, dispatch_uid=uid)
    for relation in model._meta.many_to_many:
        m2m_changed.connect(update, sender=relation.remote_field.through, weak=False, dispatch_uid=f"{uid}:{relation.name}")
