"""Words around values, and no-break spaces put at display."""

import pytest

from gediq.typographie import display_nbsp, join_words, label_value
from tests.gediq.typographie import visible


@pytest.mark.parametrize(
    ("words", "french", "english"),
    [
        ([], "", ""),
        (["Laval"], "Laval", "Laval"),
        (["Laval", "L’Assomption"], "Laval et L’Assomption", "Laval and L’Assomption"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
    ],
)
def test_words_are_joined_as_they_are(words, french, english):
    assert join_words(words, langue="fr") == french
    assert join_words(iter(words), langue="en") == english


def test_label_of_one_value_is_singular_and_of_none_is_absent():
    assert visible(label_value(["Laval"], "Lieu", "Lieux", langue="fr")) == "Lieu⍽: Laval"
    assert label_value([], "Lieu", "Lieux", langue="fr") == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Lieu : Laval", "Lieu⍽: Laval"),
        ("52 % de 20 $", "52⍽% de 20⍽$"),
        ("« Opération Partage »", "«⍽Opération Partage⍽»"),
        ("<strong>Lieu</strong> : Laval", "<strong>Lieu</strong>⍽: Laval"),
        ("Lieu&nbsp;: Laval", "Lieu⍽: Laval"),
        ('sans espace: 52%, 9h30, "droit" !', 'sans espace: 52%, 9h30, "droit" !'),
    ],
)
def test_french_spaces_before_signs_become_unbreakable_and_nothing_else_changes(typed, expected):
    assert visible(display_nbsp(typed, "fr")) == expected


@pytest.mark.parametrize(
    "untouched",
    [
        "<code>a : b</code>",
        "<pre>x\n  <b>y</b> : z &nbsp;: t</pre>",
        '<a href="/x : y" title="1 > 0 : vrai">lien</a>',
        "https://exemple.org/?q=50 ",
        "&nbsp",
        "\ue000\ue001\ue002",
        "1 < 2 > 0",
    ],
)
def test_markup_code_and_addresses_are_never_touched(untouched):
    assert display_nbsp(untouched, "fr") == untouched


def test_prose_resumes_after_code():
    assert visible(display_nbsp("<p><code>a : b</code> fin : oui</p>", "fr")) == (
        "<p><code>a : b</code> fin⍽: oui</p>"
    )


def test_english_text_is_left_alone():
    assert display_nbsp("Location : 52 %", "en") == "Location : 52 %"
