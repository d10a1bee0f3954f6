"""What readers are told when a published session changes: a dated notice, a reason, a raised sequence.

Two snapshots are compared: what was announced, and what is saved. An admin form compares before
saving (`instantane.snapshot_of` on its unsaved rows) to ask for the reason, then calls `record_changes`.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, versions_of

from ..enums import ObjetAvis, Statut
from ..models import AvisSeance, DateSeance
from .instantane import LANGUES, as_told, exceptions, snapshot
from .textes_avis import mode_text, moved_dates_texts, places_text, statut_text

LONGUEUR_TEXTE = AvisSeance._meta.get_field("avant").max_length


@dataclass(frozen=True)
class Changement:
    objet: str
    avant: dict
    apres: dict


def changes_between(before, after):
    """What readers had been told and is no longer so: the reason to ask for, the notices to write."""
    if not before.public:
        return []
    changes = [
        Changement(objet, *_texts(tell, before, after))
        for objet, compared, tell in COMPARISONS
        if compared(before) != compared(after)
    ]
    return [change for change in changes if change.avant != change.apres]


def check_changes(before, after, *, motif_fr):
    """Refuse what would leave readers without a reason, or subscribers without the day they noted."""
    stored = {fact.uid: fact.jour for fact in after.dates}
    if before.public and any(fact.jour and stored.get(fact.uid, fact.jour) is None for fact in before.dates):
        raise ValidationError(
            _(
                "Un jour annoncé ne s’efface pas : gardez-le et donnez à la date le statut « Reportée » "
                "jusqu’à ce que le nouveau jour soit connu."
            ),
            code="jour_efface",
        )
    changes = changes_between(before, after)
    if changes and not motif_fr.strip():
        raise ValidationError(
            _("Cette séance est publiée : dites en une phrase aux lecteurs pourquoi elle change."),
            code="motif_requis",
        )
    return changes


def record_changes(seance, before, *, by, motif_fr="", motif_en=""):
    """After the save of `seance` and its rows: return the notices written for its readers."""
    with recording(by=by):
        after = snapshot(seance)
        check_changes(before, after, motif_fr=motif_fr)
        if before.public:
            after = _plan_new_days(seance, before, after)
        _raise_sequences(seance, before, after)
        return [
            _write_notice(seance, change, motif_fr.strip(), motif_en.strip())
            for change in changes_between(before, after)
        ]


def _plan_new_days(seance, before, after):
    """A postponed date that gets its new day is planned again, that day: calendars show it there."""
    old_days = {fact.uid: fact.jour for fact in before.dates}
    moved = [
        fact.uid
        for fact in after.dates
        if fact.statut == Statut.REPORTEE and fact.jour and old_days.get(fact.uid) not in (None, fact.jour)
    ]
    for row in DateSeance.objects.filter(uid__in=moved).order_by("id"):
        row.statut = Statut.PREVUE
        row.save(update_fields=["statut", "updated_at"])
    return snapshot(seance) if moved else after


def _raise_sequences(seance, before, after):
    old = {fact.uid: _calendar_facts(fact, before) for fact in before.dates}
    changed = [
        fact.uid for fact in after.dates if fact.uid in old and old[fact.uid] != _calendar_facts(fact, after)
    ]
    for row in DateSeance.objects.filter(seance=seance, uid__in=changed).order_by("id"):
        row.sequence += 1
        row.save(update_fields=["sequence", "updated_at"])
    for row in DateSeance.objects.filter(seance=seance).exclude(uid__in=old).order_by("id"):
        _follow_deleted(row)


def _follow_deleted(row):
    """A date brought back after its removal goes on counting, or calendars would keep the older day."""
    if deleted := versions_of(DateSeance, row.uid).exclude(object_id=row.pk).first():
        row.sequence = deleted.field_dict["sequence"] + 1
        row.save(update_fields=["sequence", "updated_at"])


def _calendar_facts(fact, instantane):
    """What a subscriber must notice of one date."""
    places = [lieu for lieu in instantane.lieux if lieu.date in (None, fact)]
    where = sorted((*lieu.where, as_told(lieu.statut), lieu.mode) for lieu in places)
    return (fact.jour, fact.mois, fact.debut, fact.fin, as_told(fact.statut), fact.mode, where)


def _write_notice(seance, change, motif_fr, motif_en):
    notice = AvisSeance(seance=seance, objet=change.objet, motif_fr=motif_fr, motif_en=motif_en)
    for langue in LANGUES:
        for name, texts in (("avant", change.avant), ("apres", change.apres)):
            setattr(notice, f"{name}_{langue}", Truncator(texts[langue]).chars(LONGUEUR_TEXTE))
    notice.full_clean()
    notice.save()
    return notice


def _texts(tell, before, after):
    """What is told before and after, each in both languages."""
    told = {langue: tell(before, after, langue) for langue in LANGUES}
    return ({langue: texts[side] for langue, texts in told.items()} for side in (0, 1))


def _both(text):
    return lambda before, after, langue: (text(before, langue), text(after, langue))


COMPARISONS = (
    (
        ObjetAvis.DATE,
        lambda instantane: sorted(str(fact.when) for fact in instantane.dates),
        moved_dates_texts,
    ),
    (ObjetAvis.LIEU, lambda instantane: sorted(lieu.where for lieu in instantane.lieux), _both(places_text)),
    (ObjetAvis.MODE, lambda instantane: exceptions(instantane, "mode"), _both(mode_text)),
    (ObjetAvis.STATUT, lambda instantane: exceptions(instantane, "statut", as_told), _both(statut_text)),
)
