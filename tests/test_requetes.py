"""A page costs the same queries whatever it holds: one row of everything, then three, in both languages."""

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalites.models import Municipalite
from tests.adresses import LANGUES, PUBLIC, create_site, public_path
from tests.factories.comptes import create_superuser
from tests.pages import body

pytestmark = pytest.mark.django_db

MOST = 8
MORE = {"programmation:brochure-detail": 12, "programmation:brochure-export-pdf": 12}
# With rows to show: what a bare address does not ask for.
ASKED = {"recherche": "?q=essai", "programmation:seance-calendrier": "?mois=2020-06"}
FILTERS = "?q=essai&cycle={seance.cycle.code}&theme={theme.slug}&annee=2020&mode=en_personne&type=echange"
DIRECTORY = "?toutes=1&q=ville&taille=moins-2000&entente=en_vigueur&tri=immigrants"
COUNTS = (1, 3)
LISTS = [model for model in admin.site._registry if model._meta.model_name != "identite"]
FORMS = list(admin.site._registry)


def count_queries(client, path):
    """Of a second visit: what the process keeps (content types) is no matter of rows."""
    body(client.get(path))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        body(response)
    assert response.status_code == 200, path
    return len(queries)


def measured(measure):
    """{number of rows: result of `measure(rows)`}, each on rows of its own, most of them left in French."""
    results = {}
    for count in COUNTS:
        with transaction.atomic():
            results[count] = measure(create_site(count, titre_en=""))
            transaction.set_rollback(True)
    return results


@pytest.fixture(scope="module")
def public_costs(module_rows):
    return measured(visit_public_pages)


def visit_public_pages(rows):
    client, costs = Client(), {}
    for langue in LANGUES:
        for name in PUBLIC:
            path = public_path(name, langue, rows) + ASKED.get(name, "")
            costs[name, langue] = count_queries(client, path)
        path = public_path("programmation:seance-liste", langue, rows) + FILTERS.format(**rows)
        costs["filters", langue] = count_queries(client, path)
        path = public_path("municipalites:municipalite-liste", langue, rows) + DIRECTORY
        costs["directory", langue] = count_queries(client, path)
        path = public_path("municipalites:comparaison-detail", langue, rows) + compared_and_searched()
        costs["comparison", langue] = count_queries(client, path)
    costs["sitemap", "fr"] = count_queries(client, "/sitemap.xml")
    return costs


def compared_and_searched():
    """As many municipalities as there are, and words to add one."""
    codes = Municipalite.objects.in_french_order().values_list("code", flat=True)[:4]
    return "?q=ville&" + "&".join(f"m={code}" for code in codes)


@pytest.fixture(scope="module")
def admin_costs(module_rows):
    return measured(visit_back_office)


def visit_back_office(rows):
    client = Client()
    client.force_login(create_superuser())
    costs = {}
    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if model in LISTS:
            costs["list", model] = count_queries(client, path)
        if row := model._base_manager.order_by("pk").first():
            costs["form", model] = count_queries(client, f"{path}{row.pk}/change/")
    return costs


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize("name", [*PUBLIC, "filters", "directory", "comparison"])
def test_public_page_costs_the_same_few_queries(public_costs, name, langue):
    one, three = (public_costs[count][name, langue] for count in COUNTS)

    assert one == three
    assert three <= MORE.get(name, MOST)


def test_site_map_costs_the_same_queries(public_costs):
    one, three = (public_costs[count]["sitemap", "fr"] for count in COUNTS)

    assert one == three


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_list_of_the_back_office_costs_the_same_queries(admin_costs, model):
    one, three = (admin_costs[count]["list", model] for count in COUNTS)

    assert one == three


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model._meta.label)
def test_form_of_the_back_office_costs_the_same_queries(admin_costs, model):
    one, three = (admin_costs[count].get(("form", model)) for count in COUNTS)

    assert one == three
