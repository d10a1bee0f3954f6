"""What the filters offer: the cycles, cities, themes and years of what is public, read in one query."""

from typing import NamedTuple

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf, Substr

from gediq.models import Theme
from gediq.tri import sort_key

from ..models import Cycle, DateSeance, LieuSeance, Programme, Seance


class Option(NamedTuple):
    """One choice of one filter, its text and the language of it (empty: the page's).

    `programme` and `annee_debut` only tell the programme of a cycle.
    """

    filtre: str
    valeur: str
    libelle: str
    langue: str
    programme: int = 0
    annee_debut: int = 0


def public_options(langue):
    """{filter: its options}: cycles from the newest programme to the oldest, cities as a dictionary."""
    first, *others = (arm(langue) for arm in (_cycles, _villes, _themes, _annees))
    options = [Option(*row) for row in first.union(*others)]
    return {
        filtre: sorted((option for option in options if option.filtre == filtre), key=key)
        for filtre, key in ORDERS.items()
    }


ORDERS = {
    "cycle": lambda option: (-option.annee_debut, -option.programme, option.valeur),
    "ville": lambda option: sort_key(option.libelle),
    "theme": lambda option: sort_key(option.libelle),
    "annee": lambda option: -int(option.valeur),
}


def _arm(model, condition, filtre, valeur, libelle, langue, programme=None, annee_debut=None):
    nothing = Value(0, output_field=IntegerField())
    # Django's own queryset: the one of translated models mixes the columns, which a union tells by rank.
    return (
        QuerySet(model)
        .filter(condition)
        .order_by()
        .values_list(
            Value(filtre, output_field=CharField()),
            Cast(valeur, CharField()),
            Cast(libelle, CharField()),
            langue,
            Cast(programme or nothing, IntegerField()),
            Cast(annee_debut or nothing, IntegerField()),
        )
        .distinct()
    )


def _cycles(langue):
    public = Programme.published_condition("programme__")
    title = _translated("titre", langue)
    return _arm(Cycle, public, "cycle", F("code"), *title, F("programme_id"), F("programme__annee_debut"))


def _villes(langue):
    public = Q(seance__in=Seance.objects.published())
    official = F("municipalite__nom")
    english = Coalesce(NullIf("municipalite__appellation_anglaise", Value("")), official)
    name = english if langue == "en" else official
    return _arm(
        LieuSeance, public, "ville", F("municipalite__code"), name, Value(langue, output_field=CharField())
    )


def _themes(langue):
    public = Q(seances__in=Seance.objects.published())
    return _arm(Theme, public, "theme", F("slug"), *_translated("nom", langue))


def _annees(langue):
    year = Substr("cle_date", 1, 4)
    public = Q(seance__in=Seance.objects.published()) & ~Q(cle_date="9999")
    return _arm(DateSeance, public, "annee", year, year, Value(langue, output_field=CharField()))


def _translated(name, langue):
    """The text in `langue`, or the French one, and the language it is in."""
    french = Value("fr", output_field=CharField())
    if langue == "fr":
        return F(f"{name}_fr"), french
    empty = Q(**{f"{name}_en__isnull": True}) | Q(**{f"{name}_en": ""})
    text = Case(When(empty, then=F(f"{name}_fr")), default=F(f"{name}_en"), output_field=CharField())
    return text, Case(When(empty, then=french), default=Value("en"), output_field=CharField())
