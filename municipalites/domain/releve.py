"""« Ce n’est plus vous? »: told by a reader of our mails, confirmed or set aside by staff."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gediq.domain.edition import recording, save_edited
from gediq.domain.effacement import forget_rows
from gediq.domain.jetons import find_jeton
from gediq.models import Courriel, Jeton
from gediq.registre import Controle, Personne

from ..models import AccesMunicipal, Contact, Invitation, Releve
from .contacts import require_right
from .remplacement import replace_person

USAGE = "releve"
# The promise of the form: what was told is then forgotten.
RETENTION = timedelta(days=731)


# --- What a reader tells -------------------------------------------------------------------------


def find_courriel(texte):
    """The mail whose foot holds this link, or None when the link opens nothing."""
    jeton = find_jeton(USAGE, texte)
    if jeton is None or not jeton.cle.isdecimal():
        return None
    return Courriel.objects.exclude(destinataire="").filter(pk=int(jeton.cle)).first()


def mask_address(adresse):
    """« p…e@ville.example »: who knows the address knows it again, who was sent the link learns nothing."""
    name, _at, domain = adresse.rpartition("@")
    last = name[-1] if len(name) > 3 else ""
    return f"{name[:1]}…{last}@{domain}"


@transaction.atomic
def create_releve(texte, **fields):
    """Keep what was told of the address of this link; the same words told twice make one row.

    Two readers may tell different things: staff see both. Returns None when the link opens nothing.
    """
    purge_releves()
    courriel = find_courriel(texte)
    if courriel is None:
        return None
    # Two clicks at once wait for each other here.
    Jeton.objects.select_for_update().get(pk=find_jeton(USAGE, texte).pk)
    told = {name: " ".join(value.split()) for name, value in fields.items() if name != "message"}
    told |= {"ancien_courriel": courriel.destinataire, "message": fields.get("message", "").strip()}
    return Releve.objects.waiting().filter(**told).first() or Releve.objects.create(**told)


def purge_releves():
    """Forget what was settled two years ago, with what the journal says of it."""
    forget_rows(Releve.objects.filter(traitee_le__lt=timezone.now() - RETENTION))


# --- What staff do of it -------------------------------------------------------------------------


def known_of(courriel):
    """What stands under an address: contacts, access and invitations, current ones only."""
    access = AccesMunicipal.objects.filter(utilisateur__courriel=courriel, revoque_le__isnull=True)
    return {
        "contacts": Contact.objects.current().filter(courriel=courriel),
        "acces": access.select_related("municipalite"),
        "invitations": Invitation.objects.waiting().filter(courriel=courriel).select_related("municipalite"),
    }


@transaction.atomic
def confirm_releve(releve, *, courriel, nom, langue, by, telephone="", fonction=""):
    """Do what was told, as staff corrected it; return in French what moved, by lines."""
    purge_releves()
    releve = _lock(releve, by=by)
    ancien = Personne(releve.ancien_courriel)
    with recording(by=by, comment=_("Relève confirmée")):
        lines = replace_person(ancien, Personne(courriel, nom, langue), by=by)
        _complete_contacts(
            releve, courriel, {"nom": nom, "telephone": telephone, "fonction": fonction}, by=by
        )
    _close(releve, Releve.Issue.CONFIRMEE, " ".join([_("Relève confirmée."), *lines]), by=by)
    return lines


@transaction.atomic
def dismiss_releve(releve, *, raison, by):
    """Nothing changes; the reason stays in the journal."""
    releve = _lock(releve, by=by)
    _close(releve, Releve.Issue.REFUSEE, _("Relève écartée\xa0: %(raison)s") % {"raison": raison}, by=by)


def _lock(releve, *, by):
    require_right(by, "change_releve")
    waiting = Releve.objects.waiting().select_for_update().filter(pk=releve.pk).first()
    if waiting is None:
        raise ValidationError(_("Cette relève est déjà traitée."))
    return waiting


def _close(releve, issue, message, *, by):
    releve.issue, releve.traitee_le, releve.traitee_par = issue, timezone.now(), by
    releve.save(update_fields=["issue", "traitee_le", "traitee_par"])
    LogEntry.objects.log_actions(by.pk, [releve], CHANGE, message, single_object=True)


def _complete_contacts(releve, courriel, told, *, by):
    """The contacts that have just taken over are reached as staff wrote it; what they left empty stays."""
    told = {name: value for name, value in told.items() if value}
    rows = Contact.objects.current().filter(remplace__courriel=releve.ancien_courriel, courriel=courriel)
    for contact in rows.distinct():
        if any(getattr(contact, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(contact, name, value)
            save_edited(contact, by=by)


CONTROLES = [
    Controle("releve-a-confirmer", gettext_lazy("Relèves à confirmer"), Releve, Releve.objects.waiting)
]
