"""Reading a pasted list: each line is one territory, several to choose from, or nothing known."""

import pytest
from django.core.exceptions import ValidationError

from programmation.domain.liste_collee import LIGNES, add_participants, read_list
from tests.factories.comptes import create_superuser
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.programmation import create_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def read():
    """Give the names each line of a list was read as."""
    programme = create_programme()

    def names(texte):
        return [
            sorted(row.nom for row in lecture.candidats) for lecture in read_list(texte, programme=programme)
        ]

    return names


@pytest.mark.parametrize(
    "line",
    [
        "Sainte-Thérèse",
        "ste therese",
        "STE-THÉRÈSE",
        "Ville de Sainte-Thérèse",
        "  Ste Thérèse (Laurentides) ",
        "08010",
        "8010",
        "08010;Sainte-Thérèse",
        "Sainte-Thérèse\t8010",
    ],
)
def test_name_or_code_is_recognised_however_it_is_written(read, line):
    create_municipalite(nom="Sainte-Thérèse", code="08010")
    create_municipalite(nom="Sainte-Thérèse-de-Gaspé")

    assert read(line) == [["Sainte-Thérèse"]]


@pytest.mark.parametrize("line", ["L’Assomption", "l'assomption", "l assomption", "Assomption"])
def test_article_and_apostrophe_do_not_count(read, line):
    create_municipalite(nom="L'Assomption")

    assert read(line) == [["L'Assomption"]]


@pytest.mark.parametrize("line", ["Ailleurs", "99999", "66023 Laval", "Ville de", "…"])
def test_what_is_not_known_or_contradicts_itself_is_not_guessed(read, line):
    create_municipalite(nom="Laval", code="65005")
    create_municipalite(nom="Montréal", code="66023")

    assert read(line) == [[]]


def test_name_shared_by_two_places_is_asked_about_unless_its_kind_tells(read):
    for nature in ("village", "paroisse"):
        create_municipalite(nom="Stukely", nature=nature)

    assert read("Stukely\nVillage de Stukely") == [["Stukely", "Stukely"], ["Stukely"]]


def test_city_is_meant_before_the_mrc_of_its_name_unless_the_line_says_mrc():
    ville, mrc = create_municipalite(nom="Bonaventure"), create_territoire(nom="Bonaventure")

    lectures = read_list("Bonaventure\nMRC de Bonaventure", programme=create_programme())

    assert [lecture.territoire.pk for lecture in lectures] == [ville.pk, mrc.pk]


def test_place_that_exists_is_meant_before_one_that_does_not():
    create_municipalite(nom="Ville-Neuve", date_fin="2001-01-01")
    today = create_municipalite(nom="Ville-Neuve")

    [lecture] = read_list("Ville-Neuve", programme=create_programme())

    assert lecture.territoire.pk == today.pk


def test_repeated_or_already_recorded_place_is_not_new():
    programme, ville, autre = create_programme(), create_municipalite(), create_municipalite()
    programme.participations.create(territoire_id=ville.pk)

    lectures = read_list(f"{ville.code}\n{autre.code}\n\n{autre.nom}", programme=programme)

    assert [(row.numero, row.is_new) for row in lectures] == [(1, False), (2, True), (4, False)]


def test_answer_to_an_ambiguous_line_must_be_one_of_its_candidates():
    twins = [create_municipalite(nom="Hope") for _rank in range(2)]
    stranger = create_municipalite()

    def read(key):
        [lecture] = read_list("Hope", programme=create_programme(), choix={1: key})
        return lecture

    assert read(twins[1].pk).territoire.pk == twins[1].pk
    assert read(stranger.pk).is_ambiguous


def test_endless_list_is_refused():
    with pytest.raises(ValidationError, match="trop longue"):
        read_list("x\n" * (LIGNES + 1), programme=create_programme())


@pytest.mark.parametrize("count", [1, 30])
def test_reading_costs_two_queries(django_assert_num_queries, count):
    codes = [create_municipalite(parent=create_territoire()).code for _rank in range(count)]
    programme = create_programme()

    with django_assert_num_queries(2):
        lectures = read_list("\n".join(codes), programme=programme)

    with django_assert_num_queries(0):
        assert all(str(lecture.territoire.parent) for lecture in lectures)


def test_participants_are_recorded_once_with_their_author():
    programme, editor = create_programme(), create_superuser()
    villes = [create_municipalite() for _rank in range(2)]

    first = add_participants(programme, [villes[0], villes[0]], by=editor)
    second = add_participants(programme, villes, by=editor)

    assert (len(first), [row.territoire_id for row in second]) == (1, [villes[1].pk])
    assert {row.created_by for row in programme.participations.all()} == {editor}
