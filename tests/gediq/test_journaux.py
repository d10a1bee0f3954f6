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
