"""Starting from what exists: a session or a whole cycle copied as drafts, without its days."""

import re
import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.models import Publication
from gediq.traduction import translated_fields

from ..enums import ModeConnu, Statut
from ..models import Cycle, DateSeance, Programme, Seance

PREFIXE = "op-"
# What belongs to the session as it was held, announced or found in the source, and not to its copy.
CLEARED = {
    "publication": Publication.BROUILLON,
    "publier_le": None,
    "motif_retrait_fr": None,
    "motif_retrait_en": None,
    "statut": Statut.PREVUE,
    "motif_fr": None,
    "motif_en": None,
    "rang_serie": None,
    "compte_rendu_fr": None,
    "compte_rendu_en": None,
    "extrait_source": "",
}


def next_code():
    """The code after the last one: op-15 after op-14."""
    codes = Seance.objects.filter(code__startswith=PREFIXE).order_by("code").values_list("code", flat=True)
    numbers = [int(match[1]) for code in codes if (match := re.fullmatch(rf"{PREFIXE}(\d+)", code))]
    return f"{PREFIXE}{max(numbers, default=0) + 1:02}"


def next_position(cycle_id):
    """The rank that puts a session at the end of this cycle."""
    return (Seance.objects.filter(cycle_id=cycle_id).aggregate(last=Max("position"))["last"] or 0) + 1


def duplicate_seance(seance, *, by, uid=None):
    """Return a draft of the same session, at the end of the same cycle.

    `uid` is the identity of the copy: asked twice, it is made once.
    """
    with recording(by=by, comment=_("Copie de %(code)s") % {"code": seance.code}):
        _lock_programmes()
        done = Seance.objects.filter(uid=uid).first() if uid else None
        return done or _copy_seance(seance, seance.cycle, next_position(seance.cycle_id), by=by, uid=uid)


def duplicate_cycle(cycle, *, by, code, titre_fr, titre_en="", uid=None):
    """Return a new cycle of the same programme, with a draft of each session in order; once per `uid`."""
    with recording(by=by, comment=_("Copie du cycle %(code)s") % {"code": cycle.code}):
        _lock_programmes()
        if uid and (done := Cycle.objects.filter(uid=uid).first()):
            return done
        position = cycle.programme.cycles.aggregate(last=Max("position"))["last"] + 1
        copy = Cycle(programme=cycle.programme, position=position, code=code, uid=uid or uuid.uuid4())
        copy.titre_fr, copy.titre_en = titre_fr, titre_en
        copy.full_clean()
        save_edited(copy, by=by)
        for seance in cycle.seances.order_by("position", "id"):
            _copy_seance(seance, copy, seance.position, by=by)
        return copy


def _lock_programmes():
    """Two copies made at once take their codes one after the other."""
    list(Programme.objects.select_for_update().order_by("pk").values_list("pk"))


def _copy_seance(seance, cycle, position, *, by, uid=None):
    copy = _fresh(
        seance, cycle=cycle, position=position, code=next_code(), uid=uid or uuid.uuid4(), **CLEARED
    )
    if copy.mode_connu != ModeConnu.CONFIRME:
        # Read in the source of one session, or presumed from its silence: nothing is known of the other.
        copy.mode = copy.mode_connu = ""
    save_edited(copy, by=by)
    copy.referentiels.set(seance.referentiels.all())
    copy.themes.set(seance.themes.all())
    dates = {row.pk: _copy_date(row, copy, by=by) for row in seance.dates.all()}
    for row in seance.lieux.all():
        own = {"statut": "", "motif_fr": None, "motif_en": None, "mode": row.mode if copy.mode else ""}
        save_edited(_fresh(row, seance=copy, date=dates.get(row.date_id), **own), by=by)
    return copy


def _copy_date(row, seance, *, by):
    """A sitting to confirm, in the same rank."""
    return save_edited(DateSeance(seance=seance, position=row.position), by=by)


def _fresh(row, **changes):
    """An unsaved copy of `row`, with an identity of its own."""
    model = type(row)
    bare = translated_fields(model)
    stored = [field.attname for field in model._meta.concrete_fields if field.name not in bare]
    copy = model(**{name: getattr(row, name) for name in stored})
    copy.pk, copy.uid, copy.verrou = None, uuid.uuid4(), 0
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy
