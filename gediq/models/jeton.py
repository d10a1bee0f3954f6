"""The links we send: only the hash of each is kept, so that reading the database opens nothing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JetonQuerySet(models.QuerySet):
    def valid(self, at=None):
        now = at or timezone.now()
        return self.filter(Q(expire_le__isnull=True) | Q(expire_le__gt=now), revoque_le__isnull=True)


class Jeton(models.Model):
    """`usage` is what the link opens (« invitation », « releve »…), `cle` the row it opens there."""

    usage = models.CharField(_("usage"), max_length=20)
    cle = models.CharField(_("clé"), max_length=60)
    empreinte = models.CharField(_("empreinte"), max_length=64, unique=True)
    expire_le = models.DateTimeField(_("expire le"), null=True, blank=True)
    revoque_le = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("créé par")
    )

    objects = JetonQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("jeton")
        verbose_name_plural = _("jetons")
        indexes = [models.Index(fields=["usage", "cle"], name="jeton_par_objet")]

    def __str__(self):
        return f"{self.usage} {self.cle}"
