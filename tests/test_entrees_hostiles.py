"""Hostile and unlucky input, at every public address and in the back office: a sentence, never a 500."""

from itertools import product
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client

from gediq.domain.jetons import create_jeton
from gediq.domain.publication import create_preview
from gediq.forms import RechercheForm
from municipalites.domain.filtres import FiltreMunicipalites
from municipalites.views.releve import ReleveForm
from programmation.domain.filtres import FiltreSeances
from programmation.models import Seance
from tests.factories.comptes import create_superuser
from tests.factories.personnes import create_acces, create_courriel, create_invitation, create_releve
from tests.factories.tout import create_everything
from tests.formulaires import posted_by
from tests.hostile import BROKEN_BYTES, HOSTILE, MARKUP
from tests.pages import body

pytestmark = pytest.mark.django_db

FILTERS = [*FiltreSeances.base_fields, "page", "apercu"]
DIRECTORY = [*FiltreMunicipalites.base_fields, "page"]
# What each public page reads of its query string.
PARAMETERS = {
    "programmation/": FILTERS,
    "programmation/calendrier.json": FILTERS,
    "programmation/calendrier.ics": ["q", "cycle", "annee"],
    "programmation/calendrier.atom": ["q", "cycle", "annee"],
    "programmation/calendrier.csv": ["q", "cycle", "annee"],
    "programmation/calendrier/": ["mois", "apercu"],
    "municipalites/": DIRECTORY,
    "municipalites/annuaire.csv": DIRECTORY,
    "municipalites/annuaire.json": DIRECTORY,
    "municipalites/comparer/": ["m", "q"],
    "municipalites/comparer.csv": ["m"],
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
    "municipalites/{}/",
    "municipalites/99001-{}/",
    "municipalites/99001-{}/chiffres.csv",
    "municipalites/ententes/{}/fichier",
    "donnees/{}",
    "donnees/{}.csv",
    "donnees/{}.json",
    "donnees/{}.schema.json",
    "donnees/{}/2020-06-05.csv",
    "donnees/seances/{}.csv",
    "donnees/seances/{}.json",
]


@pytest.fixture(scope="module")
def rows(module_rows):
    _programme, seance, _referentiel, _document = create_everything()
    create_preview(seance, by=create_superuser())
    create_acces()
    create_invitation()
    create_releve()


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
    is_page = response.get("Content-Type", "").startswith("text/html")
    if response.status_code >= 500 or len(content) > limit or response.has_header("X-Injected"):
        return response.status_code, len(content)
    if is_page and any(piece in content for piece in MARKUP):
        return "markup"
    if response.status_code == 400 and not (is_page or content.endswith(".\n")):
        return "no sentence"
    return None


def faults(responses):
    """{what was asked: what is wrong}."""
    return {asked: fault for asked, response in responses if (fault := fault_of(response))}


# --- Public pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PARAMETERS)
def test_public_parameters(visitor, address):
    asked = [(name, family) for name in PARAMETERS[address] for family in HOSTILE]

    answers = ((key, visitor.get(f"/fr/{address}", {key[0]: HOSTILE[key[1]]})) for key in asked)

    assert faults(answers) == {}


@pytest.mark.parametrize("family", HOSTILE)
def test_words_searched_in_english(visitor, family):
    addresses = ["recherche/", "programmation/", "programmation/calendrier.json", "municipalites/"]

    answers = ((address, visitor.get(f"/en/{address}", {"q": HOSTILE[family]})) for address in addresses)

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
        ("form", visitor.post("/comptes/connexion/", {"courriel": value, "mot_de_passe": value})),
        ("next", visitor.post("/comptes/connexion/", {"courriel": "a@exemple.org", "next": value})),
        ("code", visitor.post("/comptes/connexion/code/", {"code": value})),
        ("key", visitor.post("/comptes/connexion/cle/", {"credential": value, "next": value})),
    ]

    assert faults(answers) == {}


# --- Forms without account -----------------------------------------------------------------------


@pytest.mark.parametrize("family", HOSTILE)
def test_who_replaces_whom(visitor, family):
    value, token = HOSTILE[family], create_jeton("releve", create_courriel().pk)
    answers = [
        ("link", visitor.get(f"/fr/espace/releve/{quote(value, safe='')}/")),
        ("query", visitor.get(f"/fr/espace/releve/{token}/", {"recue": value})),
    ]
    for name in ReleveForm.base_fields:
        told = {"sait": "non", name: value}
        answers.append((name, visitor.post(f"/fr/espace/releve/{token}/", told)))

    assert faults(answers) == {}


# --- Lists of the back office --------------------------------------------------------------------

MODELS = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry}
LISTS = [name for name in MODELS if name != "gediq/identite"]
OWN_PARAMETERS = ["q", "p", "o", "all", "e", "_changelist_filters", "_popup", "_to_field", "_facets"]
# Nobody offers these.
LOOKUPS = ["id__in", "uid", "inconnu", "created_by__password__startswith"]
ACTIONS = ["publish_selected", "revoke", "inconnue", "", "a\x00b"]
WORST = ["nul", "long", "html", "beyond the database", "unknown"]


def filter_parameters(name):
    """What the filters of the list read of its address."""
    for item in admin.site._registry[MODELS[name]].list_filter:
        field = item[0] if isinstance(item, tuple) else item
        if not isinstance(field, str):
            yield field.parameter_name
        elif MODELS[name]._meta.get_field(field).is_relation:
            yield f"{field}__id__exact"
        else:
            yield f"{field}__exact"


