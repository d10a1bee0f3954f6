"""Addresses and numbers as they are pasted: mended and said, or refused."""

import pytest
from django.core.exceptions import ValidationError

from municipalites.domain.importation.coordonnees import read_courriel, read_telephone, same_number


@pytest.mark.parametrize("written", ["ana@exemple.org", "Ana@Exemple.ORG", " ana@exemple.org\u200b "])
def test_a_plain_address_is_read_in_silence(written):
    assert read_courriel(written) == ("ana@exemple.org", "")


@pytest.mark.parametrize(
    "written",
    [
        "mailto:ana@exemple.org",
        "MAILTO:ana@exemple.org?subject=Bonjour",
        "Ana Essai <ana@exemple.org>",
        "<ana@exemple.org>;",
        "ａｎａ＠ｅｘｅｍｐｌｅ．ｏｒｇ",
        "ana@exemple.org; ANA@exemple.org",
        "ana@exemple.org.",
    ],
)
def test_what_is_around_an_address_is_taken_away_and_said(written):
    adresse, warning = read_courriel(written)

    assert adresse == "ana@exemple.org"
    assert warning == f"«\xa0{written}\xa0» est lu ana@exemple.org."


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("ana@exemple.org; bea@exemple.org", "plusieurs adresses dans une case"),
        ("ana@exemple.org bea@exemple.org", "plusieurs adresses dans une case"),
        ("hélène@exemple.org", "ni accent ni lettre étrangère"),
        ("ana@montréal.example", "ni accent ni lettre étrangère"),
        ("аna@exemple.org", "ni accent ni lettre étrangère|n’est pas une adresse"),
        ("ana", "n’est pas une adresse"),
        ("ana@", "n’est pas une adresse"),
        ("ana exemple@exemple.org", "n’est pas une adresse"),
        ("ana@exemple", "n’est pas une adresse"),
        ("ana@exemple.org\r\nBcc: x", "n’est pas une adresse"),
    ],
)
def test_what_is_no_single_address_is_refused(written, sentence):
    with pytest.raises(ValidationError, match=sentence) as refusal:
        read_courriel(written)

    assert refusal.value.code == "courriel"


@pytest.mark.parametrize(
    ("written", "extension", "read"),
    [
        ("5145550100", "", "514 555-0100"),
        ("15145550100", "", "514 555-0100"),
        ("(514) 555.0100", "", "514 555-0100"),
        ("+1 514 555-0100", "", "514 555-0100"),
        ("514 555-0100 poste 12", "", "514 555-0100, poste 12"),
        ("514-555-0100 x12", "", "514 555-0100, poste 12"),
        ("514-555-0100 #12", "", "514 555-0100, poste 12"),
        ("514-555-0100, p. 12", "", "514 555-0100, poste 12"),
        ("514-555-0100", "12", "514 555-0100, poste 12"),
        ("555-0100", "", "555-0100"),
        ("+33 1 23 45 67 89", "", "+33 1 23 45 67 89"),
    ],
)
def test_a_number_is_written_as_here_with_its_extension(written, extension, read):
    assert read_telephone(written, extension) == read


@pytest.mark.parametrize("written", ["12", "à venir", "514 555-0100 ou 514 555-0101 ou 514 555-0102"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValidationError):
        read_telephone(written)


def test_a_number_is_the_same_whatever_stands_between_its_digits():
    assert same_number("1 (514) 555-0100", "514 555.0100")
    assert not same_number("514 555-0100", "514 555-0100, poste 12")
