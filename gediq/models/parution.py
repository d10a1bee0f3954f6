"""A dated release of an open data set: once out, it stays available and never changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Parution(models.Model):
    jeu = models.SlugField(_("jeu de données"), max_length=40)
    jour = models.DateField(_("jour"), help_text=_("Date de la parution, qui fait son adresse."))
    contenu = models.BinaryField(_("contenu"), help_text=_("Le fichier CSV, compressé (gzip)."))
    empreinte = models.CharField(_("empreinte"), max_length=64, help_text=_("SHA-256 du fichier CSV."))
    lignes = models.PositiveIntegerField(_("lignes"), help_text=_("Sans l’en-tête."))
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("créé par")
    )

    class Meta:
        ordering = ["jeu", "-jour"]
        verbose_name = _("parution")
        verbose_name_plural = _("parutions")
        constraints = [
            models.UniqueConstraint(
                fields=["jeu", "jour"],
                name="parution_une_par_jour",
                violation_error_message=_("Ce jeu a déjà une parution de ce jour."),
            )
        ]

    def __str__(self):
        return f"{self.jeu} ({self.jour})"
