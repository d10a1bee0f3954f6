"""What the programme brings to the search: sessions, référentiels and documents, while they are public."""

from collections import defaultdict

from django.utils.text import capfirst

from gediq.recherche.index import visible_from
from gediq.recherche.sources import among, texts_of
from gediq.registre import SourceRecherche
from gediq.typographie import format_dates, format_month

from ..models import Cycle, DateSeance, Document, LieuSeance, Programme, Referentiel, Seance
from .fiche import still_held
from .intitule import referentiel_line, session_title

Municipalite = LieuSeance._meta.get_field("municipalite").related_model


def seance_words(seance, langue):
    """Its title; its days, cities and rooms, who spoke, the report."""
    lieux = seance.lieux.all()
    words = [
        *_written_dates(seance.dates.all(), langue),
        *(lieu.municipalite.name_in(langue) for lieu in lieux),
        *(lieu.salle for lieu in lieux),
        *texts_of(seance, langue, "personnes_ressources", "compte_rendu"),
    ]
    return session_title(seance, langue), ", ".join(filter(None, words))


def referentiel_words(referentiel, langue):
    texts = texts_of(referentiel, langue, "resume", "texte")
    return referentiel_line(referentiel, langue).plain(langue), " ".join(texts)


def document_words(document, langue):
    titre, resume = texts_of(document, langue, "titre", "resume")
    return titre, f"{document.numero} {document.auteurs} {resume}"


def seance_labels(pks, langue):
    """« Séance, 5 et 12 juin 2020 »: a session often bears the title of its référentiel."""
    days = defaultdict(list)
    for date in DateSeance.objects.filter(seance__in=pks).select_related("seance"):
        days[date.seance_id].append(date)
    kind = str(capfirst(Seance._meta.verbose_name))
    return {
        pk: ", ".join([kind, *filter(None, _written_dates(still_held(dates), langue))])
        for pk, dates in days.items()
    }


def referentiel_labels(pks, langue):
    return {row.pk: referentiel_line(row, langue).prefixe for row in Referentiel.objects.filter(pk__in=pks)}


def seance_visible_from(seance):
    return visible_from(seance, seance.cycle.programme)


def document_visible_from(document):
    """A document waits for its référentiel, its session and the session's programme."""
    seance = document.seance
    parents = [document.referentiel, seance, seance and seance.cycle.programme]
    return visible_from(document, *filter(None, parents))


def with_parents():
    return Document.objects.select_related("referentiel", "seance__cycle__programme")


def _written_dates(dates, langue):
    months = [date.mois.split("-") for date in dates if date.mois]
    yield format_dates([date.jour for date in dates if date.jour], langue=langue)
    for year, month in months:
        yield format_month(int(year), int(month), langue=langue)


def _seances(**condition):
    return Seance.objects.filter(**condition).values_list("pk", flat=True)


def _documents(**condition):
    return Document.objects.filter(**condition).values_list("pk", flat=True)


def _of_municipalite(row):
    return LieuSeance.objects.filter(municipalite=row.pk).values_list("seance_id", flat=True)


SOURCES = [
    SourceRecherche(
        model=Seance,
        rows=lambda pks: among(Seance.objects.with_details(), pks),
        build=seance_words,
        visible_from=seance_visible_from,
        labels=seance_labels,
        dependents={
            Programme: lambda row: _seances(cycle__programme=row),
            Cycle: lambda row: _seances(cycle=row),
            Referentiel: lambda row: _seances(referentiels=row),
            DateSeance: lambda row: [row.seance_id],
            LieuSeance: lambda row: [row.seance_id],
            # Staff may edit a city as a municipality or as a territory.
            Municipalite: _of_municipalite,
            Municipalite._meta.concrete_model: _of_municipalite,
        },
    ),
    SourceRecherche(
        model=Referentiel,
        rows=lambda pks: among(Referentiel.objects.all(), pks),
        build=referentiel_words,
        visible_from=visible_from,
        labels=referentiel_labels,
    ),
    SourceRecherche(
        model=Document,
        rows=lambda pks: among(with_parents(), pks),
        build=document_words,
        visible_from=document_visible_from,
        dependents={
            Programme: lambda row: _documents(seance__cycle__programme=row),
            Cycle: lambda row: _documents(seance__cycle=row),
            Seance: lambda row: _documents(seance=row),
            Referentiel: lambda row: _documents(referentiel=row),
        },
    ),
]
