"""A theme: one bilingual list shared by référentiels, sessions, practices, contacts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..traduction import english_needs_french
from .base import Editable


class Theme(Editable):
    nom = models.CharField(_("nom"), max_length=120, help_text=_("En quelques mots, sans majuscule inutile."))
    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        help_text=_("Fin de l’adresse de la page du thème; ne change plus après la création."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Une phrase ou deux, montrées en tête de la page du thème.")
    )
    position = models.PositiveSmallIntegerField(
        _("rang"), default=0, help_text=_("Ordre dans les listes; à égalité, l’ordre de création.")
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        constraints = english_needs_french("nom", "description")

    def __str__(self):
        return self.nom or self.slug

    def get_absolute_url(self):
        return reverse("theme-detail", args=[self.slug])
