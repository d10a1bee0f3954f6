import pytest
from django.core.exceptions import ValidationError

from municipalites.domain.importation.codes import read_code


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("66023", "66023"),
        (" 66 023 ", "66023"),
        ("66023.0", "66023"),
        ("66023,0", "66023"),
        ("2466023", "66023"),
        ("2401023.0", "01023"),
        ("2021A00052466023", "66023"),
        ('="01023"', "01023"),
        ("'01023", "01023"),
    ],
)
def test_a_code_is_found_under_what_excel_and_the_census_made_of_it(texte, code):
    assert (read_code(texte).code, read_code(texte).avertissement) == (code, "")


@pytest.mark.parametrize("texte", ["1023", "1023.0"])
def test_a_lost_zero_is_put_back_and_said(texte):
    code = read_code(texte)

    assert (code.code, code.avertissement) == (
        "01023",
        f"Zéro de tête rétabli\xa0: «\xa0{texte}\xa0» est lu 01023.",
    )


@pytest.mark.parametrize(
    "texte", ["", "abc", "123", "660231", "1301006", "66023.5", "-66023", "6602a", "00101", "2400101"]
)
def test_what_is_no_code_of_a_real_municipality_is_refused_with_its_text(texte):
    with pytest.raises(ValidationError) as refusal:
        read_code(texte)

    assert f"«\xa0{texte}\xa0»" in refusal.value.messages[0]
