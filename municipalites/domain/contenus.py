"""What a municipality has to show: its agreements here, and what the other apps hand to the registry."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq.registre import Contenu, contenus

from ..models import Entente

EN_VIGUEUR, PASSEE, SANS_DATE = "entente-en-vigueur", "entente-passee", "entente-sans-date"


def with_agreement_in_force():
    return _signatories(Entente.objects.published().in_force())


def with_past_agreement():
    """Those whose published agreements are over, the last one included."""
    over = Entente.objects.published().filter(date_fin__lt=timezone.localdate())
    return _signatories(over).exclude(territoire__in=with_agreement_in_force())


def with_undated_agreement():
    """Published, but not known to run nor to be over: no start is given, or it is to come."""
    dated = [with_agreement_in_force(), with_past_agreement()]
    return _signatories(Entente.objects.published()).exclude(
        Q(territoire__in=dated[0]) | Q(territoire__in=dated[1])
    )


CONTENUS = [
    Contenu(EN_VIGUEUR, _("Entente en vigueur"), with_agreement_in_force, est_couvrant=True),
    Contenu(PASSEE, _("Entente passée"), with_past_agreement, est_couvrant=True),
    Contenu(SANS_DATE, _("Entente sans date connue"), with_undated_agreement, est_couvrant=True),
]


# In this order: an agreement in force hides that an older one is over.
ENTENTES = {"en_vigueur": CONTENUS[0], "passee": CONTENUS[1], "sans_date": CONTENUS[2]}


def agreement_condition(etat):
    """The condition of having, as its best agreement, one in this state; « aucune »: none is published."""
    found, others = Q(), []
    for name, contenu in ENTENTES.items():
        if name == etat:
            found = has(contenu)
            break
        others.append(contenu)
    for contenu in others:
        found &= ~has(contenu)
    return found


def has(contenu):
    """The condition, on municipalities, of having this content."""
    keys = contenu.territoires()
    condition = Q(pk__in=keys)
    if contenu.est_couvrant:
        condition |= Q(parent__in=keys) | Q(parent__parent__in=keys)
    return condition


def has_any():
    """The condition of having something to show, whatever it is."""
    condition = Q(pk__in=[])
    for contenu in contenus:
        condition |= has(contenu)
    return condition


def _signatories(ententes):
    return Entente.signataires.through.objects.filter(entente__in=ententes.order_by()).values("territoire")
