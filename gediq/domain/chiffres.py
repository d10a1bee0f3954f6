"""Announced figures beside what the data give: both are shown, a difference is said, nothing is corrected."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Case, F, Func, IntegerField, QuerySet, Subquery, Value, When
from django.db.models.functions import NullIf

from .. import registre
from ..models import ChiffreAnnonce
from ..registre import Calcul
from ..requetes import RequeteFixe
from ..typographie import round_half_up


@dataclass(frozen=True)
class Comparaison:
    """An announced figure, its computed twin, and the share it makes of another announced figure."""

    annonce: ChiffreAnnonce
    calcul: Calcul | None = None
    part: Calcul | None = None

    @property
    def differs(self):
        """True when the twin, rounded as the figure was announced, says something else."""
        computed = self.calcul and exact_value(self.calcul)
        if computed is None:
            return False
        announced = self.annonce.valeur
        decimals = max(0, -announced.normalize().as_tuple().exponent)
        return round_half_up(computed, decimals) != announced


def announced_figures():
    """Every announced figure and its computed twin, in one query."""
    return compare_figures(ANNONCES.instances(ChiffreAnnonce, *registre.calculs.items()))


def _with_twins(*calculs):
    twins = [When(code=code, then=Subquery(_count(rows()))) for code, rows in calculs]
    return ChiffreAnnonce.objects.annotate(compte=Case(*twins, output_field=IntegerField()))


ANNONCES = RequeteFixe(_with_twins)


def compare_figures(chiffres):
    """Return one `Comparaison` per `ChiffreAnnonce`, in the same order."""
    chiffres = list(chiffres)
    announced = {chiffre.code: chiffre.valeur for chiffre in chiffres}
    return [Comparaison(chiffre, _twin(chiffre), _share(chiffre, announced)) for chiffre in chiffres]


def exact_value(calcul):
    """A count, or a percentage not yet rounded; None for a share of nothing."""
    if calcul.denominateur is None:
        return Fraction(calcul.numerateur)
    return Fraction(100 * calcul.numerateur, calcul.denominateur) if calcul.denominateur else None


def differing_figures():
    """Announced figures that the data contradict."""
    return ChiffreAnnonce.objects.filter(
        pk__in=[pair.annonce.pk for pair in announced_figures() if pair.differs]
    )


def _count(rows):
    """The number of `rows`, each once, as a subquery; NULL for none."""
    # Django's own queryset: the one of translated models loses a bare aggregate.
    plain = QuerySet(rows.model, query=rows.order_by().query)
    each_once = Func(F("pk"), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return plain.values(compte=NullIf(each_once, Value(0), output_field=IntegerField()))


def _twin(chiffre):
    count = getattr(chiffre, "compte", None)
    return Calcul(count) if count else None


def _share(chiffre, announced):
    whole = announced.get(registre.parts.get(chiffre.code))
    return Calcul(int(chiffre.valeur), int(whole)) if whole else None
