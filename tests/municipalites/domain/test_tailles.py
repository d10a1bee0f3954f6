"""Size classes share out every population, each in one."""

import pytest

from municipalites.domain.tailles import TAILLES, in_class, size_class
from municipalites.models import Indicateur


@pytest.mark.parametrize(
    ("population", "code"),
    [
        (0, "moins-2000"),
        (1_999, "moins-2000"),
        (2_000, "2000-4999"),
        (99_999, "25000-99999"),
        (2_000_000, "100000-plus"),
    ],
)
def test_a_population_is_in_the_class_of_its_bounds(population, code):
    assert size_class(population).code == code


def test_an_unknown_population_has_no_class():
    assert size_class(None) is None


@pytest.mark.django_db
@pytest.mark.parametrize("position", [0, 1_999, 2_000, 9_999, 10_000, 30_000])
def test_the_condition_of_a_class_says_the_same(position):
    # Any integer column will do: the bounds are what is tried.
    Indicateur.objects.create(code="essai", libelle_fr="Essai", famille="population", position=position)

    found = [t.code for t in TAILLES if Indicateur.objects.filter(in_class(t.code, "position")).exists()]

    assert found == [size_class(position).code]
