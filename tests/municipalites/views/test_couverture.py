"""The page of coverage: what a set weighs, where the figures come from, and what is missing said so."""

import csv
from io import StringIO

import pytest

from gediq.models import Publication
from municipalites.models import Niveau, Territoire, Valeur
from tests.factories.gediq import create_chiffre
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.factories.programmation import create_programme, create_referentiel, create_seance
from tests.pages import Page

pytestmark = pytest.mark.django_db
PATH = "/fr/municipalites/couverture/"
SUMMER = "?ensemble=signataires&date=2018-07-01&annee=2016"


@pytest.fixture
def figures():
    """Quebec has 1,000 people and 100 immigrants; write those of other territories."""
    source = create_source(titre_fr="Recensement inventé", titre_en="Invented census")
    pop, imm = create_indicateur("pop"), create_indicateur("imm")

    def write(territoire, population, immigrants):
        for indicateur, valeur in ((pop, population), (imm, immigrants)):
            create_valeur(territoire, indicateur, 2016, valeur, source=source)
        return territoire

    write(create_territoire(Niveau.PROVINCE, code="QC", nom="Québec"), 1000, 100)
    return write


def said(client, query=SUMMER, path=PATH):
    return " ".join(text for _langue, text in Page(client.get(path + query).text).texts)


def table_of(client, query=SUMMER):
    path = PATH.replace("/couverture/", "/couverture.csv")
    return list(csv.DictReader(StringIO(client.get(path + query).content.decode("utf-8-sig"))))


# --- The figures -----------------------------------------------------------------------------------


def test_each_part_is_shown_with_its_two_terms_its_year_and_its_source(client, figures):
    create_entente(figures(create_municipalite(nom="Laville"), 250, 33))

    text = said(client)

    assert "25,0\xa0% 250 sur 1\xa0000 au Québec 2016 · Producteur inventé, Recensement inventé" in text
    assert "33,0\xa0% 33 sur 100 au Québec" in text
    assert "officielle" in text


def test_an_mrc_that_signed_counts_its_cities_once_each(client, figures):
    mrc = create_territoire()
    villes = [figures(create_municipalite(parent=mrc), 100, 10) for _rank in range(2)]
    create_entente(mrc, villes[0])

    assert "Municipalités 2 Pour 2 territoires nommés" in said(client)
    assert [row["code"] for row in table_of(client)] == sorted(ville.code for ville in villes)


def test_a_missing_term_is_told_by_name_and_no_partial_sum_is_given(client, figures):
    create_entente(figures(create_municipalite(), 250, 33), create_municipalite(nom="Sans-Chiffre"))

    page = client.get(PATH + SUMMER).text

    assert page.count("Non calculable\xa0: 1 manquant") == 2
    assert "La municipalité sans chiffre" in page
    assert page.count(">Sans-Chiffre</a>") == 3
    assert "250 sur" not in page
    assert "33 sur" not in page


def test_the_first_fifty_missing_are_named_and_the_others_counted(client, figures):
    create_entente(*(create_municipalite() for _rank in range(52)))

    page = client.get(PATH + SUMMER).text

    assert page.count("Non calculable\xa0: 52 manquants") == 2
    assert page.count("et 2 autres") == 2
    assert page.count(">Ville-Inventée-") == 50 * 3


def test_without_the_total_of_quebec_the_part_is_not_given(client, figures):
    create_entente(figures(create_municipalite(), 250, 33))
    Valeur.objects.filter(territoire__code="QC", indicateur__code="imm").delete()

    assert "33 dans l’ensemble; le total du Québec n’est pas disponible" in said(client)


def test_empty_set_says_that_the_list_is_not_entered_yet(client, figures):
    text = said(client)

    assert "Le GEDCIQ n’a pas encore inscrit de municipalité dans cet ensemble" in text
    assert "0,0" not in text


def test_invented_municipality_is_said_and_never_counted(client, figures):
    demo = figures(create_municipalite(code="00901", est_fictif=True), 250, 33)
    create_entente(demo)

    assert "1 territoire fictif de la démonstration n’est pas compté." in said(client)
    assert table_of(client) == []


# --- The sets --------------------------------------------------------------------------------------


def test_only_published_agreements_in_force_on_the_day_count(client, figures):
    create_entente(figures(create_municipalite(nom="Aujourd-Oui"), 1, 1), date_debut="2018-07-01")
    create_entente(create_municipalite(), date_debut="2018-07-02")
    create_entente(create_municipalite(), date_fin="2018-06-30")
    create_entente(create_municipalite(), publication=Publication.BROUILLON)

    assert [row["nom"] for row in table_of(client)] == ["Aujourd-Oui"]


def test_participants_of_a_published_programme_are_a_set_and_a_draft_is_none(client, figures):
    ville = figures(create_municipalite(nom="Participante"), 250, 33)
    programmes = (
        create_programme(slug="public"),
        create_programme(slug="cache", publication=Publication.BROUILLON),
    )
    for programme in programmes:
        programme.participations.create(territoire_id=ville.pk)

    assert [row["nom"] for row in table_of(client, "?ensemble=participants.public")] == ["Participante"]
    text = said(client, "?ensemble=participants.cache")
    assert "L’ensemble «\xa0participants.cache\xa0» n’existe pas ou n’est pas publié." in text
    assert "Participante" not in text


