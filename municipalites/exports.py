"""The directory and the comparison for machines: same addresses, filters and facts in both languages."""

from functools import wraps

from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.contexte import site_origin
from gediq.exports import csv_response, json_response, refusal_response

from .domain.annuaire import describe
from .domain.comparaison import Comparaison, Demande
from .domain.filtres import FiltreMunicipalites
from .domain.ouverture import COLUMNS, comparison_rows, municipalite_record


def filtered(export):
    """Give `export` the records the query string asks for, or say in one sentence what is refused."""

    @wraps(export)
    def view(request):
        filtre = FiltreMunicipalites(request.GET)
        if not filtre.is_valid():
            return refusal_response(filtre.refusals)
        lines, origine = describe(filtre.found, filtre, get_language()), site_origin(request)
        return export([municipalite_record(line, origine) for line in lines])

    return require_safe(view)


@filtered
def municipalites_csv(records):
    rows = ([record[column] for column in COLUMNS] for record in records)
    return csv_response([COLUMNS, *rows], "gedciq-municipalites.csv")


@filtered
def municipalites_json(records):
    return json_response({"municipalites": records})


@require_safe
def comparaison_csv(request):
    """The figures of the page of the same address; without municipalities, the titles of the columns."""
    demande = Demande(request.GET.getlist("m"))
    if demande.refus:
        return refusal_response(demande.refus)
    rows = comparison_rows(Comparaison(demande.municipalites, get_language()))
    return csv_response(rows, "gedciq-comparaison.csv")
