"""The programme for machines: same addresses, filters and facts in both languages."""

import csv
from functools import wraps
from io import StringIO

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.contexte import site_origin

from .domain.filtres import FiltreSeances
from .domain.ics import calendar_bytes
from .domain.ouverture import seance_record, table_rows
from .models import Seance

TEXT = "text/plain; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
CSV = "text/csv; charset=utf-8"


def filtered(export):
    """Give `export` the sessions the query string asks for, or say in one sentence what is refused."""

    @wraps(export)
    def view(request):
        filtre = FiltreSeances(request.GET)
        if not filtre.is_valid():
            return HttpResponse("\n".join([*filtre.refusals, ""]), status=400, content_type=TEXT)
        seances = filtre.apply(Seance.objects.published().in_brochure_order().with_details())
        return export(request, seances)

    return require_safe(view)


@filtered
def seances_ics(request, seances):
    return _file(calendar_bytes(seances, **_address(request)), ICS, "gedciq-programmation.ics")


@filtered
def seances_json(request, seances):
    records = [seance_record(seance, **_address(request)) for seance in seances]
    response = JsonResponse({"seances": records}, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@filtered
def seances_csv(request, seances):
    text = StringIO()
    csv.writer(text).writerows(table_rows(seances, **_address(request)))
    # The mark at the head tells spreadsheets that the accents are in UTF-8.
    return _file(text.getvalue().encode("utf-8-sig"), CSV, "gedciq-programmation.csv")


@require_safe
def seance_ics(request, code):
    """The dated days of one session; withdrawn, it says why, like its page."""
    seances = Seance.objects.published().with_details().filter(code=code)
    if seances:
        return _file(calendar_bytes(seances, **_address(request)), ICS, f"gedciq-{code}.ics")
    if withdrawn := Seance.objects.withdrawn().filter(code=code).first():
        reason, _langue = withdrawn.text_in("motif_retrait", get_language())
        return HttpResponse(reason, status=410, content_type=TEXT)
    raise Http404


def _address(request):
    return {"langue": get_language(), "origine": site_origin(request)}


def _file(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
