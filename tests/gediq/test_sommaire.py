"""Contents and anchors of a long text."""

import pytest

from gediq.sommaire import build_sommaire


def outline(html):
    return [(e.libelle, [child.libelle for child in e.enfants]) for e in build_sommaire(html).entrees]


def test_headings_give_chapters_and_their_sections():
    html = "<h2>Accueillir</h2><p>a</p><h3>Avant</h3><h4>Détail</h4><h3>Après</h3><h2>Loger</h2>"

    assert outline(html) == [("Accueillir", ["Avant", "Après"]), ("Loger", [])]


def test_text_is_only_changed_by_its_anchors():
    html = "<p>Été &amp; hiver<br></p>\n<h2>L’été&nbsp;: <em>fin</em></h2>\n<ul><li>x</li></ul>"

    assert build_sommaire(html).html == html.replace("<h2>", '<h2 id="texte-lete-fin">')


def test_same_heading_twice_gives_two_anchors():
    assert [entree.ancre for entree in build_sommaire("<h2>Villes</h2>" * 3).entrees] == [
        "texte-villes",
        "texte-villes-2",
        "texte-villes-3",
    ]


def test_anchor_never_meets_those_of_the_page():
    assert 'id="texte-menu"' in build_sommaire("<h2>Menu</h2>").html


def test_heading_without_letters_still_has_an_anchor():
    assert 'id="texte-partie"' in build_sommaire("<h2>難民</h2>").html


def test_empty_heading_is_no_entry():
    assert build_sommaire("<h2> </h2><h2><br></h2>").entrees == []


def test_text_that_begins_lower_still_has_its_chapters():
    assert outline("<h3>Un</h3><h4>Deux</h4>") == [("Un", ["Deux"])]


@pytest.mark.parametrize("html", ["", "<p>Sans titre</p>", "<h2>Jamais fermé", "</h2><h2", "</h2>fin"])
def test_text_without_whole_headings_is_left_alone(html):
    sommaire = build_sommaire(html)

    assert (sommaire.html, sommaire.entrees) == (html, [])


def test_long_text_is_read_in_a_moment():
    sommaire = build_sommaire("<h2>Titre</h2><p>mots</p>\n" * 2_000)

    assert len(sommaire.entrees) == 2_000
