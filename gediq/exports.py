"""How a file for machines is answered: the same mark, name and freedom to be read whatever it holds."""

from django.http import HttpResponse, JsonResponse

from .domain.ouverture import csv_bytes

TEXT = "text/plain; charset=utf-8"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"


def file_response(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def csv_response(rows, name):
    """`rows` begin with the titles of the columns."""
    return file_response(csv_bytes(rows), CSV, name)


def json_response(data):
    return open_to_all(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))


def open_to_all(response):
    """The page of another site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def refusal_response(sentences, status=400):
    """What was asked cannot be read, or is nowhere: one sentence a line."""
    return HttpResponse("\n".join([*sentences, ""]), status=status, content_type=TEXT)
