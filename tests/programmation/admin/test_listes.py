"""The lists of the programme: what a line says, what filters find, and a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmation.models import TypeDocument
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_document,
    create_lieu,
    create_referentiel,
    create_seance,
)
from tests.formulaires import posted_by

SEANCES = "/admin/programmation/seance/"


def rows_of(response):
    return list(response.context["cl"].result_list)


def create_whole_seance(cycle, rank):
    villes = [create_municipalite(), create_municipalite()]
    referentiel = create_referentiel(titre_en="")
    jours = [f"2020-06-{rank:02}", f"2020-07-{rank:02}"]
    seance = create_seance(
        cycle=cycle, jours=jours, villes=villes, referentiels=[referentiel], titre_fr="", titre_en=""
    )
    create_lieu(seance, date=seance.dates.first())
    create_document(referentiel=referentiel, seance=seance, type=TypeDocument.objects.create(nom_fr="outil"))
    return seance


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def test_line_of_a_session_says_its_dates_cities_mode_and_english(redaction):
    cycle = create_cycle(code="2020-2021")
    villes = [create_municipalite(nom="Québec"), create_municipalite(nom="Montréal")]
    create_seance(
        code="op-10", cycle=cycle, jours=["2020-06-05", "2020-06-12"], villes=villes, titre_fr="Loisirs"
    )

    page = redaction.get(SEANCES).content.decode()

    for text in ("op-10 – Loisirs", "5 et 12\xa0juin\xa02020", "Québec, Montréal", "complet"):
        assert text in page


@pytest.mark.parametrize(
    "query",
    [
        "type=synthese",
        "mode__exact=mixte",
        "statut__exact=annulee",
        "publication__exact=brouillon",
        "q=hebergement",
    ],
)
def test_filters_and_search_find_the_one(redaction, query):
    cycle = create_cycle()
    create_seance(cycle=cycle)
    one = create_seance(
        cycle=cycle,
        types=["formation", "synthese"],
        mode="mixte",
        statut="annulee",
        publication="brouillon",
        titre_fr="L’Hébergement",
    )

    assert rows_of(redaction.get(f"{SEANCES}?{query}")) == [one]


def test_search_reads_cities_and_referentiels_too(redaction):
    create_seance()
    referentiel = create_referentiel(titre_fr="Bibliothèques et immigration")
    one = create_seance(
        titre_fr="", titre_en="", referentiels=[referentiel], villes=[create_municipalite(nom="Sorel")]
    )

    assert rows_of(redaction.get(f"{SEANCES}?q=bibliotheques")) == [one]
    assert rows_of(redaction.get(f"{SEANCES}?q=sorel")) == [one]


def test_a_faire_leads_to_the_sessions_concerned(redaction):
    create_seance(villes=[create_municipalite()])
    one = create_seance(villes=[])

    assert rows_of(redaction.get(f"{SEANCES}?a_faire=seance-sans-lieu")) == [one]


@pytest.mark.parametrize("name", ["seance", "referentiel", "document", "cycle", "programme", "serie"])
def test_list_makes_as_many_queries_for_one_row_as_for_three(redaction, name):
    cycle = create_cycle()
    url = reverse(f"admin:programmation_{name}_changelist")
    create_whole_seance(cycle, 1)
    one = count_queries(redaction, url)

    for rank in (2, 3):
        create_whole_seance(cycle, rank)

    assert count_queries(redaction, url) == one


def test_form_of_a_session_makes_as_many_queries_whatever_its_rows(redaction):
    cycle = create_cycle()
    few, many = create_whole_seance(cycle, 1), create_whole_seance(cycle, 2)
    for _rank in range(4):
        create_lieu(many)
        create_document(seance=many)
    form = "/admin/programmation/seance/{}/change/"

    assert count_queries(redaction, form.format(few.pk)) == count_queries(redaction, form.format(many.pk))


def test_reader_of_the_back_office_sees_a_session_and_changes_nothing(client, db):
    client.force_login(create_utilisateur("Lecture"))
    seance = create_whole_seance(create_cycle(), 1)
    url = f"{SEANCES}{seance.pk}/change/"

    page = client.get(url)
    refused = client.post(url, posted_by(page) | {"titre_fr": "Autre"})

    seance.refresh_from_db()
    assert (page.status_code, refused.status_code, seance.titre_fr) == (200, 403, "")
    assert "Copier la séance" not in page.content.decode()
    assert "Déposer un document" not in page.content.decode()
