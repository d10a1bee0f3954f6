"""Closed lists of the programme; their values are part of the public addresses and feeds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeSeance(models.TextChoices):
    REFERENTIEL = "referentiel", _("Référentiel")
    FORMATION = "formation", _("Formation")
    SYNTHESE = "synthese", _("Synthèse")
    ECHANGE = "echange", _("Échange")


class Mode(models.TextChoices):
    EN_PERSONNE = "en_personne", _("En personne")
    VISIOCONFERENCE = "visioconference", _("Visioconférence")
    MIXTE = "mixte", _("Mixte")


class ModeConnu(models.TextChoices):
    """How the mode is known: in-person is never written in the source, only inferred from silence."""

    MENTION = "mention", _("Écrit dans la source")
    DEDUIT = "deduit", _("Présumé\xa0: la source ne mentionne pas de visioconférence")
    CONFIRME = "confirme", _("Confirmé par l’équipe")


class Statut(models.TextChoices):
    PREVUE = "prevue", _("Prévue")
    TENUE = "tenue", _("Tenue")
    REPORTEE = "reportee", _("Reportée")
    ANNULEE = "annulee", _("Annulée")


class ObjetAvis(models.TextChoices):
    DATE = "date", _("Date")
    LIEU = "lieu", _("Lieu")
    MODE = "mode", _("Mode")
    STATUT = "statut", _("Statut")


class LangueDocument(models.TextChoices):
    FR = "fr", _("Français")
    EN = "en", _("Anglais")
    BILINGUE = "bilingue", _("Français et anglais")
    AUTRE = "autre", _("Autre langue")


class Audience(models.TextChoices):
    PUBLIC = "public", _("Public")
    PARTICIPANTS = "participants", _("Personnes participantes seulement")
