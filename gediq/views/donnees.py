"""The open data: their catalogue, each set as it is now, and as it was on the day of a release."""

from functools import wraps

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..contexte import site_origin
from ..domain.donnees import catalogue_json_ld, describe_jeux, is_translated
from ..domain.jeux import find_jeu, jeu_csv, jeu_json, list_jeux, table_schema
from ..domain.parutions import read_day, released_csv, released_json
from ..exports import CSV, JSON, file_response, json_response, open_to_all, refusal_response
from ..json_ld import InertJson
from ..models import Parution

# A release never changes: nobody has to ask again.
FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def donnees_liste(request):
    fiches = describe_jeux()
    structured = catalogue_json_ld(fiches, langue=get_language(), origine=site_origin(request))
    context = {
        "fiches": fiches,
        "donnees": InertJson(structured),
        "est_traduit": is_translated(source for fiche in fiches for source in fiche.sources),
    }
    return render(request, "gediq/donnees_liste.html", context)


def of_jeu(export):
    """Give `export` the set of the address, or say which there are."""

    @wraps(export)
    def view(request, code):
        jeu = find_jeu(code)
        return open_to_all(export(jeu) if jeu else unknown_jeu())

    return require_safe(view)


@of_jeu
def donnees_csv(jeu):
    return file_response(jeu_csv(jeu), CSV, f"gedciq-{jeu.code}.csv")


@of_jeu
def donnees_json(jeu):
    return file_response(jeu_json(jeu), JSON, f"gedciq-{jeu.code}.json")


@of_jeu
def donnees_schema(jeu):
    return json_response(table_schema(jeu))


def of_parution(export):
    """Give `export` the release of that day, or say what the address lacks."""

    @wraps(export)
    def view(request, code, jour):
        day = read_day(jour)
        parution = day and Parution.objects.filter(jeu=code, jour=day).first()
        if not parution:
            return open_to_all(unknown_parution(code, day))
        response = export(parution)
        response["Cache-Control"] = FOR_GOOD
        return open_to_all(response)

    return require_safe(view)


@of_parution
def parution_csv(parution):
    name = f"gedciq-{parution.jeu}-{parution.jour}.csv"
    response = file_response(released_csv(parution), CSV, name)
    response["ETag"] = f'"{parution.empreinte}"'
    return response


@of_parution
def parution_json(parution):
    return file_response(released_json(parution), JSON, f"gedciq-{parution.jeu}-{parution.jour}.json")


def unknown_jeu():
    codes = ", ".join(jeu.code for jeu in list_jeux())
    refusal = _("Ce jeu de données n’existe pas. Ceux qui existent\xa0: %(codes)s.") % {"codes": codes}
    return refusal_response([refusal], 404)


def unknown_parution(code, day):
    if day is None:
        refusal = _("Ce jour ne se lit pas\xa0: écrivez l’année, le mois et le jour, par exemple 2026-11-22.")
        return refusal_response([refusal], 404)
    if find_jeu(code) is None:
        return unknown_jeu()
    page = {"page": reverse("donnees-liste")}
    refusal = _("Ce jeu n’a pas de parution de ce jour; la page %(page)s les énumère.") % page
    return refusal_response([refusal], 404)
