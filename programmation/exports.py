"""The programme for machines: same addresses, filters and facts in both languages."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.contexte import site_origin
from gediq.exports import TEXT, csv_response, file_response, json_response, refusal_response

from .domain.filtres import FiltreSeances
from .domain.ics import calendar_bytes
from .domain.ouverture import seance_record, table_rows
from .models import Seance

ICS = "text/calendar; charset=utf-8"


def filtered(export):
    """Give `export` the sessions the query string asks for, or say in one sentence what is refused."""

    @wraps(export)
    def view(request):
        filtre = FiltreSeances(request.GET)
        if not filtre.is_valid():
            return refusal_response(filtre.refusals)
        seances = filtre.apply(Seance.objects.published().in_brochure_order().with_details())
        return export(request, seances)

    return require_safe(view)


@filtered
def seances_ics(request, seances):
    return file_response(calendar_bytes(seances, **_address(request)), ICS, "gedciq-programmation.ics")


@filtered
def seances_json(request, seances):
    return json_response({"seances": [seance_record(seance, **_address(request)) for seance in seances]})


@filtered
def seances_csv(request, seances):
    return csv_response(table_rows(seances, **_address(request)), "gedciq-programmation.csv")


@require_safe
def seance_ics(request, code):
    """The dated days of one session; withdrawn, it says why, like its page."""
    seances = Seance.objects.published().with_details().filter(code=code)
    if seances:
        return file_response(calendar_bytes(seances, **_address(request)), ICS, f"gedciq-{code}.ics")
    if withdrawn := Seance.objects.withdrawn().filter(code=code).first():
        reason, _langue = withdrawn.text_in("motif_retrait", get_language())
        return HttpResponse(reason, status=410, content_type=TEXT)
    raise Http404


def _address(request):
    return {"langue": get_language(), "origine": site_origin(request)}
