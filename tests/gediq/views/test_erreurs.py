"""Error pages: a sentence in the language of the address, whatever else is broken."""

import json
import logging
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client
from django.urls import path

from gediq import urls
from gediq.journaux import JsonFormatter
from gediq.views import erreurs

pytestmark = pytest.mark.usefixtures("no_database")


@pytest.fixture
def no_database(monkeypatch):
    """No `django_db` mark: any query fails the test."""


def out_of_order(request):
    raise OperationalError("no connection")


def broken(request):
    raise ZeroDivisionError


def forbidden(request):
    raise PermissionDenied("Camille Tremblay ne relit pas.")


class Urls:
    urlpatterns = [
        path("fr/attente/", out_of_order),
        path("fr/interdit/", forbidden),
        path("en/panne/", broken),
        *urls.urlpatterns,
    ]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("prefix", "html_lang"), [("/fr", "fr-CA"), ("/en", "en-CA"), ("", "fr-CA")])
def test_unknown_address_answers_404_in_the_language_of_the_address(visitor, prefix, html_lang):
    response = visitor.get(f"{prefix}/nulle-part/?q=1")

    assert response.status_code == 404
    assert f'<html lang="{html_lang}">' in response.text
    assert "<h1>" in response.text


def test_error_page_offers_the_same_page_in_the_other_language(visitor):
    assert 'href="/en/nulle-part/?q=1"' in visitor.get("/fr/nulle-part/?q=1").text


def test_refused_host_answers_400_in_our_words(visitor):
    response = visitor.get("/fr/", headers={"host": "ailleurs.example"})

    assert response.status_code == 400
    assert "Cette demande n’est pas valable" in response.text


def test_silent_database_answers_503_and_says_when_to_come_back(visitor, settings):
    settings.ROOT_URLCONF = Urls

    response = visitor.get("/fr/attente/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_fault_of_the_site_answers_500_in_our_words(visitor, settings):
    settings.ROOT_URLCONF = Urls

    response = visitor.get("/en/panne/")

    assert response.status_code == 500
    assert '<html lang="en-CA">' in response.text


@pytest.fixture
def log():
    """What the site's logs write, as they write it."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    logging.getLogger("django").addHandler(handler)
    yield written
    logging.getLogger("django").removeHandler(handler)


def test_refused_permission_is_one_line_of_the_log_without_trace_nor_person(visitor, settings, log):
    settings.ROOT_URLCONF = Urls

    response = visitor.get("/fr/interdit/?courriel=camille@exemple.org")

    (line,) = map(json.loads, log.getvalue().splitlines())
    assert (response.status_code, line["code"]) == (403, 403)
    assert "/fr/interdit/" in line["message"]
    assert "trace" not in line
    assert not any(word in log.getvalue() for word in ("Camille", "exemple.org"))


def test_refused_permission_and_expired_form_are_explained(rf):
    refused = erreurs.permission_denied(rf.get("/fr/"), PermissionError())
    expired = erreurs.csrf_failure(rf.post("/comptes/connexion/"))

    assert [refused.status_code, expired.status_code] == [403, 403]
    assert "Ce formulaire a expiré" in expired.content.decode()
