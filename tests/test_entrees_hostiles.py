"""Hostile and unlucky input, at every public address and in the back office: a sentence, never a 500."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client

from gediq.forms import RechercheForm
from programmation.domain.filtres import FiltreSeances
from tests.factories.comptes import create_superuser
from tests.factories.tout import create_everything
from tests.hostile import BROKEN_BYTES, HOSTILE, MARKUP
from tests.pages import body

pytestmark = pytest.mark.django_db

FILTERS = [*FiltreSeances.base_fields, "page", "apercu"]
# What each public page reads of its query string.
PARAMETERS = {
    "programmation/": FILTERS,
    "programmation/calendrier.json": FILTERS,
    "programmation/calendrier.ics": ["q", "cycle", "annee"],
    "programmation/calendrier.atom": ["q", "cycle", "annee"],
    "programmation/calendrier.csv": ["q", "cycle", "annee"],
    "programmation/calendrier/": ["mois", "apercu"],
    "recherche/": [*RechercheForm.base_fields, "page"],
    "referentiels/": ["page"],
    "programmation/seances/inconnue/": ["apercu"],
    "referentiels/1/": ["apercu"],
    "documents/1/": ["apercu"],
    "pages/inconnue/": ["apercu"],
    "themes/inconnu/": ["apercu"],
    "": ["apercu"],
}
PATHS = [
    "{}/",
    "programmation/seances/{}/",
    "programmation/seances/{}.ics",
    "referentiels/{}/",
    "referentiels/1/citation.{}",
    "documents/{}/",
    "documents/{}/fichier",
    "documents/1/editions/{}/",
    "documents/1/editions/{}/fichier",
    "themes/{}/",
    "pages/{}/",
    "programmation/{}",
]


@pytest.fixture(scope="module")
def rows(module_rows):
    create_everything()


@pytest.fixture
def visitor(rows):
    """Sees a fault of the site as its own answer 500."""
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(rows):
    client = Client(raise_request_exception=False)
    client.force_login(create_superuser())
    return client


def fault_of(response, limit=200_000):
    """What is wrong with the answer, or nothing."""
    content = body(response).decode()
    markup = [piece for piece in MARKUP if piece in content]
    if response.status_code >= 500 or markup or len(content) > limit or response.has_header("X-Injected"):
        return response.status_code, markup, len(content)
    if response.status_code == 400 and "<html" not in content and not content.endswith(".\n"):
        return "no sentence"
    return None


def faults(responses):
    """{what was asked: what is wrong}."""
    return {asked: fault for asked, response in responses if (fault := fault_of(response))}


# --- Public pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("address", PARAMETERS)
def test_public_parameters(visitor, address, langue):
    asked = [(name, family) for name in PARAMETERS[address] for family in HOSTILE]

    answers = ((key, visitor.get(f"/{langue}/{address}", {key[0]: HOSTILE[key[1]]})) for key in asked)

    assert faults(answers) == {}


@pytest.mark.parametrize("address", PARAMETERS)
def test_public_parameters_of_broken_bytes_given_twice_or_as_arrays(visitor, address):
    queries = [f"{name}={value}" for name in PARAMETERS[address] for value in BROKEN_BYTES]
    queries += [f"{name}=1&{name}=2" for name in PARAMETERS[address]]
    queries += [f"{name}[]=1&{name}[x]=2" for name in PARAMETERS[address]]
    queries += ["&=&;?#", "%00=1", "&".join(f"x{rank}=1" for rank in range(2000))]

    assert faults((query[:80], visitor.get(f"/fr/{address}?{query}")) for query in queries) == {}


@pytest.mark.parametrize("pattern", PATHS)
def test_public_addresses(visitor, pattern):
    values = [quote(value[:2000], safe="") for value in HOSTILE.values()] + BROKEN_BYTES
    answers = {value: visitor.get(f"/fr/{pattern.format(value)}") for value in values}

    assert faults(answers.items()) == {}
    assert {response.status_code for response in answers.values()} <= {200, 302, 301, 400, 404}


@pytest.mark.parametrize("name", ["if-none-match", "if-modified-since", "range", "accept", "accept-language"])
def test_public_headers(visitor, name):
    values = ["", '"', 'W/"', "*, *", "bytes=9-1", "jamais", "q=0;" * 5000, "é".encode().decode("latin-1")]

    assert faults((value, visitor.get("/fr/", headers={name: value})) for value in values) == {}


def test_a_form_posted_to_a_public_page_is_refused(rows):
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)

    for data in ({}, {"q": HOSTILE["nul"]}, {f"x{rank}": "" for rank in range(6000)}):
        response = visitor.post("/fr/recherche/", data)

        assert response.status_code in (400, 403, 405)
        assert not response.cookies


# --- Signing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("family", HOSTILE)
def test_sign_in(visitor, family):
    value = HOSTILE[family]
    answers = [
        ("query", visitor.get("/comptes/connexion/", {"next": value, "langue": value})),
        ("form", visitor.post("/comptes/connexion/", {"username": value, "password": value})),
        ("next", visitor.post("/comptes/connexion/", {"username": "a@exemple.org", "next": value})),
    ]

    assert faults(answers) == {}


# --- Lists of the back office --------------------------------------------------------------------

MODELS = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry}
LISTS = [name for name in MODELS if name != "gediq/identite"]
OWN_PARAMETERS = [
    "q",
    "p",
    "o",
    "all",
    "e",
    "a_faire",
    "_changelist_filters",
    "_popup",
    "_to_field",
    "_facets",
]
LOOKUPS = ["id", "id__exact", "id__in", "password__startswith", "uid", "inconnu", "created_by__password"]


def list_parameters(name):
    """What the list reads: the admin's own names, its filters, and lookups nobody offered."""
    model_admin = admin.site._registry[MODELS[name]]
    filters = []
    for item in model_admin.list_filter:
        item = item[0] if isinstance(item, tuple) else item
        filters += (
            [item, f"{item}__exact", f"{item}__id__exact"] if isinstance(item, str) else [item.parameter_name]
        )
    return [*OWN_PARAMETERS, *LOOKUPS, *filters]


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_the_back_office(staff, name):
    asked = [(parameter, family) for parameter in list_parameters(name) for family in HOSTILE]

    answers = ((key, staff.get(f"/admin/{name}/", {key[0]: HOSTILE[key[1]]})) for key in asked)

    assert faults(answers) == {}
