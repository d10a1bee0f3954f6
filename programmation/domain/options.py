"""What the filters offer: the cycles, cities, themes and years of what is public, read in one query."""

from typing import NamedTuple

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf, Substr

from gediq.models import Theme
from gediq.requetes import RequeteFixe
from gediq.tri import sort_key

from ..models import Cycle, DateSeance, LieuSeance, Seance

Municipalite = LieuSeance._meta.get_field("municipalite").related_model


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
    options = [Option(*row) for row in OPTIONS.rows(langue)]
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


def _all_arms(langue):
    public = Seance.objects.published().order_by()
    first, *others = (arm(langue, public) for arm in (_cycles, _villes, _themes, _annees))
    return first.union(*others)


OPTIONS = RequeteFixe(_all_arms)


def _arm(model, condition, columns, programme=None, annee_debut=None):
    """One part of the union: filter, value, text, language of the text, and the programme of a cycle."""
    nothing = Value(0, output_field=IntegerField())
    filtre, valeur, libelle, langue = columns
    # Django's own queryset: the one of translated models mixes the columns, which a union tells by rank.
    return (
        QuerySet(model)
        .filter(condition)
        .order_by()
        .values_list(
            _text(filtre),
            valeur,
            libelle,
            langue,
            programme or nothing,
            annee_debut or nothing,
        )
    )


def _cycles(langue, public):
    columns = ("cycle", F("code"), *_translated("titre", langue))
    return _arm(Cycle, _used(public, "cycle"), columns, F("programme_id"), F("programme__annee_debut"))


def _villes(langue, public):
    english = Coalesce(NullIf("appellation_anglaise", Value("")), F("nom"))
    columns = ("ville", F("code"), english if langue == "en" else F("nom"), _text(langue))
    return _arm(Municipalite, _used(public, "lieux__municipalite"), columns)


def _themes(langue, public):
    columns = ("theme", F("slug"), *_translated("nom", langue))
    return _arm(Theme, Q(seances__in=public.values("pk")), columns)


def _annees(langue, public):
    year = Substr("cle_date", 1, 4)
    shown = Q(seance__in=public.values("pk")) & ~Q(cle_date="9999")
    return _arm(DateSeance, shown, ("annee", year, year, _text(langue)))


def _used(public, path):
    """What one public session leads to by `path`, without reading all of them."""
    return Q(Exists(public.filter(**{path: OuterRef("pk")})))


def _translated(name, langue):
    """The text in `langue`, or the French one, and the language it is in."""
    if langue == "fr":
        return F(f"{name}_fr"), _text("fr")
    empty = Q(**{f"{name}_en__isnull": True}) | Q(**{f"{name}_en": ""})
    text = Case(When(empty, then=F(f"{name}_fr")), default=F(f"{name}_en"), output_field=CharField())
    return text, Case(When(empty, then=_text("fr")), default=_text("en"), output_field=CharField())


def _text(value):
    return Value(value, output_field=CharField())
