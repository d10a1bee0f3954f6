"""What staff do to several territories at once: end them, hand them to an MRC."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited

from ..models import Niveau


def close_territory(territoire, *, by, date_fin, successeur=None):
    """End `territoire`: its row stays, with what took its place; a closed one takes no one's place."""
    if successeur and successeur.pk == territoire.pk:
        raise ValidationError(_("Un territoire ne se remplace pas lui-même."))
    if successeur and successeur.date_fin:
        raise ValidationError(_("%(nom)s n’existe plus et ne peut rien remplacer.") % {"nom": successeur})
    territoire.date_fin = date_fin
    territoire.successeur_id = successeur and successeur.pk
    territoire.full_clean()
    with recording(by=by, comment=_("Fin du territoire")):
        return save_edited(territoire, by=by)


def attach_to_mrc(territoire, *, by, mrc):
    """Make the municipality part of `mrc`, and through it of its region."""
    if territoire.niveau != Niveau.MUNICIPALITE:
        raise ValidationError(_("Seule une municipalité locale fait partie d’une MRC."))
    if territoire.est_fictif != mrc.est_fictif:
        raise ValidationError(_("Un territoire inventé ne se mêle pas aux territoires réels."))
    territoire.parent = mrc
    territoire.full_clean()
    with recording(by=by, comment=_("Rattachement à une MRC")):
        return save_edited(territoire, by=by)
