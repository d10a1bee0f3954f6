"""Announced figures beside what the data give: both are shown, a difference is said, nothing is corrected."""

from dataclasses import dataclass
from fractions import Fraction

from .. import registre
from ..models import ChiffreAnnonce
from ..registre import Calcul
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


def compare_figures(chiffres):
    """Return one `Comparaison` per `ChiffreAnnonce`, in the same order."""
    chiffres = list(chiffres)
    announced = {chiffre.code: chiffre.valeur for chiffre in chiffres}
    return [Comparaison(chiffre, compute(chiffre.code), _share(chiffre, announced)) for chiffre in chiffres]


def compute(code):
    """The computed twin of an announced figure, or None when nothing can compute it yet."""
    calculation = registre.calculs.get(code)
    return calculation() if calculation else None


def exact_value(calcul):
    """A count, or a percentage not yet rounded; None for a share of nothing."""
    if calcul.denominateur is None:
        return Fraction(calcul.numerateur)
    return Fraction(100 * calcul.numerateur, calcul.denominateur) if calcul.denominateur else None


def differing_figures():
    """Announced figures that the data contradict."""
    compared = compare_figures(ChiffreAnnonce.objects.all())
    return ChiffreAnnonce.objects.filter(pk__in=[pair.annonce.pk for pair in compared if pair.differs])


def _share(chiffre, announced):
    whole = announced.get(registre.parts.get(chiffre.code))
    return Calcul(int(chiffre.valeur), int(whole)) if whole else None
