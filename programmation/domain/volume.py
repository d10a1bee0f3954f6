"""Rows for measuring only: many sessions like real ones, in a programme that says what it is."""

from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Max

from gediq.models import Publication
from gediq.recherche.index import reindex_all

from ..enums import Mode, ModeConnu, Statut, TypeSeance
from ..models import Cycle, DateSeance, LieuSeance, Programme, Referentiel, Seance

PER_CYCLE = 20
FIRST_YEAR = 1900
TITLES = (
    ("L’accueil des personnes nouvellement arrivées", "Welcoming newcomers"),
    (
        "Les relations interculturelles dans les services municipaux",
        "Intercultural relations in city services",
    ),
    ("La concertation locale en immigration", "Local consultation on immigration"),
)


@transaction.atomic
def load_volume(*, seances, municipalites):
    """Create `seances` sessions and `municipalites` territories; return how many rows of each now exist.

    One session in five has two dates, one in seven two places; every second one presents a référentiel.
    """
    places = _load_municipalites(max(municipalites, 2))
    referentiels = _load_referentiels()
    cycles = _load_cycles(-(-seances // PER_CYCLE))
    rows = Seance.objects.bulk_create(_seance(rank, cycles[rank // PER_CYCLE]) for rank in range(seances))
    DateSeance.objects.bulk_create(_dates(rows))
    LieuSeance.objects.bulk_create(_places(rows, places))
    link = Seance.referentiels.through
    link.objects.bulk_create(
        link(seance=row, referentiel=referentiels[rank % len(referentiels)])
        for rank, row in enumerate(rows)
        if rank % 2
    )
    reindex_all()
    return len(rows), len(places)


def _published(**fields):
    return {"publication": Publication.PUBLIEE, **fields}


def _load_municipalites(count):
    Municipalite = apps.get_model("municipalites", "Municipalite")
    for rank in range(count):
        Municipalite.objects.get_or_create(
            code=f"M{rank:04}", defaults={"nom": f"Municipalité de mesure {rank}", "niveau": "municipalite"}
        )
    return list(Municipalite.objects.filter(code__startswith="M").order_by("code"))


def _load_referentiels():
    top = Referentiel.objects.aggregate(top=Max("numero"))["top"] or 0
    return [
        Referentiel.objects.create(
            **_published(
                numero=top + rank + 1, titre_fr=f"{french} ({rank + 1})", titre_en=f"{english} ({rank + 1})"
            )
        )
        for rank, (french, english) in enumerate(TITLES * 3)
    ]


def _load_cycles(count):
    programme, _created = Programme.objects.get_or_create(
        slug="mesure",
        defaults=_published(
            titre_fr="Programme de mesure", titre_en="Measuring program", annee_debut=2090, annee_fin=2099
        ),
    )
    return [
        Cycle.objects.get_or_create(
            code=f"{FIRST_YEAR + rank}-{FIRST_YEAR + rank + 1}",
            defaults={
                "programme": programme,
                "position": rank + 1,
                "titre_fr": f"Cycle de mesure {rank + 1}",
                "titre_en": f"Measuring cycle {rank + 1}",
            },
        )[0]
        for rank in range(count)
    ]


def _seance(rank, cycle):
    french, english = TITLES[rank % len(TITLES)]
    return Seance(
        **_published(
            cycle=cycle,
            position=rank,
            code=f"mesure-{rank}",
            types=[TypeSeance.values[rank % 4]],
            titre="" if rank % 2 else french,
            titre_fr="" if rank % 2 else french,
            titre_en="" if rank % 2 else english,
            statut=Statut.TENUE,
            mode=Mode.values[rank % 3],
            mode_connu=ModeConnu.CONFIRME,
        )
    )


def _dates(rows):
    for rank, row in enumerate(rows):
        day = date(FIRST_YEAR, 9, 1) + timedelta(days=rank * 18)
        for offset in (0, 7) if rank % 5 == 0 else (0,):
            jour = day + timedelta(days=offset)
            yield DateSeance(seance=row, jour=jour, cle_date=jour.isoformat())


def _places(rows, places):
    for rank, row in enumerate(rows):
        for offset in (0, 1) if rank % 7 == 0 else (0,):
            place = places[(rank + offset) % len(places)]
            yield LieuSeance(seance=row, municipalite=place, position=offset)
