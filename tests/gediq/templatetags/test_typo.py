"""The same words in pages, in the language of the page, with the marks that machines read."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from gediq.typographie import format_dates, format_moment
from tests.gediq.typographie import days, visible

JUNE = days("2020-06-01", "2020-06-08")


def render(source, langue, **values):
    with translation.override(langue):
        return visible(Template("{% load typo %}" + source).render(Context(values)))


@pytest.mark.parametrize(
    ("source", "french", "english"),
    [
        ("{{ jours|format_dates }}", "1er et 8⍽juin⍽2020", "June⍽1 and 8, 2020"),
        ('{% format_dates jours style="phrase" %}', "les 1er et 8⍽juin⍽2020", "on June⍽1 and 8, 2020"),
        ("{% format_range jours.0 jours.1 %}", "du 1er au 8⍽juin⍽2020", "June⍽1 to 8, 2020"),
        ("{% format_month 2018 6 %}", "juin⍽2018", "June⍽2018"),
        ('{% format_season "ete" 2018 %}', "été⍽2018", "summer⍽2018"),
        ("{{ jours.0|format_short_date }}", "1er⍽juin⍽2020", "June⍽1, 2020"),
        ("{{ debut|format_time }}", "9⍽h⍽05", "9:05⍽a.m."),
        ("{% format_hours debut %}", "à 9⍽h⍽05", "9:05⍽a.m."),
        ("{% format_moment jours debut %}", "1er et 8⍽juin⍽2020, à 9⍽h⍽05", "June⍽1 and 8, 2020, 9:05⍽a.m."),
        ("{{ 1762949|format_integer }}", "1⍽762⍽949", "1,762,949"),
        ("{{ 2.25|format_decimal:1 }}", "2,3", "2.3"),
        ("{{ 52|format_percent }}", "52⍽%", "52%"),
        ("{{ 59.25|format_percent:1 }}", "59,3⍽%", "59.3%"),
        ("{% format_share 32 54 1 %}", "59,3⍽%", "59.3%"),
        ("{{ 8484965|format_rounded }}", "8,5⍽millions", "8.5⍽million"),
        ("{{ 1250.5|format_money }}", "1⍽250,50⍽$", "$1,250.50"),
        ("{{ -3.25|format_variation }}", "−3,3⍽points", "−3.3⍽points"),
        ("{{ 1234567|format_file_size }}", "1,2⍽Mo", "1.2⍽MB"),
        ("{{ 2|format_ordinal }}", "2e", "2nd"),
        ("{% format_years 2018 2021 %}", "2018-2021", "2018–2021"),
        ('{% format_count 0 "x" "xs" %}', "0⍽x", "0⍽xs"),
        ("{{ villes|join_words }}", "Laval et Québec", "Laval and Québec"),
        ('{% label_value villes "L" "Ls" %}', "Ls⍽: Laval et Québec", "Ls: Laval and Québec"),
        ("{{ villes.0|quote }}", "«⍽Laval⍽»", "“Laval”"),
    ],
)
def test_plain_text_follows_the_language_of_the_page(source, french, english):
    values = {"jours": JUNE, "debut": time(9, 5), "villes": ["Laval", "Québec"]}

    assert render(source, "fr", **values) == french
    assert render(source, "en", **values) == english


@pytest.mark.parametrize(
    ("source", "french", "english"),
    [
        (
            "{% dates_html jours %}",
            '<time datetime="2020-06-01">1<sup>er</sup></time> et '
            '<time datetime="2020-06-08">8⍽juin⍽2020</time>',
            '<time datetime="2020-06-01">June⍽1</time> and <time datetime="2020-06-08">8, 2020</time>',
        ),
        (
            "{% range_html jours.0 jours.1 %}",
            'du <time datetime="2020-06-01">1<sup>er</sup></time> au '
            '<time datetime="2020-06-08">8⍽juin⍽2020</time>',
            '<time datetime="2020-06-01">June⍽1</time> to <time datetime="2020-06-08">8, 2020</time>',
        ),
        (
            "{% month_html 2018 6 %}",
            '<time datetime="2018-06">juin⍽2018</time>',
            '<time datetime="2018-06">June⍽2018</time>',
        ),
        (
            "{% short_date_html jours.0 %}",
            '<time datetime="2020-06-01">1<sup>er</sup>⍽juin⍽2020</time>',
            '<time datetime="2020-06-01">June⍽1, 2020</time>',
        ),
        ("{% ordinal_html 1 feminin=True %}", "1<sup>re</sup>", "1st"),
        (
            "{% missing_html %}",
            '<abbr title="non disponible"><span aria-hidden="true">n.⍽d.</span>'
            '<span class="visually-hidden">non disponible</span></abbr>',
            '<abbr title="not available"><span aria-hidden="true">n/a</span>'
            '<span class="visually-hidden">not available</span></abbr>',
        ),
        (
            "{% quote_html titre %}",
            "«⍽Opération Partage⍽»",
            '“<span lang="fr">Opération Partage</span>”',
        ),
    ],
)
def test_html_is_marked_for_machines_without_a_stray_space(source, french, english):
    values = {"jours": JUNE, "titre": "Opération Partage"}

    assert render(f"({source})", "fr", **values) == f"({french})"
    assert render(f"({source})", "en", **values) == f"({english})"


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_page_and_mail_have_the_same_words(langue):
    values = {"jours": [*JUNE, *days("2019-12-12")], "debut": time(9), "fin": time(12)}
    html = render("{% moment_html jours debut fin videoconference=True %}", langue, **values)
    mail = format_moment(values["jours"], time(9), time(12), langue=langue, videoconference=True)

    assert re.sub("<[^>]*>", "", html) == visible(mail)


def test_missing_number_is_said_and_never_zero():
    assert (
        render("{{ valeur|format_integer }} {{ valeur|format_percent:1 }}", "fr", valeur=None)
        == "n.⍽d. n.⍽d."
    )


def test_title_from_an_editor_is_escaped():
    assert render("{% quote_html titre %}", "fr", titre="<b>A</b>") == "«⍽&lt;b&gt;A&lt;/b&gt;⍽»"


def test_french_passage_keeps_its_spaces_on_an_english_page():
    assert render('{{ texte|display_nbsp:"fr" }}', "en", texte="Lieu : ici") == "Lieu⍽: ici"
    assert render("{{ texte|display_nbsp }}", "en", texte="Lieu : ici") == "Lieu : ici"


def test_display_keeps_rich_text_rich_and_plain_text_escaped():
    assert (
        render("{{ texte|display_nbsp }}", "fr", texte=SafeString("<p>Lieu : ici</p>")) == "<p>Lieu⍽: ici</p>"
    )
    assert render("{{ texte|display_nbsp }}", "fr", texte="<p>ici :") == "&lt;p&gt;ici⍽:"


def test_page_outside_any_language_is_french():
    with translation.override(None):
        assert Template("{% load typo %}{{ 52|format_percent }}").render(Context()) == "52\u00a0%"


def test_pages_rendered_at_once_never_mix_languages():
    source = "{% dates_html jours %}|{{ jours|format_dates }}"
    expected = {langue: render(source, langue, jours=JUNE) for langue in ("fr", "en")}
    asked = ["fr", "en"] * 100

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda langue: render(source, langue, jours=JUNE), asked))

    assert pages == [expected[langue] for langue in asked]
    assert visible(format_dates(JUNE, langue="en")) in expected["en"]
