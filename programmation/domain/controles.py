"""Data checks of the programme: what lacks a date, a place, a mode, an English title, a file."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq.controles import drafts, without_english
from gediq.models import Publication
from gediq.registre import Controle

from ..enums import Mode, ModeConnu, Statut
from ..models import DateSeance, Document, Programme, Referentiel, Seance, Serie


def alive(model):
    """What was withdrawn wants no more work."""
    return model.objects.exclude(publication=Publication.RETIREE)


def without_place():
    return alive(Seance).filter(lieux__isnull=True).exclude(mode=Mode.VISIOCONFERENCE)


def past_still_planned():
    """Sessions whose every date is a past day, and of which nobody said whether they took place."""
    to_come = DateSeance.objects.filter(Q(jour__isnull=True) | Q(jour__gte=timezone.localdate()))
    planned = alive(Seance).filter(statut=Statut.PREVUE, dates__isnull=False)
    return planned.exclude(pk__in=to_come.values("seance")).distinct()


def held_on_no_day():
    """Sessions said to be held, with dates of which none is a day that took place."""
    held = alive(Seance).filter(statut=Statut.TENUE, dates__isnull=False)
    days = DateSeance.objects.not_cancelled().filter(jour__isnull=False)
    return held.exclude(pk__in=days.values("seance")).distinct()


def in_a_closed_place():
    """Sessions on a day when the municipality of one of their places no longer existed."""
    closed = Q(
        lieux__municipalite__date_fin__isnull=False, dates__jour__gt=F("lieux__municipalite__date_fin")
    )
    return alive(Seance).filter(closed).distinct()


def closed_participants():
    """Programmes with a participant that no longer exists and is not said to have left."""
    closed = Q(participations__date_fin__isnull=True, participations__territoire__date_fin__isnull=False)
    return alive(Programme).filter(closed).distinct()


def without_document():
    return alive(Referentiel).exclude(pk__in=alive(Document).exclude(referentiel=None).values("referentiel"))


CONTROLES = [
    Controle(
        "seance-sans-date", _("Séances sans date"), Seance, lambda: alive(Seance).filter(dates__isnull=True)
    ),
    Controle("seance-sans-lieu", _("Séances sans lieu ni visioconférence"), Seance, without_place),
    Controle("seance-sans-mode", _("Séances sans mode"), Seance, lambda: alive(Seance).filter(mode="")),
    Controle(
        "seance-mode-presume",
        _("Séances dont le mode est présumé"),
        Seance,
        lambda: alive(Seance).filter(mode_connu=ModeConnu.DEDUIT),
    ),
    Controle(
        "seance-passee-prevue",
        _("Séances passées encore « prévues »"),
        Seance,
        past_still_planned,
    ),
    Controle(
        "seance-tenue-sans-jour",
        _("Séances tenues dont toutes les dates sont annulées, reportées ou sans jour"),
        Seance,
        held_on_no_day,
    ),
    Controle(
        "seance-lieu-ferme",
        _("Séances dans une municipalité qui n’existait plus"),
        Seance,
        in_a_closed_place,
    ),
    Controle(
        "seance-sans-titre-anglais",
        _("Séances sans titre anglais"),
        Seance,
        lambda: without_english(Seance, "titre"),
    ),
    Controle("seance-brouillon", _("Séances en brouillon"), Seance, lambda: drafts(Seance)),
    Controle(
        "referentiel-sans-titre-anglais",
        _("Référentiels sans titre anglais"),
        Referentiel,
        lambda: without_english(Referentiel, "titre"),
    ),
    Controle("referentiel-sans-document", _("Référentiels sans document"), Referentiel, without_document),
    Controle(
        "referentiel-brouillon", _("Référentiels en brouillon"), Referentiel, lambda: drafts(Referentiel)
    ),
    Controle(
        "document-sans-edition",
        _("Documents sans fichier ni adresse"),
        Document,
        lambda: alive(Document).filter(editions__isnull=True),
    ),
    Controle(
        "document-sans-titre-anglais",
        _("Documents sans titre anglais"),
        Document,
        lambda: without_english(Document, "titre"),
    ),
    Controle("document-brouillon", _("Documents en brouillon"), Document, lambda: drafts(Document)),
    Controle(
        "programme-sans-anglais",
        _("Programmes dont un texte n’est pas en anglais"),
        Programme,
        lambda: without_english(
            Programme, "titre", "surtitre", "presentation_titre", "presentation", "note", "remerciements"
        ),
    ),
    Controle(
        "serie-sans-titre-anglais",
        _("Séries sans titre anglais"),
        Serie,
        lambda: without_english(Serie, "titre"),
    ),
    Controle(
        "programme-participant-ferme",
        _("Programmes dont un participant n’existe plus"),
        Programme,
        closed_participants,
    ),
    Controle("programme-brouillon", _("Programmes en brouillon"), Programme, lambda: drafts(Programme)),
]
