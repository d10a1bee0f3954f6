"""Municipalities for measuring only: invented, named as such, with a figure for every indicator."""

from itertools import count, islice

from django.db import transaction

from gediq.domain.chargement_groupe import ChargeurGroupe
from gediq.recherche.index import reindex

from ..models import Municipalite, Niveau, Source, Territoire, Unite, Valeur
from .recherche import SOURCES
from .reference import load_indicateurs

NAME, CODE = "Municipalité de mesure", "mesure"
YEARS = (2016, 2021)
# As in life: about a dozen municipalities to an MRC, five MRC to a region.
PER_MRC, PER_REGION = 12, 60
BATCH = 5000


@transaction.atomic
def load_volume(number):
    """Bring the municipalities for measuring to `number`; return how many there are, in French."""
    own = Municipalite.objects.filter(nom__startswith=NAME)
    present = own.count()
    parents = {}
    rows = Municipalite.objects.bulk_create(
        _municipalite(rank, code, parents)
        for rank, code in enumerate(islice(_free_codes(), max(number - present, 0)), start=present)
    )
    Valeur.objects.bulk_create(_valeurs(rows), batch_size=BATCH)
    for source in SOURCES:
        reindex(source)
    return f"{present + len(rows)} municipalités de mesure."


def _free_codes():
    taken = set(Municipalite.objects.values_list("code", flat=True))
    return (code for code in map(str, count(10000)) if code not in taken)


def _municipalite(rank, code, parents):
    return Municipalite(
        niveau=Niveau.MUNICIPALITE,
        code=code,
        nom=f"{NAME} {rank}",
        nature="ville",
        parent=_part(Niveau.MRC, rank // PER_MRC, parents, _part(Niveau.REGION, rank // PER_REGION, parents)),
        latitude=45 + rank % 50 / 10,
        longitude=-79 + rank % 200 / 10,
        site_web="https://mesure.example/",
    )


def _part(niveau, rank, parents, parent=None):
    """A region or an MRC for measuring, read or made once."""
    code = f"M{rank:04}"
    if (niveau, code) not in parents:
        fields = {"nom": f"{niveau.label} de mesure {rank}", "parent": parent}
        parents[niveau, code], _created = Territoire.objects.get_or_create(
            niveau=niveau, code=code, defaults=fields
        )
    return parents[niveau, code]


def _valeurs(rows):
    """A part is never more than its base, which stands before it."""
    indicateurs = load_indicateurs(ChargeurGroupe()).values() if rows else ()
    source, _created = Source.objects.get_or_create(
        code=CODE, defaults={"producteur_fr": "Mesure", "titre_fr": "Chiffres de mesure"}
    )
    for rank, row in enumerate(rows):
        for position, indicateur in enumerate(indicateurs):
            for annee in YEARS:
                yield Valeur(
                    territoire_id=row.pk,
                    indicateur=indicateur,
                    annee=annee,
                    source=source,
                    valeur=position
                    if indicateur.unite == Unite.POURCENTAGE
                    else (500 + rank) * (60 - position),
                )
