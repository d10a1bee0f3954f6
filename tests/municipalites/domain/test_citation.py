import pytest

from municipalites.domain.chiffres import Tableau
from municipalites.domain.citation import cite_figure
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_valeur,
)

pytestmark = pytest.mark.django_db

LIENS = {"fr": "https://exemple.org/fr/x/", "en": "https://exemple.org/en/x/"}
COUNT = {"libelle_fr": "Personnes immigrantes", "libelle_en": "Immigrants"}
WHOLE = {"libelle_fr": "Population des ménages privés", "libelle_en": "Population in private households"}


@pytest.fixture
def ville():
    return create_municipalite(code="99023", nom="Montréal-d’essai")


@pytest.fixture
def source():
    return create_source(
        producteur_fr="Statistique d’essai",
        producteur_en="Test statistics",
        titre_fr="Recensement de 2016",
        titre_en="2016 Census",
    )


def sentences(ville, code, annee=2016):
    chiffre = Tableau([ville]).get(ville, code, annee)
    return [citation.texte for citation in cite_figure(chiffre, ville, liens=LIENS)]


def test_share_is_quoted_with_its_base_in_both_languages(ville, source):
    base = create_indicateur("pop_mp", **WHOLE)
    imm = create_indicateur("imm", base=base, **COUNT)
    create_valeur(ville, base, 2016, 1664380, source=source)
    create_valeur(ville, imm, 2016, 570945, source=source)

    assert sentences(ville, "imm") == [
        "Montréal-d’essai (municipalité locale, code 99023), 2016 – Personnes immigrantes\xa0: "
        "570\xa0945\xa0personnes, soit 34,3\xa0% de la base (1\xa0664\xa0380\xa0personnes, "
        "Population des ménages privés), selon Statistique d’essai, Recensement de 2016. "
        "https://exemple.org/fr/x/#chiffre-imm",
        "Montréal-d’essai (local municipality, code 99023), 2016 – Immigrants: "
        "570,945\xa0people, or 34.3% of the base (1,664,380\xa0people, "
        "Population in private households), according to Test statistics, 2016 Census. "
        "https://exemple.org/en/x/#chiffre-imm",
    ]


def test_count_without_base_gives_no_share(ville, source):
    create_valeur(ville, create_indicateur("imm", **COUNT), 2016, 1, source=source)

    assert "1\xa0personne, selon Statistique d’essai" in sentences(ville, "imm")[0]


def test_estimate_says_so(ville, source):
    create_valeur(ville, create_indicateur("imm", **COUNT), 2016, 20, source=source, qualite="3_estimee")

    assert ["(estimation)" in sentence for sentence in sentences(ville, "imm")] == [True, False]
    assert "(estimate)" in sentences(ville, "imm")[1]


def test_figure_without_english_name_is_quoted_in_french_alone(ville, source):
    imm = create_indicateur("imm", libelle_fr="Personnes immigrantes", libelle_en="")
    create_valeur(ville, imm, 2016, 20, source=source)

    assert len(sentences(ville, "imm")) == 1


def test_absence_is_not_quoted(ville, source):
    create_valeur(ville, create_indicateur("imm", **COUNT), 2016, None, source=source)

    assert sentences(ville, "imm") == []


def test_invented_figure_is_quoted_as_such(source):
    ville = create_municipalite(code="00010", est_fictif=True)
    create_valeur(ville, create_indicateur("imm", **COUNT), 2016, 20, source=source)

    french, english = sentences(ville, "imm")
    assert french.startswith("Donnée fictive (démonstration) – ")
    assert english.startswith("Fictitious data (demonstration) – ")
