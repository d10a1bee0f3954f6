"""How a référentiel is named before its title."""

import pytest

from programmation.domain.intitule import referentiel_line
from tests.factories.programmation import create_referentiel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("langue", "prefixe"), [("fr", "Référentiel\xa04"), ("en", "Reference guide\xa04")])
def test_the_number_is_never_left_alone_on_a_line_and_english_may_break_before_guide(langue, prefixe):
    assert referentiel_line(create_referentiel(numero=4), langue).prefixe == prefixe
