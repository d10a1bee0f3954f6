"""Opening a session: the code asked for by mail, and the trace of what was done to an account."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DemandeCode(models.Model):
    """Somebody typed an address and waits for a code. Known or not, the address gets the same row.

    The code is made when the mail is sent; `empreinte` is keyed by the secret of the site, since six
    digits are soon guessed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("compte")
    )
    empreinte = models.CharField(_("empreinte"), max_length=64, blank=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    expire_le = models.DateTimeField(_("expire le"))
    utilisee_le = models.DateTimeField(_("utilisée le"), null=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("demande de code")
        verbose_name_plural = _("demandes de code")

    def __str__(self):
        return str(self.uid)


class EvenementCompte(models.Model):
    """What was done to an account, by whom; `par` is empty when a command did it."""

    class TypeEvenement(models.TextChoices):
        FACTEUR_AJOUTE = "facteur_ajoute", _("Second facteur ajouté")
        FACTEUR_RETIRE = "facteur_retire", _("Second facteur retiré")
        FACTEUR_REINITIALISE = "facteur_reinitialise", _("Second facteur réinitialisé")
        MOT_DE_PASSE = "mot_de_passe", _("Mot de passe changé")
        COURRIEL = "courriel", _("Courriel changé")
        DEPART = "depart", _("Départ")

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="evenements", verbose_name=_("compte")
    )
    type_evenement = models.CharField(_("événement"), max_length=25, choices=TypeEvenement)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
        help_text=_("Vide\xa0: par une commande, sur le serveur."),
    )
    precision = models.CharField(_("précision"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("le"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("événement d’un compte")
        verbose_name_plural = _("événements des comptes")

    def __str__(self):
        return self.get_type_evenement_display()
