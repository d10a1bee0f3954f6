"""Logs: one JSON object a line, and nothing personal in it."""

import json
import logging

import pytest

from gediq.journaux import JsonFormatter


def written(name, message, *args, **extra):
    record = logging.makeLogRecord(
        {"name": name, "msg": message, "args": args, "levelname": "WARNING", **extra}
    )
    return json.loads(JsonFormatter().format(record))


def test_a_line_is_one_json_object_with_the_status_of_the_request():
    line = written("django.request", "Not Found: %s", "/fr/rien/", status_code=404)

    assert (line["niveau"], line["code"], line["message"]) == ("WARNING", 404, "Not Found: /fr/rien/")


def test_search_words_and_preview_tokens_are_never_written():
    line = written("django.server", '"GET /fr/recherche/?q=Marie+Tremblay&apercu=secret HTTP/1.1" 404 12')

    assert line["message"] == '"GET /fr/recherche/ HTTP/1.1" 404 12'


@pytest.mark.parametrize("extra", [{}, {"status_code": 500}])
def test_a_failure_keeps_its_trace(extra):
    try:
        raise ValueError("cause")
    except ValueError as error:
        line = written("django", "Erreur", exc_info=(type(error), error, error.__traceback__), **extra)

    assert "ValueError: cause" in line["trace"]


LINK = "dQw4w9WgXcQdQw4w9WgXcQ-dQw4w9WgXcQ_x9WgXcQ"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("django.request", f"Not Found: /fr/espace/invitation/{LINK}/"),
        ("django.server", f'"POST /en/espace/releve/{LINK}/?a=b HTTP/1.1" 500 12'),
        ("django.request", f"Gone: /fr/autre/{LINK}"),
        ("gunicorn.access", f"127.0.0.1 GET /fr/espace/invitation/{LINK}/ 200"),
    ],
)
def test_a_link_that_opens_something_is_never_written(name, message):
    assert LINK not in written(name, message)["message"]
    assert "(jeton)" in written(name, message)["message"]


def test_even_a_short_or_broken_link_is_not_written():
    line = written("django.request", "Not Found: /fr/espace/invitation/dQw4%20w9/")

    assert line["message"] == "Not Found: /fr/espace/invitation/(jeton)/"


def test_ordinary_addresses_are_read_in_full():
    path = "/fr/municipalites/23027-quebec/chiffres.csv"

    assert written("django.request", "Not Found: %s", path)["message"] == f"Not Found: {path}"


def test_addresses_of_people_are_masked_in_messages_and_traces():
    try:
        raise OSError({"marie.tremblay@ville.qc.ca": (550, "inconnue")})
    except OSError as error:
        line = written(
            "django_tasks", "pour jean@ville.qc.ca", exc_info=(OSError, error, error.__traceback__)
        )

    assert "ville.qc.ca" not in line["message"] + line["trace"]
    assert "550" in line["trace"]
