"""What the team does about a mail that left: send it again, or note that it came back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import registre
from ..models import Courriel
from .adresses import clean_address
from .depot import post_row
from .nettoyage import clean_line

Statut = Courriel.Statut
RENVOYABLES = (Statut.ENVOYE, Statut.INCERTAIN, Statut.REFUSE, Statut.REVENU)
NON_ARRIVES = (Statut.INCERTAIN, Statut.REFUSE, Statut.REVENU)
SUIVI, RETARD = timedelta(days=30), timedelta(hours=1)
PARTIS = (Statut.ENVOYE, Statut.INCERTAIN)
# What remains of the name of the event, before the mark of the resend.
EVENEMENT_MAX = 90


def may_resend(courriel):
    """A mail that left or was refused; not the answer to a typed address, which its reader asks for again."""
    modele = registre.courriels.get(courriel.modele)
    return courriel.statut in RENVOYABLES and modele is not None and modele.resolve is None


def may_report_return(courriel):
    return courriel.statut in PARTIS and bool(courriel.destinataire)


@transaction.atomic
def resend_courriel(courriel, *, by, destinataire="", rang=None):
    """Send the same words again, with new links; return the new row.

    `rang` is how many times it had been sent again when the person decided to: two clicks make one mail.
    """
    require_permission(by)
    courriel = lock(courriel)
    if not may_resend(courriel):
        raise ValidationError(_("Ce courriel ne peut pas être renvoyé."))
    done = courriel.renvois.count()
    rang = done if rang is None else min(rang, done)
    racine = courriel.evenement.partition("#")[0][:EVENEMENT_MAX]
    row = Courriel(
        evenement=f"{racine}#{courriel.pk}.{rang}",
        modele=courriel.modele,
        destinataire=clean_address(destinataire or courriel.destinataire),
        nom=courriel.nom,
        langue=courriel.langue,
        contexte=courriel.contexte,
        objet=courriel.objet,
        texte=courriel.texte,
        renvoi_de=courriel,
        envoi_id=courriel.envoi_id,
        created_by=by,
    )
    return post_row(row)


@transaction.atomic
def report_return(courriel, *, by, raison):
    """Note that the mail came back: the address is then told against at the next sending."""
    require_permission(by)
    courriel = lock(courriel)
    if not may_report_return(courriel):
        raise ValidationError(_("Seul un courriel parti peut être revenu."))
    raison = clean_line(raison)[:250]
    if not raison:
        raise ValidationError(_("Dites pourquoi il est revenu."))
    courriel.statut, courriel.raison = Statut.REVENU, raison
    courriel.save(update_fields=["statut", "raison"])
    return courriel


def returned_addresses(adresses):
    """Those whose last mail that left came back."""
    known = Courriel.objects.filter(destinataire__in=adresses).order_by().values("destinataire")
    dates = known.annotate(
        revenu=Max("pk", filter=Q(statut=Statut.REVENU)), parti=Max("pk", filter=Q(statut=Statut.ENVOYE))
    )
    return {row["destinataire"] for row in dates if row["revenu"] and row["revenu"] > (row["parti"] or 0)}


def unsettled_courriels():
    """What somebody should look at: it has not arrived, or nobody knows, and nothing was done about it."""
    recent = Courriel.objects.filter(created_at__gte=timezone.now() - SUIVI)
    return recent.filter(statut__in=NON_ARRIVES, renvois__isnull=True)


def late_courriels():
    """What should have left: neither the worker nor the timer has taken it, or marked it."""
    late = Courriel.objects.filter(created_at__lt=timezone.now() - RETARD)
    return late.filter(statut__in=[Statut.A_ENVOYER, Statut.EN_COURS])


def require_permission(by):
    if not by.has_perm("gediq.change_courriel"):
        raise PermissionDenied


def lock(courriel):
    return Courriel.objects.select_for_update().get(pk=courriel.pk)
