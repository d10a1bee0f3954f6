"""The HTML of a mail: the words of its text, readable everywhere, without anything to fetch."""

import re

import pytest

from gediq.courriels.mise_en_page import Bloc, read_blocs, render_html
from gediq.courriels.redaction import SIGNATURE
from gediq.models import Courriel

TEXTE = f"""Bonjour Marie,

Un paragraphe
de deux lignes & un <b>signe</b>.

À apporter :
- un crayon
- du papier

Accepter l’invitation : http://127.0.0.1:8000/fr/espace/invitation/abc/

Salle virtuelle : https://visio.example/123

123456

{SIGNATURE}
GEDCIQ
1, rue d’essai

Ce n’est plus vous? Indiquez qui vous remplace : http://127.0.0.1:8000/fr/espace/releve/abc/"""


def html(langue="fr"):
    return render_html(Courriel(objet="Objet d’essai", langue=langue), TEXTE)


def test_the_text_is_read_as_paragraphs_lists_links_and_codes():
    corps = TEXTE.partition(f"\n{SIGNATURE}\n")[0]

    assert list(read_blocs(corps)) == [
        Bloc("paragraphe", ["Bonjour Marie,"]),
        Bloc("paragraphe", ["Un paragraphe", "de deux lignes & un <b>signe</b>."]),
        Bloc("paragraphe", ["À apporter :"]),
        Bloc("liste", ["un crayon", "du papier"]),
        Bloc("lien", ["Accepter l’invitation"], "http://127.0.0.1:8000/fr/espace/invitation/abc/"),
        Bloc("paragraphe", ["Salle virtuelle : https://visio.example/123"]),
        Bloc("code", ["123456"]),
    ]


def test_only_our_own_addresses_become_links():
    addresses = re.findall(r'href="([^"]*)"', html())

    assert addresses == [
        "http://127.0.0.1:8000/fr/espace/invitation/abc/",
        "http://127.0.0.1:8000/fr/espace/releve/abc/",
    ]


def test_an_address_that_only_begins_like_ours_is_no_link():
    (bloc,) = read_blocs("Entrer : http://127.0.0.1:8000.ailleurs.example/fr/")

    assert bloc.nature == "paragraphe"


def test_what_people_typed_is_never_markup():
    assert "&amp; un &lt;b&gt;signe&lt;/b&gt;" in html()


def test_nothing_is_fetched_from_anywhere():
    assert re.findall(r"<(?:img|link|script|iframe)\b|\burl\(|\bsrc=|@import", html()) == []


@pytest.mark.axe
@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_mail_is_accessible_and_fits_a_phone(new_page, axe, langue, dark):
    page = new_page(width=320, dark=dark)
    page.set_content(html(langue))

    axe(page)
    assert page.locator("html").get_attribute("lang") == f"{langue}-CA"
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    assert page.evaluate("document.fonts.size") == 0
