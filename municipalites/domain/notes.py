"""Notes of calls: written in a moment, read by all, and the call-backs that they promise."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gediq.domain.edition import recording, save_edited
from gediq.registre import FileAttente

from ..models import NoteAppel
from .contacts import require_right


@transaction.atomic
def add_note(
    *,
    by,
    texte,
    contact=None,
    territoire=None,
    jour=None,
    moyen=NoteAppel.Moyen.TELEPHONE,
    rappeler_le=None,
    uid=None,
):
    """Keep what was said; who wrote it calls back. The same `uid` twice is the same note."""
    require_right(by, "add_noteappel")
    _wait_for_turn(contact or territoire)
    if uid and (written := NoteAppel.objects.filter(uid=uid).first()):
        return written
    note = NoteAppel(
        contact=contact,
        territoire=territoire,
        jour=jour or timezone.localdate(),
        moyen=moyen,
        texte=texte.strip(),
        rappeler_le=rappeler_le,
        responsable=by if rappeler_le else None,
        **({"uid": uid} if uid else {}),
    )
    note.full_clean()
    with recording(by=by, comment=_("Note d’appel")):
        return save_edited(note, by=by)


def _wait_for_turn(subject):
    """Of two clicks at once, the second finds the note of the first."""
    if subject:
        type(subject)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=subject.pk)


def call_back(note, *, by, day=None):
    """The person was called back: nothing waits any more."""
    require_right(by, "change_noteappel")
    note.rappele_le = day or timezone.localdate()
    with recording(by=by, comment=_("Rappel fait")):
        return save_edited(note, by=by)


def notes_about(territoire):
    """Of the place itself, and of those who work there."""
    return NoteAppel.objects.filter(Q(territoire=territoire) | Q(contact__territoire=territoire))


def waiting_calls(utilisateur=None):
    """Call-backs to make, whatever their day; those of one person when given."""
    rows = NoteAppel.objects.filter(rappeler_le__isnull=False, rappele_le__isnull=True)
    return rows if utilisateur is None else rows.filter(responsable=utilisateur)


def transfer_calls(utilisateur, successeur, *, by):
    """Whoever leaves the team leaves nobody waiting for a call."""
    with recording(by=by, comment=_("Rappels transférés")):
        for note in waiting_calls(utilisateur).select_for_update(of=("self",)).order_by("pk"):
            note.responsable = successeur
            save_edited(note, by=by)


FILE_ATTENTE = FileAttente("rappels", gettext_lazy("Rappels à faire"), waiting_calls, transfer_calls)
