"""The demonstration on a site where nothing else was loaded."""

import pytest

from gediq.domain.demonstration import load_demonstration, remove_demonstration
from municipalites.models import Entente, Indicateur, Source, Territoire, Valeur

pytestmark = pytest.mark.django_db


def test_demonstration_brings_the_indicators_it_needs_and_leaves_them():
    load_demonstration()
    assert Valeur.objects.count() == 2355

    remove_demonstration()

    assert Indicateur.objects.count() == 44
    assert not any(model.objects.exists() for model in (Territoire, Source, Valeur, Entente))
