"""In production, the team opens nothing without a second factor: no address goes round it."""

import re
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.test import Client, TestCase
from django.urls import URLPattern, get_resolver, resolve
from django.utils import translation

from gediq.middleware import PRIVATE_PREFIXES, SIGNED_IN_PREFIXES
from tests.adresses import PUBLIC
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.gediq.comptes.gestes import code_of, sign_in_by_code

pytestmark = pytest.mark.django_db
PAGE = "/comptes/second-facteur/"
MARIE = "marie@exemple.org"
PRIVATE = SIGNED_IN_PREFIXES + PRIVATE_PREFIXES


# Something that fits each kind of argument; whether a row answers to it does not matter.
SAMPLES = {"int": "1", "adresse": "23027", "code": "23027", "uuid": str(UUID(int=1))}
# Written here again: a name added to the middleware's must be thought of twice.
OPEN_NAMES = {
    "deconnexion",
    "admin:logout",
    "mot-de-passe",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


def every_path(entries, prefix="/"):
    """An address for each pattern of the site, whatever the language and the app."""
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield prefix + sample(str(entry.pattern))
        else:
            yield from every_path(entry.url_patterns, prefix + sample(str(entry.pattern)))


def sample(pattern):
    if pattern.startswith("(?P") or pattern.endswith("$"):
        return "rien"  # what the back office answers to an address of no page
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1], "x"), pattern)


def names_by_path():
    found = {}
    for langue in ("fr", "en"):
        with translation.override(langue):
            found |= {path: resolve(path).view_name for path in every_path(get_resolver().url_patterns)}
    return found


def test_every_address_is_walked_and_resolves():
    names = set(names_by_path().values())

    assert {
        "admin:index",
        "compte",
        "municipalites:espace-detail",
        "accueil",
        "admin:gediq_page_change",
    } <= names


def test_addresses_that_know_nobody_are_those_of_the_public():
    """The others begin as the middleware thinks: a new one that reads the person must be thought of."""
    outside = {name for path, name in names_by_path().items() if not path.startswith(PRIVATE)}

    assert outside - set(PUBLIC) == {"racine", "robots", "sitemap", "sante", "sante-pret"}


def test_in_production_the_team_opens_nothing_without_a_second_factor(client, settings):
    settings.PRODUCTION = True
    client.force_login(create_superuser())
    private = [
        path for path, name in names_by_path().items() if path.startswith(PRIVATE) and name not in OPEN_NAMES
    ]

    assert len(private) > 100
    for path in private:
        for response in (client.get(path), client.post(path)):
            assert (path, response.status_code, response.get("Location")) == (path, 302, PAGE)


def test_in_production_what_is_needed_to_choose_one_is_open(client, settings):
    settings.PRODUCTION = True
    create_utilisateur("Lecture", courriel=MARIE)
    sign_in_by_code(client, MARIE)

    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE + "cles/ajouter/").status_code == 200
    secret = client.get(PAGE + "application/").context["form"].secret
    client.post(PAGE + "application/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    assert client.get(PAGE + "codes/").status_code == 200


def test_in_production_the_one_time_password_comes_first(client, settings):
    settings.PRODUCTION = True
    client.force_login(create_utilisateur(mot_de_passe_provisoire=True))

    assert client.get(PAGE).headers["Location"] == "/comptes/mot-de-passe/"
    assert client.get("/comptes/mot-de-passe/").status_code == 200


def test_public_pages_stay_open_and_the_same(client, settings):
    settings.PRODUCTION = True
    before = client.get("/fr/").content
    client.force_login(create_superuser())

    assert client.get("/fr/").content == before


def test_in_production_municipal_people_need_none(client, settings):
    settings.PRODUCTION = True
    client.force_login(create_utilisateur(is_staff=False, est_municipal=True))

    assert client.get("/comptes/").status_code == 200


def test_a_session_opened_without_a_second_factor_is_not_let_in_by_one_chosen_elsewhere(client, settings):
    settings.PRODUCTION = True
    create_superuser(courriel=MARIE)
    elsewhere = Client()
    sign_in_by_code(elsewhere, MARIE)
    sign_in_by_code(client, MARIE)
    page = client.get(f"{PAGE}application/")

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{PAGE}application/", {"code": code_of(page.context["form"].secret)})

    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_another_factor_closes_no_session_that_gave_one(client):
    marie = create_superuser(courriel=MARIE)
    elsewhere = Client()
    elsewhere.force_login(marie)
    Authenticator.objects.create(user=marie, type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(marie)
    request = client.get("/comptes/").wsgi_request
    added = Authenticator.objects.create(user=marie, type=Authenticator.Type.TOTP, data={})

    authenticator_added.send(Authenticator, request=request, user=marie, authenticator=added)

    assert elsewhere.get("/comptes/").status_code == 200
