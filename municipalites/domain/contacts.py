"""What staff do with the people we call: seen to be right, gone, replaced. Nobody is erased here."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from gediq.domain.edition import recording, save_edited
from gediq.registre import Personne

from ..models import AccesMunicipal, Contact

# Beyond, particulars are called again; a person who left is forgotten.
DUREE_VERIFICATION = timedelta(days=365)
DUREE_CONSERVATION = timedelta(days=731)


def require_right(by, *droits):
    """`by` is None for a command, which whoever keeps the server runs."""
    if by is not None and not by.has_perms([f"municipalites.{droit}" for droit in droits]):
        raise PermissionDenied


def to_verify(day=None):
    """Contacts still there that nobody has checked for a year; an unchecked one counts from its creation."""
    limit = (day or timezone.localdate()) - DUREE_VERIFICATION
    known = Coalesce("verifie_le", TruncDate("created_at"))
    return Contact.objects.current().alias(connu_le=known).filter(connu_le__lt=limit)


def to_erase(day=None):
    """Contacts who left two years ago: our reason to keep them is over."""
    return Contact.objects.filter(parti_le__lt=(day or timezone.localdate()) - DUREE_CONSERVATION)


def has_access():
    """Condition: this contact may enter the space of its municipality, under the same address."""
    acces = AccesMunicipal.objects.active().filter(
        utilisateur__courriel=OuterRef("courriel"), municipalite=OuterRef("territoire")
    )
    return ~Q(courriel="") & Exists(acces)


def verify_contact(contact, *, by, day=None):
    """Somebody has just made sure of the address, the telephone and the function."""
    require_right(by, "change_contact")
    contact.verifie_le = day or timezone.localdate()
    with recording(by=by, comment=_("Coordonnées vérifiées")):
        return save_edited(contact, by=by)


def leave_contact(contact, *, by, parti_le, remplace_par=None):
    """`contact` receives nothing more; the record stays, with who replaces it."""
    require_right(by, "change_contact")
    if parti_le > timezone.localdate():
        raise ValidationError({"parti_le": _("Attendez ce jour-là\xa0: un départ à venir couperait déjà.")})
    if remplace_par and remplace_par.pk == contact.pk:
        raise ValidationError({"remplace_par": _("Une personne ne se remplace pas elle-même.")})
    if remplace_par and remplace_par.parti_le:
        sentence = _("%(nom)s n’est plus là non plus.") % {"nom": remplace_par}
        raise ValidationError({"remplace_par": sentence})
    contact.parti_le, contact.remplace_par = parti_le, remplace_par
    contact.full_clean()
    with recording(by=by, comment=_("Départ d’un contact")):
        return save_edited(contact, by=by)


def reachable(contacts):
    """(the `Personne` to write to, each address once; what is said of those who are left aside)."""
    personnes, ecartes = {}, []
    for contact in contacts:
        if contact.parti_le:
            ecartes.append(_("%(nom)s\xa0: n’est plus là") % {"nom": contact})
        elif not contact.courriel:
            ecartes.append(_("%(nom)s\xa0: sans courriel") % {"nom": contact})
        else:
            personnes.setdefault(contact.courriel, Personne(contact.courriel, contact.nom, contact.langue))
    return list(personnes.values()), ecartes
