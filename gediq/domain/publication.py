"""Visibility of what has an address: publish, withdraw, and what a visitor or a preview may see."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import LienApercu, Publication
from .edition import recording, save_edited


def publish(obj, *, by, at=None):
    """Make `obj` public, now or from the aware moment `at`."""
    obj.publication, obj.publier_le = Publication.PUBLIEE, at
    obj.full_clean()
    with recording(by=by, comment=_("Publication")):
        return save_edited(obj, by=by)


def withdraw(obj, *, by, motif_fr, motif_en=""):
    """Take `obj` out of the site; its address answers 410 with the reason."""
    if not motif_fr.strip():
        raise ValidationError({"motif_retrait_fr": _("Dites pourquoi la fiche est retirée.")})
    obj.publication = Publication.RETIREE
    obj.motif_retrait_fr, obj.motif_retrait_en = motif_fr, motif_en
    obj.full_clean()
    with recording(by=by, comment=_("Retrait")):
        return save_edited(obj, by=by)


def back_to_draft(obj, *, by):
    """Take `obj` out of the site without a word to readers: what should not have been there yet."""
    obj.publication, obj.publier_le = Publication.BROUILLON, None
    obj.full_clean()
    with recording(by=by, comment=_("Retour au brouillon")):
        return save_edited(obj, by=by)


def create_preview(obj, *, by):
    """Return a new link that shows `obj`, as it is, to whoever holds it."""
    return LienApercu.objects.create(objet=obj._meta.label_lower, objet_id=str(obj.pk), created_by=by)


def revoke_preview(link):
    """Close `link` at once, for whoever holds it."""
    link.revoque_le = timezone.now()
    link.save(update_fields=["revoque_le"])
    return link


def is_previewed(obj, token):
    """Tell whether `token` opens `obj` now."""
    return bool(token) and LienApercu.objects.valid().for_object(obj).filter(jeton=token).exists()