def test_participants_may_be_those_of_a_day(client, figures):
    programme = create_programme(slug="long")
    for nom, days in {
        "Toujours": {},
        "Partie": {"date_fin": "2019-01-01"},
        "Venue": {"date_debut": "2020-01-01"},
    }.items():
        programme.participations.create(territoire_id=create_municipalite(nom=nom).pk, **days)

    asked = "?ensemble=participants.long"
    assert len(table_of(client, asked)) == 3
    assert [row["nom"] for row in table_of(client, f"{asked}&date=2019-06-01")] == ["Toujours"]


def test_attendance_of_a_published_session_is_a_set_named_by_the_title_it_borrows(client, figures):
    ville = figures(create_municipalite(nom="Présente"), 250, 33)
    shown = create_seance(
        code="op-90", titre_fr="", titre_en="", referentiels=[create_referentiel(titre_fr="Le premier")]
    )
    hidden = create_seance(code="op-91", publication=Publication.BROUILLON)
    for seance in (shown, hidden):
        seance.municipalites_presentes.add(ville.pk)

    page = client.get(f"{PATH}?ensemble=presentes.op-90").text

    assert "Le premier (op-90)" in page
    assert 'value="presentes.op-90" selected' in page
    assert "op-91" not in page
    assert "n’existe pas" in said(client, "?ensemble=presentes.op-91")


def test_a_name_left_in_french_says_so_on_the_english_page(client, figures):
    create_programme(slug="public", titre_en="")

    page = client.get("/en/municipalites/couverture/?ensemble=participants.public").text

    assert '<span class="couverture-nom" lang="fr">Programme d’essai (2018-2021)</span>' in page


# --- What is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?ensemble=inconnu", "L’ensemble «\xa0inconnu\xa0» n’existe pas ou n’est pas publié."),
        ("?ensemble=presentes.", "L’ensemble «\xa0presentes.\xa0» n’existe pas ou n’est pas publié."),
        ("?date=2018-02-30", "Cette date n’existe pas\xa0: écrivez par exemple 2018-07-01."),
        ("?date=hier", "Cette date n’existe pas\xa0: écrivez par exemple 2018-07-01."),
        ("?annee=1066", "Aucun chiffre du Québec n’est connu pour l’année «\xa01066\xa0»."),
    ],
)
def test_value_that_means_nothing_is_answered_by_a_sentence(client, figures, query, sentence):
    assert sentence in said(client, query)
    answer = client.get(PATH.replace("/couverture/", "/couverture.csv") + query)
    assert (answer.status_code, answer.text) == (400, f"{sentence}\n")


def test_without_a_year_the_newest_that_has_both_figures_of_quebec(client, figures):
    quebec = Territoire.objects.get(code="QC")
    create_valeur(quebec, create_indicateur("autre"), 2021, 5)
    create_valeur(quebec, quebec.valeurs.get(indicateur__code="pop").indicateur, 2020, 1100)
    create_entente(figures(create_municipalite(), 250, 33))

    assert table_of(client, "")[0]["annee"] == "2016"
    assert said(client, "?annee=2020").count("n.\xa0d.") > 2


def test_list_goes_by_fifty_and_keeps_what_was_asked(client, figures):
    create_entente(*(create_municipalite() for _rank in range(51)))

    second = Page(client.get(f"{PATH}{SUMMER}&page=2").text)
    absent = said(client, f"{SUMMER}&page=9")

    assert f"{SUMMER}&page=1" in second.links
    assert second.count("tr") == 2
    assert "Cette page de la liste n’existe pas; voici la première." in absent


def test_file_says_why_a_figure_is_missing(client, figures):
    create_entente(figures(create_municipalite(nom="Laville"), 250, None))

    assert [(row["nom"], row["population"], row["immigrants"]) for row in table_of(client)] == [
        ("Laville", "250", "")
    ]
    assert [(row["population_source"], row["immigrants_motif"]) for row in table_of(client)] == [
        ("Producteur inventé, Recensement inventé", "non_disponible")
    ]


# --- Beside it -------------------------------------------------------------------------------------


def test_announced_figures_stand_beside_with_the_note_of_the_team(client, figures):
    for code, valeur in (("municipalites-contactees", 54), ("part-population", 52), ("referentiels", 9)):
        create_chiffre(code=code, valeur=valeur, libelle_fr=code, note_fr=f"Note de {code}")

    text = said(client)

    assert "Les listes de municipalités dont ils viennent ne sont pas publiées" in text
    assert "Note de municipalites-contactees" in text
    assert "Note de part-population" in text
    assert "Note de referentiels" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_eight_queries_whatever_the_set_and_its_mergers(
    client, figures, number, django_assert_num_queries
):
    villes = []
    for _rank in range(number):
        successor = figures(create_municipalite(), 1, 1)
        middle = create_municipalite(date_fin="2010-01-01", successeur=successor)
        villes.append(create_municipalite(date_fin="2005-01-01", successeur=middle))
    create_entente(*villes)
    create_seance().municipalites_presentes.add(villes[0].pk)
    create_chiffre(code="municipalites-contactees")

    with django_assert_num_queries(8):
        client.get(PATH + SUMMER)
