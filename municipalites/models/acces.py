"""Who may act for a municipality, and who was invited to."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq.models import Utilisateur

from .territoire import Municipalite

DUREE_INVITATION = timedelta(days=30)


class Role(models.TextChoices):
    """Each role may do what the one before may."""

    LECTURE = "lecture", _("Lecture")
    REDACTION = "redaction", _("Rédaction")
    TRANSMISSION = "transmission", _("Transmission")


class AccesMunicipalQuerySet(models.QuerySet):
    def active(self):
        return self.filter(revoque_le__isnull=True, utilisateur__is_active=True)


class AccesMunicipal(models.Model):
    """A person acts for a municipality, from one day to another; a revoked access is kept, for memory."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="acces_municipaux",
        verbose_name=_("compte"),
    )
    municipalite = models.ForeignKey(
        Municipalite, models.PROTECT, related_name="acces_municipaux", verbose_name=_("municipalité")
    )
    role = models.CharField(
        _("rôle"),
        max_length=12,
        choices=Role,
        default=Role.REDACTION,
        help_text=_("Transmission permet aussi d’inviter des collègues et de retirer leur accès."),
    )
    invite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invité par"),
    )
    created_at = models.DateTimeField(_("depuis"), auto_now_add=True)
    revoque_le = models.DateTimeField(_("retiré le"), null=True, blank=True)
    revoque_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("retiré par"),
    )

    objects = AccesMunicipalQuerySet.as_manager()

    class Meta:
        ordering = ["municipalite__cle_tri", "id"]
        verbose_name = _("accès municipal")
        verbose_name_plural = _("accès municipaux")
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "municipalite"],
                condition=Q(revoque_le__isnull=True),
                name="accesmunicipal_un_seul",
                violation_error_message=_("Cette personne a déjà accès à cette municipalité."),
            )
        ]

    def __str__(self):
        return f"{self.utilisateur}, {self.municipalite}"


def default_expiry():
    return timezone.now() + DUREE_INVITATION


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor withdrawn, expired or not: one at most per address and municipality."""
        return self.filter(acceptee_le__isnull=True, revoquee_le__isnull=True)

    def pending(self, at=None):
        return self.waiting().filter(expire_le__gt=at or timezone.now())


class Invitation(models.Model):
    """Somebody is asked to act for a municipality. Its links (`Jeton`, usage « invitation ») are many."""

    municipalite = models.ForeignKey(
        Municipalite, models.PROTECT, related_name="invitations", verbose_name=_("municipalité")
    )
    courriel = models.EmailField(_("courriel"))
    nom = models.CharField(_("nom"), max_length=150)
    langue = models.CharField(_("langue"), max_length=2, choices=Utilisateur.Langue, default="fr")
    role = models.CharField(_("rôle"), max_length=12, choices=Role, default=Role.REDACTION)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invité par")
    )
    # How many links were asked for: names the event of each reminder.
    relances = models.PositiveSmallIntegerField(_("rappels"), default=0, editable=False)
    expire_le = models.DateTimeField(_("expire le"), default=default_expiry)
    revoquee_le = models.DateTimeField(_("retirée le"), null=True, blank=True)
    acceptee_le = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    acces = models.ForeignKey(
        AccesMunicipal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("accès municipal"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["municipalite", "courriel"],
                condition=Q(acceptee_le__isnull=True, revoquee_le__isnull=True),
                name="invitation_une_en_attente",
                violation_error_message=_("Une invitation attend déjà cette personne."),
            )
        ]

    def __str__(self):
        return f"{self.nom}, {self.municipalite}"
