"""What the programme says of a municipality: its sessions, programmes and documents, in one query.

The page of a municipality has eight queries in all, so three kinds of rows come in one union: what
a line shows of each, and never a draft. Columns are named with their language (`rewrite(False)`),
because rewritten ones lose their order, which is all a union knows.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, IntegerField, OuterRef, Q, Value

from gediq.requetes import Blanc, RequeteFixe
from gediq.tri import natural_key, sort_key

from ..models import (
    DateSeance,
    Document,
    LieuSeance,
    Participation,
    Programme,
    Referentiel,
    Seance,
    TypeDocument,
)
from .fiche import OFF

SEANCE, PROGRAMME, DOCUMENT = "seance", "programme", "document"
NO_NUMBER = Value(None, IntegerField())
VILLE, MRC = Blanc("ville", IntegerField()), Blanc("mrc", IntegerField())


class Rangee(NamedTuple):
    """A row of the union: a session once per date and référentiel, a programme, or a document."""

    sorte: str
    cle: int
    code: str
    titre_fr: str
    titre_en: str
    statut: str
    types: str
    ici: bool
    presente: bool
    cle_date: str | None
    statut_date: str | None
    numero: int | None
    autre_numero: int | None
    autre_fr: str | None
    autre_en: str | None


@dataclass
class Presence:
    """Unsaved objects with what a line shows; `par_la_mrc` holds the keys of programmes joined by the MRC."""

    accueillies: list[Seance] = field(default_factory=list)
    suivies: list[Seance] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    par_la_mrc: set[int] = field(default_factory=set)

    def __bool__(self):
        return any((self.accueillies, self.suivies, self.programmes, self.documents))


def find_presence(municipalite):
    """`municipalite` is any territory with `mrc`: what its MRC takes part in is told apart."""
    mrc = municipalite.mrc
    rows = [Rangee(*row) for row in UNION.rows(ville=municipalite.pk, mrc=mrc and mrc.pk)]
    kinds = {sorte: [row for row in rows if row.sorte == sorte] for sorte in (SEANCE, PROGRAMME, DOCUMENT)}
    seances = _seances(kinds[SEANCE])
    own = {row.cle for row in kinds[PROGRAMME] if row.ici}
    return Presence(
        accueillies=[seance for seance in seances if seance.ici],
        suivies=[seance for seance in seances if seance.presente and not seance.ici],
        programmes=_programmes(kinds[PROGRAMME]),
        documents=_documents(kinds[DOCUMENT]),
        par_la_mrc={row.cle for row in kinds[PROGRAMME]} - own,
    )


# --- The query ------------------------------------------------------------------------------------


def _union():
    return _seance_rows().union(_programme_rows(), _document_rows(), all=True)


def _seance_rows():
    here = LieuSeance.objects.filter(seance=OuterRef("pk"), municipalite=VILLE)
    there = Seance.municipalites_presentes.through.objects.filter(seance=OuterRef("pk"), territoire=VILLE)
    return (
        Seance.objects.rewrite(False)
        .published()
        .annotate(
            ici=Exists(here.exclude(statut__in=OFF)),
            presente=Exists(there),
            public=FilteredRelation(
                "referentiels", condition=Referentiel.published_condition("referentiels__")
            ),
        )
        .filter(Q(ici=True) | Q(presente=True))
        .order_by()
        .values_list(
            *(Value(SEANCE), "pk", "code", "titre_fr", "titre_en", "statut", "types"),
            *("ici", "presente", "dates__cle_date", "dates__statut"),
            *("public__numero", NO_NUMBER, "public__titre_fr", "public__titre_en"),
        )
    )


def _programme_rows():
    return (
        Participation.objects.rewrite(False)
        .filter(Q(territoire=VILLE) | Q(territoire=MRC))
        .filter(Programme.published_condition("programme__"))
        .annotate(ici=Q(territoire=VILLE))
        .order_by()
        .values_list(
            *(Value(PROGRAMME), "programme_id", Value(""), "programme__titre_fr"),
            *("programme__titre_en", Value(""), Value(""), "ici", Value(False), Value(""), Value("")),
            *("programme__annee_debut", "programme__annee_fin", Value(""), Value("")),
        )
    )


def _document_rows():
    return (
        Document.objects.rewrite(False)
        .published()
        .filter(municipalite=VILLE)
        .order_by()
        .values_list(
            *(Value(DOCUMENT), "pk", "numero", "titre_fr", "titre_en", Value(""), Value("")),
            *(Value(True), Value(False), "date_document", Value(""), NO_NUMBER, NO_NUMBER),
            *("type__nom_fr", "type__nom_en"),
        )
    )


UNION = RequeteFixe(_union)


# --- The rows as objects --------------------------------------------------------------------------


def _seances(rows):
    """In order of date; each with its dates and référentiels, as if they had been prefetched."""
    seances = {}
    for row in sorted(rows, key=lambda row: (row.cle_date or "9999", row.numero or 0, row.cle)):
        if row.cle not in seances:
            seances[row.cle] = _seance(row)
        seance = seances[row.cle]
        prefetched = seance._prefetched_objects_cache
        if row.cle_date and row.cle_date not in [known.cle_date for known in prefetched["dates"]]:
            prefetched["dates"].append(_date(row, seance))
        if row.numero and row.numero not in [known.numero for known in prefetched["referentiels"]]:
            prefetched["referentiels"].append(_referentiel(row))
    return list(seances.values())


def _seance(row):
    seance = Seance(pk=row.cle, code=row.code, statut=row.statut, types=row.types.split(","), **_titles(row))
    seance.ici, seance.presente = bool(row.ici), bool(row.presente)
    seance._prefetched_objects_cache = {"dates": [], "referentiels": []}
    return seance


def _date(row, seance):
    """« 2020-06-05 », « 2020-06-99 » (a month) or « 9999 » (to be confirmed)."""
    year, month, day = [*row.cle_date.split("-"), "", ""][:3]
    jour = date.fromisoformat(row.cle_date) if day and day != "99" else None
    mois = f"{year}-{month}" if day == "99" else ""
    return DateSeance(seance=seance, jour=jour, mois=mois, cle_date=row.cle_date, statut=row.statut_date)


def _referentiel(row):
    return Referentiel(numero=row.numero, titre_fr=row.autre_fr, titre_en=row.autre_en)


def _programmes(rows):
    found = {}
    for row in sorted(rows, key=lambda row: (-row.numero, row.cle)):
        years = {"annee_debut": row.numero, "annee_fin": row.autre_numero}
        found.setdefault(row.cle, Programme(pk=row.cle, **years, **_titles(row)))
    return list(found.values())


def _documents(rows):
    """In natural order of their numbers, then of their titles."""
    ordered = sorted(rows, key=lambda row: (natural_key(row.code), sort_key(row.titre_fr or ""), row.cle))
    return [_document(row) for row in ordered]


def _document(row):
    kind = TypeDocument(nom_fr=row.autre_fr, nom_en=row.autre_en) if row.autre_fr else None
    return Document(pk=row.cle, numero=row.code, type=kind, date_document=row.cle_date or "", **_titles(row))


def _titles(row):
    return {"titre_fr": row.titre_fr, "titre_en": row.titre_en}
