"""Citations: complete, readable by other programs, and without anything made up."""

import pytest

from programmation.domain.citation import Citation, cite_referentiel
from programmation.models import Referentiel

ADRESSE = "https://exemple.org/fr/referentiels/4/"


def citation(titre="Accueillir les réfugiés", langue="fr"):
    return Citation(4, titre, langue, ADRESSE)


def test_sentence_holds_what_is_known_and_nothing_else():
    assert citation().written_in("fr") == f"Accueillir les réfugiés. Référentiel\xa04. GEDCIQ. {ADRESSE}"


def test_title_that_asks_keeps_its_own_sign():
    assert citation("Comment accueillir?").written_in("fr").startswith("Comment accueillir? Référentiel")


def test_bibtex_names_no_author_and_no_year():
    assert citation().as_bibtex() == (
        "@misc{gedciq-referentiel-4,\n"
        "  title = {{Accueillir les réfugiés}},\n"
        "  publisher = {GEDCIQ},\n"
        "  note = {Référentiel 4},\n"
        f"  url = {{{ADRESSE}}},\n"
        "  language = {french},\n"
        "}\n"
    )


def test_signs_of_bibtex_in_a_title_are_escaped():
    assert (
        r"title = {{A \& B: 50\% \{x\} \textbackslash{}y \#1\_2}}"
        in citation("A & B: 50% {x} \\y #1_2").as_bibtex()
    )


def test_ris_names_no_author_and_no_year():
    assert citation(langue="en").as_ris() == (
        "TY  - RPRT\r\nTI  - Accueillir les réfugiés\r\nPB  - GEDCIQ\r\nM1  - Référentiel 4\r\n"
        f"LA  - en\r\nUR  - {ADRESSE}\r\nER  - \r\n"
    )


def test_line_break_in_a_title_cannot_add_a_field():
    referentiel = Referentiel(numero=4, titre_fr="Un\r\nAU  - Personne\ttitre")

    assert (
        "TI  - Un AU - Personne titre\r\n"
        in cite_referentiel(referentiel, adresse=ADRESSE, langue="fr").as_ris()
    )


@pytest.mark.parametrize(("titre_en", "langue"), [("Welcome", "en"), ("", "fr")])
def test_language_is_the_one_the_title_is_really_in(titre_en, langue):
    referentiel = Referentiel(numero=4, titre_fr="Accueil", titre_en=titre_en)

    assert cite_referentiel(referentiel, adresse=ADRESSE, langue="en").langue == langue
