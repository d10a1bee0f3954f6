"""Depositing: a file becomes a draft document; a document receives its next edition."""

import uuid
from contextlib import contextmanager
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.fichiers import inspect_file
from gediq.fichiers.noms import storage_name

from ..models import Document, Edition

WEB_SCHEMES = ("http://", "https://")


def once(model):
    """`uid` names what a deposit creates: sent twice (a double click), it is made once and answered twice."""

    def decorate(deposit):
        @wraps(deposit)
        def deposit_once(*args, uid=None, **kwargs):
            uid = uid or uuid.uuid4()
            try:
                return deposit(*args, uid=uid, **kwargs)
            except (ValidationError, IntegrityError):
                if made := model.objects.filter(uid=uid).first():
                    return made
                raise

        return deposit_once

    return decorate


@once(Edition)
def add_edition(document, *, by, uid, fichier=None, adresse="", note_fr="", note_en="", date_edition=""):
    """Give `document` its next edition: a file, or the address where it lives on another site."""
    if bool(fichier) == bool(adresse):
        raise ValidationError(_("Donnez un fichier ou une adresse, pas les deux."), code="un_seul")
    edition = Edition(uid=uid, adresse=adresse, note_fr=note_fr, note_en=note_en, date_edition=date_edition)
    if fichier:
        with _storing(edition, fichier):
            return _record(document, edition, by=by, comment=_("Nouvelle édition"))
    if not is_web_address(adresse):
        raise ValidationError({"adresse": _("L’adresse doit commencer par https:// ou http://.")})
    return _record(document, edition, by=by, comment=_("Nouvelle édition"))


@once(Document)
def deposit_document(*, by, uid, fichier, referentiel=None, seance=None):
    """Create a draft document from a file, with the title and the language the file proposes."""
    edition = Edition()
    with _storing(edition, fichier) as constat:
        document = Document(
            uid=uid,
            titre_fr=constat.titre,
            langue=constat.langue,
            referentiel=referentiel,
            seance=seance,
        )
        document.full_clean()
        _record(document, edition, by=by, comment=_("Dépôt d’un fichier"))
    return document


def is_web_address(adresse):
    return adresse.lower().startswith(WEB_SCHEMES)


@contextmanager
def _storing(edition, fichier):
    """Check and store the file before the transaction, which stays short; drop it if that one fails."""
    constat = inspect_file(fichier)
    name = default_storage.save(storage_name(constat.extension, "documents"), fichier)
    edition.fichier = name
    for field in ("taille", "type_mime", "extension", "pages", "sha256"):
        setattr(edition, field, getattr(constat, field))
    try:
        yield constat
    except BaseException:
        default_storage.delete(name)
        raise


def _record(document, edition, *, by, comment):
    """The document's row is locked: two editions that come at once get two numbers, none is lost."""
    with recording(by=by, comment=comment):
        if document.pk:
            document.refresh_from_db(from_queryset=Document.objects.select_for_update())
        save_edited(document, by=by)
        last = document.editions.aggregate(last=Max("numero"))["last"] or 0
        edition.document, edition.numero = document, last + 1
        edition.full_clean()
        return save_edited(edition, by=by)
