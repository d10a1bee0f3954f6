"""Hints tell the editor; only `fix`, on a click, changes a text."""

from time import perf_counter

import pytest

from gediq.typographie import fix, hints
from tests.gediq.typographie import visible

FRENCH = [
    ("espace_insecable", "Lieu : Laval", "Lieu⍽: Laval"),
    ("espace_insecable", "Lieu: Laval", "Lieu⍽: Laval"),
    ("espace_insecable", "<strong>Lieu:</strong> Laval", "<strong>Lieu⍽:</strong> Laval"),
    ("espace_insecable", "<em>Lieu</em>: Laval", "<em>Lieu</em>⍽: Laval"),
    ("espace_insecable", "52 % des villes", "52⍽% des villes"),
    ("espace_insecable", "52% des villes", "52⍽% des villes"),
    ("espace_insecable", "coûte 20$", "coûte 20⍽$"),
    ("espace_insecable", "« Opération»", "«⍽Opération⍽»"),
    ("espace_superflue", "Bienvenue !", "Bienvenue!"),
    ("espace_superflue", "Qui\u00a0? Vous\u202f; moi", "Qui? Vous; moi"),
    ("espace_fine", "Lieu\u202f: Laval", "Lieu⍽: Laval"),
    ("espace_fine", "«\u202f!", "«⍽!"),
    ("guillemets", 'le projet "Ensemble"', "le projet «⍽Ensemble⍽»"),
    ("guillemets", '"<em>Ensemble</em> ici"', "«⍽<em>Ensemble</em> ici⍽»"),
    ("guillemets", '" Ensemble "', "«⍽Ensemble⍽»"),
    ("heure", "à 9h30", "à 9⍽h⍽30"),
    ("heure", "de 9 h 00 à 12H", "de 9⍽h à 12⍽h"),
    ("ordinal", "le 2ème, la 1ère, les 3ièmes", "le 2e, la 1re, les 3es"),
    ("date", "le 25/12/2020", "le 25⍽décembre⍽2020"),
    ("date", "le 2020/06/01", "le 1er⍽juin⍽2020"),
    ("date", "le 05/05/2020", "le 5⍽mai⍽2020"),
]
ENGLISH = [
    ("espace_superflue", "Location : Laval", "Location: Laval"),
    ("espace_superflue", "52 % here !", "52% here!"),
    ("guillemets", 'the "Ensemble" project', "the “Ensemble” project"),
    ("ordinal", "on June 5th, 2020", "on June⍽5, 2020"),
    ("date", "on 12/25/2020", "on December⍽25, 2020"),
]
CASES = [("fr", *case) for case in FRENCH] + [("en", *case) for case in ENGLISH]


@pytest.mark.parametrize(("langue", "rule", "typed", "expected"), CASES)
def test_fault_is_told_and_mended_on_demand(langue, rule, typed, expected):
    assert {hint.rule for hint in hints(typed, langue)} == {rule}
    assert visible(fix(typed, langue)) == expected
    assert hints(fix(typed, langue), langue) == []


@pytest.mark.parametrize(
    ("langue", "rule", "typed"),
    [
        ("fr", "date", "le 05/06/2020"),
        ("fr", "ordinal", "la 1ème fois"),
        ("en", "heure", "for 2h30"),
    ],
)
def test_what_only_a_person_can_tell_is_told_and_left(langue, rule, typed):
    assert [(hint.rule, hint.suggestion) for hint in hints(typed, langue)] == [(rule, "")]
    assert fix(typed, langue) == typed


@pytest.mark.parametrize(
    ("langue", "typed"),
    [
        ("fr", "Le 1er\u00a0juin, à 9\u00a0h\u00a030\u00a0: «\u00a0Oui!\u00a0» 52\u00a0%"),
        ("fr", 'H2X 1X4, J3H 2M4, 100 km/h, 35 h, 1,5 h, écran de 12"'),
        ("fr", "de 10:30 à 11:15, option a:b, 31/31/2020, 1/2, 12/05/2020/3"),
        ("fr", '<a href="/x : y" title="9h30 !">lien</a> <code>"a" : 9h30 !</code>'),
        ("fr", "https://exemple.org/25/12/2020?x=2%20!"),
        ("fr", "R&amp;D&eacute; Lieu&nbsp;: ici"),
        ("fr", 'des écrans de 12" et de 15" au choix'),
        ("fr", '<p>"ouvert</p><p>fermé"</p>'),
        ("en", "Location: 52% “here”, at 9 a.m.; yes!"),
        ("en", "« Opération Partage » costs 20 $"),
    ],
)
def test_good_text_and_markup_get_no_hint_and_no_change(langue, typed):
    assert hints(typed, langue) == []
    assert fix(typed, langue) == typed.replace("&nbsp;", "\u00a0")


def test_rules_of_one_language_never_read_the_other():
    assert hints("at 9:30, 52% and more: “yes”", "en") == []
    assert hints("June 5th", "fr") == []


def test_hint_shows_the_words_around_so_that_the_editor_finds_it():
    (hint,) = hints("<p>Cette année, la rencontre aura <em>lieu</em> à Laval !</p><p>Ensuite</p>", "fr")

    assert hint.excerpt == "aura lieu à Laval !"
    assert hint.suggestion == "aura lieu à Laval!"
    assert str(hint.label) == "Espace de trop avant un signe"


def test_hint_stops_at_the_edges_of_its_paragraph():
    (hint,) = hints("<p>Avant</p><p>Déjà !</p><p>Après</p>", "fr")

    assert hint.excerpt == "Déjà !"


def test_two_faults_are_two_hints_and_one_click_mends_both():
    typed = "<p>Lieu : Laval !</p>"

    assert sorted(hint.rule for hint in hints(typed, "fr")) == ["espace_insecable", "espace_superflue"]
    assert visible(fix(typed, "fr")) == "<p>Lieu⍽: Laval!</p>"


@pytest.mark.parametrize(
    "piece", [" ", '"', '<a "', "<code>", "&", "1", "«", "\u00a0", " !", "<p", "http://"]
)
def test_hostile_repetition_takes_no_time(piece):
    text = (piece * 60_000)[:60_000]
    started = perf_counter()

    for langue in ("fr", "en"):
        hints(text, langue)
        fix(text, langue)

    assert perf_counter() - started < 5
