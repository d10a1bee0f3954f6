"""The link to the other language, and texts that may have fallen back to French."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from gediq.models import Theme
from gediq.templatetags.langue import dans_langue, same_page


def show(tag, langue, **fields):
    template = Template("{% load langue %}" + tag)
    with override(langue):
        return template.render(Context({"theme": Theme(**fields)})).strip()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/fr/programmation/?ville=66023&q=%C3%A9t%C3%A9", "/en/programmation/?ville=66023&q=%C3%A9t%C3%A9"),
        ("/fr/", "/en/"),
        ("/fr/fr/", "/en/fr/"),
        ("/admin/", "/en/"),
        ("/", "/en/"),
        ("/francais/", "/en/"),
    ],
)
def test_same_page_keeps_all_but_the_language(address, expected):
    assert dans_langue(address, "en") == expected


def test_address_too_long_to_repeat_keeps_its_path(rf):
    assert same_page(rf.get("/fr/recherche/", {"q": "m" * 60_000}), "en") == "/en/recherche/"


def test_no_request_leads_home():
    assert same_page(None, "fr") == "/fr/"


def test_text_in_the_language_of_the_page_is_not_marked():
    assert show('{% traduit theme "nom" %}', "en", nom_fr="emploi", nom_en="employment") == "employment"
    assert show('{% traduit theme "nom" %}', "fr", nom_fr="emploi", nom_en="employment") == "emploi"


def test_text_that_fell_back_is_marked_and_spaced_as_french():
    html = show('{% traduit theme "nom" %}!', "en", nom_fr="emploi : 52 %", nom_en="")

    assert html == '<span lang="fr">emploi\xa0: 52\xa0%</span>!'


def test_text_is_escaped_in_a_line_and_in_paragraphs():
    assert show('{% traduit theme "nom" %}', "fr", nom_fr="<b>") == "&lt;b&gt;"
    html = show('{% traduit_lignes theme "description" %}', "fr", description_fr="<i>un</i>\n\ndeux")
    assert html == '<div class="texte"><p>&lt;i&gt;un&lt;/i&gt;</p>\n\n<p>deux</p></div>'


def test_rich_text_keeps_its_markup():
    html = show(
        '{% traduit_riche theme "description" %}', "en", description_fr="<p>un</p>", description_en=""
    )

    assert html == '<div class="texte" lang="fr"><p>un</p></div>'


def test_drawing_marks_its_text_without_span():
    html = show('{% traduit_svg theme "nom" %}', "en", nom_fr="emploi", nom_en="")

    assert html == '<tspan lang="fr">emploi</tspan>'
