from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from municipalites.domain.importation.nombres import ESPACES, read_nombre
from municipalites.models import Motif


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1 234", "1234"),
        ("1\xa0234\xa0567", "1234567"),
        ("1\u202f234", "1234"),
        ("1234.0", "1234"),
        ("1 234,00", "1234"),
        (" 12 ", "12"),
    ],
)
def test_a_count_is_read_however_its_thousands_are_parted(texte, valeur):
    assert read_nombre(texte).valeur == Decimal(valeur)


def test_decimals_are_read_with_a_comma_or_a_point_when_they_are_expected():
    assert [read_nombre(text, decimales=1).valeur for text in ("12,5", "12.5", "12,50")] == [
        Decimal("12.5")
    ] * 3
    assert read_nombre("12,5 %", decimales=1, pourcentage=True).valeur == Decimal("12.5")
    assert read_nombre("-61,8597", decimales=4, negatif=True).valeur == Decimal("-61.8597")


@pytest.mark.parametrize(
    "texte",
    [
        "1,234",
        "1.234",
        "1 23",
        "12 34 567",
        "abc",
        "1e5",
        "NaN",
        "inf",
        "٣",
        "12 %",
        "-5",
        "1,2,3",
        "1 234 hab.",
        "#REF!",
    ],
)
def test_what_is_no_plain_count_is_refused_with_its_text(texte):
    with pytest.raises(ValidationError) as refusal:
        read_nombre(texte)

    assert f"«\xa0{texte}\xa0»" in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("texte", "motif"),
    [
        ("x", Motif.CONFIDENTIEL),
        ("X", Motif.CONFIDENTIEL),
        ("..", Motif.NON_DISPONIBLE),
        (". .", Motif.NON_DISPONIBLE),
        ("...", Motif.SANS_OBJET),
        ("…", Motif.SANS_OBJET),
        ("F", Motif.NON_DISPONIBLE),
        ("n/d", Motif.NON_DISPONIBLE),
        ("N.D.", Motif.NON_DISPONIBLE),
        ("n.\xa0d.", Motif.NON_DISPONIBLE),
        ("s. o.", Motif.SANS_OBJET),
        ("-", Motif.NON_DISPONIBLE),
        ("–", Motif.NON_DISPONIBLE),
    ],
)
def test_an_absence_keeps_its_reason_and_is_never_zero(texte, motif):
    nombre = read_nombre(texte)

    assert (nombre.valeur, nombre.motif, nombre.est_vide) == (None, motif, False)


def test_an_empty_cell_is_absent_and_says_nothing():
    nombre = read_nombre("  ")

    assert (nombre.valeur, nombre.motif, nombre.est_vide) == (None, Motif.NON_DISPONIBLE, True)


@given(st.integers(0, 10**14), st.sampled_from([*ESPACES, ""]))
def test_a_number_grouped_by_any_space_is_the_same_number(number, espace):
    assert read_nombre(f"{number:,}".replace(",", espace)).valeur == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_an_absence_or_a_refusal(texte):
    try:
        nombre = read_nombre(texte, decimales=2)
    except ValidationError:
        return
    assert (nombre.valeur is None) == bool(nombre.motif)
