"""A preview link: shows one draft at its public address to whoever holds the link."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DUREE_APERCU = timedelta(days=14)


def new_token():
    return secrets.token_urlsafe(24)


def default_expiry():
    return timezone.now() + DUREE_APERCU


class LienApercuQuerySet(models.QuerySet):
    def valid(self, at=None):
        return self.filter(revoque_le__isnull=True, expire_le__gt=at or timezone.now())

    def for_object(self, obj):
        return self.filter(objet=obj._meta.label_lower, objet_id=str(obj.pk))


class LienApercu(models.Model):
    jeton = models.CharField(_("jeton"), max_length=60, unique=True, default=new_token, editable=False)
    objet = models.CharField(_("type d’objet"), max_length=60, editable=False)
    objet_id = models.CharField(_("identifiant"), max_length=40, editable=False)
    expire_le = models.DateTimeField(_("expire le"), default=default_expiry)
    revoque_le = models.DateTimeField(_("révoqué le"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("créé par"),
    )

    objects = LienApercuQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("lien d’aperçu")
        verbose_name_plural = _("liens d’aperçu")

    def __str__(self):
        return f"{self.objet} {self.objet_id}"
