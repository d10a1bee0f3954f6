"""Search of the lists: accents and case aside, bounded, deaf to nonsense; the same on both databases."""

import pytest

from gediq.models import NomOrganisme, Organisme, Theme
from tests.factories.gediq import create_theme

pytestmark = pytest.mark.django_db
LIST = "/admin/gediq/theme/"


@pytest.fixture
def themes():
    for nom in ("Accueil des réfugiés", "Cœur de ville", "École et emploi"):
        create_theme(nom_fr=nom, nom_en="")


def found(client, words, url=LIST):
    response = client.get(url, {"q": words})
    assert response.status_code == 200
    return [str(row) for row in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("refugies", ["Accueil des réfugiés"]),
        ("RÉFUGIÉS", ["Accueil des réfugiés"]),
        ("ecole", ["École et emploi"]),
        ("ÉCOLE emploi", ["École et emploi"]),
        ("emploi ecole", ["École et emploi"]),
        ("coeur", ["Cœur de ville"]),
        ("cœur", ["Cœur de ville"]),
        ("école réfugiés", []),
        ("", ["Accueil des réfugiés", "Cœur de ville", "École et emploi"]),
    ],
)
@pytest.mark.usefixtures("themes")
def test_words_are_found_however_they_are_written(ana, words, names):
    assert sorted(found(ana, words)) == sorted(names)


@pytest.mark.usefixtures("themes")
@pytest.mark.parametrize(
    "words", ["é" * 60_000, "mot " * 20_000, "\x00", "accueil\x00", "%", "_", "'", '"', "\\"]
)
def test_nonsense_finds_nothing_or_little_and_never_fails(ana, words):
    response = ana.get(LIST, {"q": words}, follow=True)

    assert response.status_code == 200


def test_words_may_stand_in_the_rows_of_a_record(ana):
    organisme = Organisme.objects.create(code="immigration")
    for nom, sigle in (("Ministère de l’Immigration", "MIFI"), ("Ministère de la Diversité", "MIDI")):
        NomOrganisme.objects.create(organisme=organisme, nom_fr=nom, sigle=sigle)

    assert len(found(ana, "midi immigration", "/admin/gediq/organisme/")) == 1
    assert found(ana, "culture", "/admin/gediq/organisme/") == []


def test_search_costs_the_same_queries_for_one_row_and_for_three(ana, django_assert_num_queries):
    create_theme(nom_fr="accueil")
    ana.get(LIST, {"q": "accueil"})
    with django_assert_num_queries(5):
        ana.get(LIST, {"q": "accueil"})
    create_theme(nom_fr="accueil aussi")
    create_theme(nom_fr="emploi")
    with django_assert_num_queries(5):
        ana.get(LIST, {"q": "accueil"})
    assert Theme.objects.count() == 3


@pytest.mark.parametrize(
    "query", ["publication__exact=%00", "o=%00", "p=%00", "nom_fr=%00", "p=abc", "e=1", "_x=%FF"]
)
def test_wrong_address_of_a_list_is_never_an_error(ana, query):
    assert ana.get(f"/admin/gediq/page/?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("pk", ["0", "abc", "%00", "9" * 40, "../1", "1%27"])
@pytest.mark.parametrize("name", ["change", "delete", "history", "apercu", "typographie"])
def test_wrong_address_of_a_record_is_never_an_error(ana, pk, name):
    address = f"/admin/gediq/page/{pk}/{name}/"

    assert ana.get(address, follow=True).status_code in (200, 404)
    assert ana.post(address, {"verrou": "0"}, follow=True).status_code in (200, 404)
