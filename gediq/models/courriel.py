"""What we write to people: one row per event and recipient is the record, the queue and the proof."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..traduction import english_needs_french
from .base import Editable
from .utilisateur import Utilisateur


class Courriel(models.Model):
    """A mail, written in the transaction of its event.

    `evenement` names what happened (« invitation:12:1 »): a second row for the same event and recipient
    cannot exist. `texte` keeps a placeholder where a link or a code goes: those are made when the mail is
    sent, and never kept.
    """

    class Statut(models.TextChoices):
        A_ENVOYER = "a_envoyer", _("À envoyer")
        EN_COURS = "en_cours", _("Envoi en cours")
        ENVOYE = "envoye", _("Envoyé")
        INCERTAIN = "incertain", _("Envoi incertain")
        REFUSE = "refuse", _("Refusé")
        REVENU = "revenu", _("Revenu")
        SANS_OBJET = "sans_objet", _("Sans objet")

    evenement = models.CharField(_("événement"), max_length=120)
    modele = models.CharField(_("type"), max_length=40)
    destinataire = models.EmailField(_("destinataire"), blank=True)
    nom = models.CharField(_("nom"), max_length=150, blank=True)
    langue = models.CharField(_("langue"), max_length=2, choices=Utilisateur.Langue, default="fr")
    contexte = models.JSONField(_("contexte"), default=dict, editable=False)
    objet = models.CharField(_("objet"), max_length=200, blank=True)
    texte = models.TextField(_("texte"), blank=True)
    repondre_a = models.EmailField(_("réponses à"), blank=True)
    statut = models.CharField(
        _("statut"), max_length=10, choices=Statut, default=Statut.A_ENVOYER, db_index=True
    )
    pris_le = models.DateTimeField(_("pris le"), null=True, blank=True, editable=False)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    raison = models.CharField(_("raison"), max_length=250, blank=True)
    renvoi_de = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="renvois", verbose_name=_("renvoi de")
    )
    envoi = models.ForeignKey(
        "Envoi", models.SET_NULL, null=True, blank=True, related_name="courriels", verbose_name=_("envoi")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("au nom de"),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("courriel envoyé")
        verbose_name_plural = _("courriels envoyés")
        constraints = [
            models.UniqueConstraint(
                fields=["evenement", "destinataire"],
                name="courriel_un_par_evenement",
                violation_error_message=_("Ce courriel existe déjà."),
            ),
            models.CheckConstraint(
                name="courriel_envoye_date",
                condition=~Q(statut="envoye") | Q(envoye_le__isnull=False),
                violation_error_message=_("Un courriel envoyé a une date."),
            ),
        ]

    def __str__(self):
        return self.objet or self.modele


class Envoi(Editable):
    """One message to several people: written, tried on oneself, then sent to all."""

    objet = models.CharField(_("objet"), max_length=200, help_text=_("Ce que la personne voit en premier."))
    texte = models.TextField(
        _("texte"), help_text=_("Une ligne vide sépare les paragraphes. La salutation et le pied s’ajoutent.")
    )
    # Hash of the words tried on oneself: other words ask for another trial.
    essai_empreinte = models.CharField(max_length=64, blank=True, editable=False)
    essai_le = models.DateTimeField(_("essayé le"), null=True, blank=True, editable=False)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True, blank=True, editable=False)
    envoye_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("envoyé par"),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("envoi groupé")
        verbose_name_plural = _("envois groupés")
        constraints = english_needs_french("objet", "texte")

    def __str__(self):
        return self.objet or ""


class DestinataireEnvoi(models.Model):
    """Somebody chosen for a message to several, with the language it will speak."""

    envoi = models.ForeignKey(
        Envoi, models.CASCADE, related_name="destinataires", verbose_name=_("envoi groupé")
    )
    courriel = models.EmailField(_("courriel"))
    nom = models.CharField(_("nom"), max_length=150, blank=True)
    langue = models.CharField(_("langue"), max_length=2, choices=Utilisateur.Langue, default="fr")

    class Meta:
        ordering = ["courriel"]
        verbose_name = _("destinataire")
        verbose_name_plural = _("destinataires")
        constraints = [
            models.UniqueConstraint(fields=["envoi", "courriel"], name="destinataireenvoi_une_fois")
        ]

    def __str__(self):
        return self.courriel
