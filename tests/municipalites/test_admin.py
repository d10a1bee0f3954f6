"""Territories and municipalities in the back office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalites.models import Municipalite, Territoire
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.formulaires import posted_by

TERRITOIRES = "/admin/municipalites/territoire/"
MUNICIPALITES = "/admin/municipalites/municipalite/"


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction"))
    return client


def create_mrc(code="970", nom="MRC inventée"):
    return Territoire.objects.create(niveau="mrc", code=code, nom=nom)


def rows_of(response):
    return list(response.context["cl"].result_list)


def test_municipality_added_by_staff_is_of_the_local_level(redaction):
    data = posted_by(redaction.get(f"{MUNICIPALITES}add/"), nom="Ville-Neuve", code="99999", nature="ville")

    response = redaction.post(f"{MUNICIPALITES}add/", data)

    assert (response.status_code, Municipalite.objects.get().niveau) == (302, "municipalite")


def test_municipalities_alone_are_in_their_list(redaction):
    ville, mrc = create_municipalite(), create_mrc()

    assert rows_of(redaction.get(MUNICIPALITES)) == [ville]
    assert {row.pk for row in rows_of(redaction.get(TERRITOIRES))} == {ville.pk, mrc.pk}


def test_level_and_nature_filter_the_territories(redaction):
    village, _ville = create_municipalite(nature="village"), create_municipalite()
    mrc = create_mrc()

    by_level = rows_of(redaction.get(f"{TERRITOIRES}?niveau__exact=mrc"))
    by_nature = rows_of(redaction.get(f"{TERRITOIRES}?nature=village"))

    assert by_level == [mrc]
    assert [row.pk for row in by_nature] == [village.pk]


def test_merged_municipality_is_told_from_the_others(redaction):
    kept = create_municipalite()
    gone = create_municipalite(date_fin="2002-01-01", successeur=kept)

    assert rows_of(redaction.get(f"{MUNICIPALITES}?existence=actuel")) == [kept]
    assert rows_of(redaction.get(f"{MUNICIPALITES}?existence=ancien")) == [gone]
    assert len(rows_of(redaction.get(f"{MUNICIPALITES}?existence=autre"))) == 2


def test_search_ignores_accents_hyphens_and_reads_the_code(redaction):
    ville = create_municipalite(nom="Saint-Étienne-des-Grès", code="99123")
    create_municipalite()

    assert rows_of(redaction.get(f"{MUNICIPALITES}?q=saint etienne")) == [ville]
    assert rows_of(redaction.get(f"{MUNICIPALITES}?q=99123")) == [ville]


def test_place_of_a_session_is_chosen_by_typing_its_name(redaction):
    ville = create_municipalite(nom="Montréal")
    create_municipalite()

    found = redaction.get(
        "/admin/autocomplete/",
        {
            "app_label": "programmation",
            "model_name": "lieuseance",
            "field_name": "municipalite",
            "term": "montr",
        },
    ).json()

    assert [result["id"] for result in found["results"]] == [str(ville.pk)]


def test_same_code_at_the_same_level_is_refused_in_words(redaction):
    create_municipalite(code="99123")
    data = posted_by(redaction.get(f"{MUNICIPALITES}add/"), nom="Double", code="99123")

    response = redaction.post(f"{MUNICIPALITES}add/", data)

    assert "Ce code est déjà celui d’un autre territoire du même niveau." in response.content.decode()
    assert Municipalite.objects.count() == 1


def test_successor_without_an_end_date_is_refused_in_words(redaction):
    ville, other = create_municipalite(), create_municipalite()
    url = f"{MUNICIPALITES}{ville.pk}/change/"

    response = redaction.post(url, posted_by(redaction.get(url), successeur=other.pk))

    assert "Un successeur demande une date de fin." in response.content.decode()


def test_lists_make_as_many_queries_for_one_row_as_for_three(redaction):
    def count():
        numbers = []
        for url in (TERRITOIRES, MUNICIPALITES):
            redaction.get(url)
            with CaptureQueriesContext(connection) as queries:
                redaction.get(url)
            numbers.append(len(queries))
        return numbers

    parent = create_mrc()
    create_municipalite(parent=parent)
    one = count()
    for rank in range(2):
        create_municipalite(parent=create_mrc(code=f"97{rank}9", nom=f"MRC {rank}"))

    assert count() == one


def test_only_administration_deletes_an_official_code(client, db):
    ville = create_municipalite()
    codes = []
    for person in (create_utilisateur("Rédaction"), create_utilisateur("Administration"), create_superuser()):
        client.force_login(person)
        codes.append(client.get(f"{MUNICIPALITES}{ville.pk}/delete/").status_code)

    assert codes == [403, 200, 200]
