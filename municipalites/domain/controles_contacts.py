"""Data checks of the people we call: whom to call back, to verify, to forget, and where we know nobody."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq.models import Courriel
from gediq.registre import Controle

from ..models import Contact, Niveau, NoteAppel, Territoire
from .contacts import to_erase, to_verify
from .controles import signatures

REVENUS = (Courriel.Statut.REVENU, Courriel.Statut.REFUSE)


def with_dead_address():
    """Contacts whose last mail came back, or was refused: a later one that left says it is mended."""
    mails = Courriel.objects.filter(destinataire=OuterRef("courriel")).order_by("-pk")
    last = Subquery(mails.values("statut")[:1])
    return Contact.objects.current().exclude(courriel="").alias(dernier=last).filter(dernier__in=REVENUS)


def without_contact():
    """Places with an agreement, or that take part in a programme, where nobody is known to us."""
    signed = Exists(signatures().filter(territoire=OuterRef("pk")))
    today = timezone.localdate()
    takes_part = Q(participations__isnull=False) & (
        Q(participations__date_fin__isnull=True) | Q(participations__date_fin__gte=today)
    )
    places = Territoire.objects.current().real().filter(niveau__in=[Niveau.MUNICIPALITE, Niveau.MRC])
    known = Contact.objects.current().filter(territoire=OuterRef("pk"))
    concerned = Territoire.objects.filter(Q(signed) | takes_part).order_by().values("pk")
    return places.filter(~Exists(known), pk__in=concerned)


CONTROLES = [
    Controle("rappel-du", _("Rappels à faire"), NoteAppel, lambda: NoteAppel.objects.due()),
    Controle("contact-non-verifie", _("Contacts sans vérification depuis un an"), Contact, to_verify),
    Controle(
        "contact-courriel-revenu",
        _("Contacts dont le dernier courriel est revenu ou a été refusé"),
        Contact,
        with_dead_address,
    ),
    Controle("contact-a-effacer", _("Contacts partis depuis plus de deux ans, à effacer"), Contact, to_erase),
    Controle(
        "territoire-sans-contact",
        _("Municipalités et MRC à entente ou participantes, sans contact"),
        Territoire,
        without_contact,
    ),
]