@pytest.mark.parametrize("name", LISTS)
def test_filters_of_the_lists(staff, name):
    asked = [(parameter, family) for parameter in [*filter_parameters(name), *LOOKUPS] for family in WORST]

    answers = ((key, staff.get(f"/admin/{name}/", {key[0]: HOSTILE[key[1]]})) for key in asked)

    assert faults(answers) == {}


@pytest.mark.parametrize("name", ["programmation/seance", "gediq/utilisateur", "gediq/lienapercu"])
def test_search_order_and_pages_of_the_lists(staff, name):
    asked = [(parameter, family) for parameter in OWN_PARAMETERS for family in HOSTILE]

    answers = ((key, staff.get(f"/admin/{name}/", {key[0]: HOSTILE[key[1]]})) for key in asked)

    assert faults(answers) == {}


@pytest.mark.parametrize(
    ("query", "sentence"), [("q=" + "é" * 1001, "ne se lit pas"), ("id__in=x", "n’existe pas")]
)
def test_list_that_cannot_be_read_is_shown_whole_with_a_sentence(staff, query, sentence):
    response = staff.get(f"/admin/programmation/seance/?{query}", follow=True)

    assert sentence in response.text
    assert response.context["cl"].result_count == Seance.objects.count()


@pytest.mark.parametrize("name", LISTS)
def test_actions_of_the_lists(staff, name):
    keys = [["abc"], ["9" * 30], ["a\x00b"], [HOSTILE["html"]], ["1", "1"], ["-1"]]
    posted = [{"action": action, "_selected_action": key} for action in ACTIONS for key in keys]
    posted += [{"action": "publish_selected", "select_across": "x", "index": "abc"}, {"_save": "1"}, {}]

    answers = ((str(data), staff.post(f"/admin/{name}/", data)) for data in posted)

    assert faults(answers) == {}


# --- Records of the back office ------------------------------------------------------------------

KEYS = [
    "abc",
    "9" * 30,
    "9" * 400,
    "-1",
    "0",
    "a%00b",
    "_",
    "_2F",
    "1/2",
    "%ED%A0%80",
    quote(HOSTILE["html"]),
]
# What a form carries for the machine.
MACHINE = ("_FORMS", "verrou", "uid", "-id")
VIEWS = [
    "",
    "change/",
    "history/",
    "delete/",
    "apercu/",
    "typographie/",
    "copie/",
    "nouvelle-edition/",
    "password/",
    "depart/",
    "second-facteur/",
    "effacer/",
]


@pytest.mark.parametrize("name", MODELS)
def test_records_that_cannot_exist(staff, name):
    asked = [f"/admin/{name}/{key}/{view}" for key in KEYS for view in VIEWS]

    answers = {path: staff.get(path) for path in asked}

    assert faults(answers.items()) == {}
    assert {response.status_code for response in answers.values()} <= {302, 400, 403, 404}


@pytest.mark.parametrize("family", WORST)
def test_states_and_first_values_of_a_form(staff, family):
    value = HOSTILE[family]
    seance = Seance.objects.order_by("pk").first()
    change, add = f"/admin/programmation/seance/{seance.pk}/", "/admin/programmation/seance/add/"
    initial = {"titre_fr": value, "cycle": value, "themes": value, "types": value, "publier_le": value}
    answers = [
        ("version", staff.get(f"{change}change/", {"version": value})),
        ("supprimee", staff.get(add, {"supprimee": value})),
        ("initial", staff.get(add, initial)),
        ("filters", staff.get(add, {"_changelist_filters": value, "_popup": value, "_to_field": value})),
        ("page", staff.get(f"{change}history/", {"p": value})),
        (
            "deposit",
            staff.get("/admin/programmation/document/deposer/", {"seance": value, "referentiel": value}),
        ),
        ("choice", staff.get("/admin/autocomplete/", CHOICE | {"term": value, "page": value})),
        ("no choice", staff.get("/admin/autocomplete/", CHOICE | {"field_name": value, "model_name": value})),
    ]

    assert faults(answers) == {}


CHOICE = {"app_label": "programmation", "model_name": "lieuseance", "field_name": "municipalite"}


def path_of(name):
    """The form of the first record of the model."""
    return f"/admin/{name}/{MODELS[name]._base_manager.order_by('pk').first().pk}/change/"


@pytest.mark.parametrize("name", MODELS)
def test_forms_filled_by_a_hostile_hand(staff, name):
    """Each text of the form holds the value at once: what is not accepted is said beside its field."""
    path = path_of(name)
    filled = posted_by(staff.get(path))

    for family in WORST:
        texts = {
            key: HOSTILE[family]
            for key, value in filled.items()
            if isinstance(value, str) and not key.endswith(MACHINE)
        }
        response = staff.post(path, filled | texts)

        assert (family, fault_of(response, limit=8_000_000)) == (family, None)
        assert response.status_code in (200, 302, 400, 403, 409)


@pytest.mark.parametrize("name", MODELS)
def test_tokens_and_counts_of_a_form_tampered_with(staff, name):
    path = path_of(name)
    filled = posted_by(staff.get(path))
    machine = [key for key in filled if key.endswith(MACHINE)]

    for key, family in product(machine, ("nul", "beyond the database", "unknown")):
        response = staff.post(path, filled | {key: HOSTILE[family]})

        assert (key, family, fault_of(response, limit=2_500_000)) == (key, family, None)
        assert response.status_code in (200, 302, 400, 409)


def test_forms_without_their_rows_or_with_too_many_fields(staff):
    for name in MODELS:
        answers = [
            ("nothing", staff.post(path_of(name), {})),
            ("nothing new", staff.post(f"/admin/{name}/add/", {})),
            ("many", staff.post(path_of(name), {f"x{rank}": "" for rank in range(6000)})),
        ]

        assert (name, faults(answers)) == (name, {})
