"""What each municipality has to show: its agreements here, and what the other apps hand to the registry."""

from collections import defaultdict

from django.db.models import Case, CharField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq import registre
from gediq.registre import Contenu
from gediq.requetes import RequeteFixe

from ..models import Entente

# The best first: an agreement in force hides that an older one is over.
ENTENTES = {
    "entente-en-vigueur": _("Entente en vigueur"),
    "entente-passee": _("Entente passée"),
    "entente-sans-date": _("Entente sans date connue"),
}


def signatories():
    """Of published agreements; one without a start, or still to come, is not known to run."""
    today = timezone.localdate()
    started = Q(entente__date_debut__lte=today)
    going_on = Q(entente__date_fin__isnull=True) | Q(entente__date_fin__gte=today)
    in_force, over, other = map(Value, ENTENTES)
    etat = Case(
        When(started & going_on, then=in_force),
        When(entente__date_fin__lt=today, then=over),
        default=other,
        output_field=CharField(),
    )
    signed = Entente.signataires.through.objects.filter(Entente.published_condition("entente__"))
    return signed.values_list(etat, "territoire")


CONTENUS = [Contenu(ENTENTES, signatories, est_couvrant=True)]


def labels():
    """{code: label} of every kind of content, in the order in which the apps hand them."""
    return {code: label for contenu in registre.contenus for code, label in contenu.libelles.items()}


def _all_rows(_day):
    """An agreement runs until a day: the text of the query holds for that day alone."""
    first, *others = (contenu.rows() for contenu in registre.contenus)
    return first.union(*others)


RANGEES = RequeteFixe(_all_rows)


def contents_of(places):
    """{municipality: codes of what it has to show}, in one query; `places` give the parent of each."""
    direct, covering = defaultdict(set), defaultdict(set)
    reach = {
        code: covering if contenu.est_couvrant else direct
        for contenu in registre.contenus
        for code in contenu.libelles
    }
    for code, territoire in RANGEES.rows(timezone.localdate()):
        reach[code][territoire].add(code)
    return {
        pk: codes
        for pk in places
        if (codes := direct.get(pk, set()).union(*(covering.get(key, ()) for key in chain_of(pk, places))))
    }


def chain_of(pk, places):
    """A territory and all it is part of."""
    while pk is not None:
        yield pk
        pk = places[pk].parent if pk in places else None


def sort_codes(codes):
    """In the order of the registry; of several agreements, the best one alone."""
    if not codes:
        return []
    best = next((code for code in ENTENTES if code in codes), None)
    return [code for code in labels() if code in codes and (code == best or code not in ENTENTES)]
