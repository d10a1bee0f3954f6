"""Rows for measuring only: many sessions like real ones, in programmes that say what they are."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from gediq.models import Publication
from gediq.recherche.index import reindex_all

from ..enums import Mode, ModeConnu, Statut, TypeSeance
from ..models import Cycle, DateSeance, LieuSeance, Programme, Referentiel, Seance

# As in life: a programme has a few cycles, and history is made of many programmes.
PER_CYCLE, CYCLES = 20, 4
# As in life too: few municipalities receive the others.
HOSTS = 50
FIRST_YEAR = 1900
# Above every real programme, so that the newest one measured is the current one.
FIRST_PROGRAMME_YEAR = 2090
TITLES = (
    ("L’accueil des personnes nouvellement arrivées", "Welcoming newcomers"),
    (
        "Les relations interculturelles dans les services municipaux",
        "Intercultural relations in city services",
    ),
    ("La concertation locale en immigration", "Local consultation on immigration"),
)


@transaction.atomic
def load_volume(number):
    """Create `number` sessions, held in the first municipalities there are; return how many, in French.

    One session in five has two dates, one in seven two places; every second one presents a référentiel.
    """
    places = list(LieuSeance._meta.get_field("municipalite").related_model.objects.order_by("pk")[:HOSTS])
    referentiels = _load_referentiels()
    cycles = _load_cycles(-(-number // PER_CYCLE))
    rows = Seance.objects.bulk_create(_seance(rank, cycles[rank // PER_CYCLE]) for rank in range(number))
    DateSeance.objects.bulk_create(_dates(rows))
    LieuSeance.objects.bulk_create(_places(rows, places))
    link = Seance.referentiels.through
    link.objects.bulk_create(
        link(seance=row, referentiel=referentiels[rank % len(referentiels)])
        for rank, row in enumerate(rows)
        if rank % 2
    )
    reindex_all()
    return f"{len(rows)} séances de mesure créées."


def _published(**fields):
    return {"publication": Publication.PUBLIEE, **fields}


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
    """The newest programme is whole, whatever the number of cycles; the oldest may lack its first ones."""
    missing = -count % CYCLES
    return [_load_cycle(rank, *divmod(rank + missing, CYCLES)) for rank in range(count)]


def _load_cycle(rank, programme, position):
    cycle, _created = Cycle.objects.get_or_create(
        code=f"{FIRST_YEAR + rank}-{FIRST_YEAR + rank + 1}",
        defaults={
            "programme": _load_programme(programme),
            "position": position + 1,
            "titre_fr": f"Cycle de mesure {rank + 1}",
            "titre_en": f"Measuring cycle {rank + 1}",
        },
    )
    return cycle


def _load_programme(rank):
    year = FIRST_PROGRAMME_YEAR + rank * CYCLES
    programme, _created = Programme.objects.get_or_create(
        slug=f"mesure-{rank}",
        defaults=_published(
            titre_fr=f"Programme de mesure {rank + 1}",
            titre_en=f"Measuring program {rank + 1}",
            annee_debut=year,
            annee_fin=year + CYCLES - 1,
        ),
    )
    return programme


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
            if offset < len(places):
                place = places[(rank + offset) % len(places)]
                yield LieuSeance(seance=row, municipalite=place, position=offset)
