"""How a file for machines is answered: the same mark, name and freedom to be read whatever it holds."""

import csv
from io import StringIO

from django.http import HttpResponse, JsonResponse

from .domain.ouverture import safe_cell

TEXT = "text/plain; charset=utf-8"
CSV = "text/csv; charset=utf-8"


def file_response(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def csv_response(rows, name):
    """`rows` begin with the titles of the columns; no cell of them is ever a formula."""
    text = StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    # The mark at the head tells spreadsheets that the accents are in UTF-8.
    return file_response(text.getvalue().encode("utf-8-sig"), CSV, name)


def json_response(data):
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def refusal_response(sentences):
    """What was asked cannot be read: one sentence a line."""
    return HttpResponse("\n".join([*sentences, ""]), status=400, content_type=TEXT)
