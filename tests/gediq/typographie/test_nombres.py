"""What the numbered examples leave open."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from gediq.typographie import (
    format_count,
    format_decimal,
    format_file_size,
    format_integer,
    format_money,
    format_ordinal,
    format_rounded,
    format_share,
    format_variation,
    format_years,
    ordinal_parts,
    round_half_up,
)
from tests.gediq.typographie import visible


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (Decimal("0.15"), 1, "0.2"),
        (0.15, 1, "0.2"),
        (1.005, 2, "1.01"),
        (Fraction(1, 3), 1, "0.3"),
        (Fraction(2, 3), 2, "0.67"),
        (Decimal("-0.04"), 1, "0.0"),
        (7, 2, "7.00"),
        ("3.25", 1, "3.3"),
    ],
)
def test_halves_go_away_from_zero(value, decimals, expected):
    assert str(round_half_up(value, decimals)) == expected


def test_rounding_does_not_depend_on_the_precision_of_the_thread():
    with localcontext(prec=3):
        assert format_integer(123456789, langue="en") == "123,456,789"
        assert format_decimal(Decimal("98765.4321"), 3, langue="en") == "98,765.432"


def test_minus_is_the_true_sign_and_zero_has_none():
    assert visible(format_integer(-1234, langue="fr")) == "−1⍽234"
    assert format_decimal(-0.04, 1, langue="fr") == "0,0"


@pytest.mark.parametrize(
    ("value", "langue", "expected"),
    [
        (999_999, "fr", "999⍽999"),
        (1_960_000, "fr", "2⍽millions"),
        (1_940_000, "fr", "1,9⍽million"),
        (2_000_000, "en", "2⍽million"),
        (-2_500_000, "fr", "−2,5⍽millions"),
    ],
)
def test_rounded_figure_takes_its_plural_from_what_is_read(value, langue, expected):
    assert visible(format_rounded(value, langue=langue)) == expected


@pytest.mark.parametrize(
    ("value", "langue", "expected"),
    [
        (250_000, "fr", "250⍽000⍽$"),
        (250_000, "en", "$250,000"),
        (Decimal("0.005"), "fr", "0,01⍽$"),
        (Decimal("-1250.50"), "fr", "−1⍽250,50⍽$"),
        (Decimal("-1250.50"), "en", "−$1,250.50"),
    ],
)
def test_money_writes_cents_only_when_there_are_some(value, langue, expected):
    assert visible(format_money(value, langue=langue)) == expected


@pytest.mark.parametrize(
    ("value", "langue", "expected"),
    [
        (3.25, "fr", "+3,3⍽points"),
        (1.94, "fr", "+1,9⍽point"),
        (1, "en", "+1.0⍽point"),
        (0, "fr", "0,0⍽point"),
        (0, "en", "0.0⍽points"),
    ],
)
def test_variation_shows_its_sign(value, langue, expected):
    assert visible(format_variation(value, langue=langue)) == expected


@pytest.mark.parametrize(("langue", "expected"), [("fr", "s.⍽o."), ("en", "n/a")])
def test_share_of_nothing_is_not_applicable(langue, expected):
    assert visible(format_share(0, 0, langue=langue)) == expected


def test_share_is_rounded_once():
    assert visible(format_share(1449, 10000, langue="fr")) == "14⍽%"
    assert visible(format_share(1, 200, langue="fr")) == "1⍽%"


@pytest.mark.parametrize(
    ("octets", "french", "english"),
    [
        (0, "0⍽octet", "0⍽bytes"),
        (512, "512⍽octets", "512⍽bytes"),
        (45_499, "45⍽ko", "45⍽kB"),
        (999_500, "1⍽Mo", "1⍽MB"),
        (1_234_567, "1,2⍽Mo", "1.2⍽MB"),
        (25_000_000, "25⍽Mo", "25⍽MB"),
    ],
)
def test_file_size_has_the_unit_of_its_language(octets, french, english):
    assert visible(format_file_size(octets, langue="fr")) == french
    assert visible(format_file_size(octets, langue="en")) == english


def test_large_count_is_grouped():
    assert visible(format_count(1200, "réponse", "réponses", langue="fr")) == "1⍽200⍽réponses"


@pytest.mark.parametrize(("number", "expected"), [(12, "12th"), (13, "13th"), (21, "21st"), (112, "112th")])
def test_english_ordinals_know_the_teens(number, expected):
    assert format_ordinal(number, langue="en") == expected


def test_raised_letters_of_an_ordinal_are_apart():
    assert [(part.text, part.sup) for part in ordinal_parts(1, langue="fr")] == [("1", "er")]


def test_period_of_one_year_is_that_year():
    assert format_years(2020, 2020, langue="fr") == "2020"
