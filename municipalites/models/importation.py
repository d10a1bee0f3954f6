"""A file staff brought: what was read in it, what was done, kept as the trace of the figures it gave."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Importation(models.Model):
    """One file. Simulated first; applied at most once; its report is what staff read before and after."""

    class TypeImportation(models.TextChoices):
        MUNICIPALITES = "municipalites", _("Municipalités")
        INDICATEURS = "indicateurs", _("Indicateurs")
        CONTACTS = "contacts", _("Contacts")

    class Statut(models.TextChoices):
        SIMULEE = "simulee", _("Simulée")
        APPLIQUEE = "appliquee", _("Appliquée")

    type_importation = models.CharField(_("type"), max_length=15, choices=TypeImportation)
    statut = models.CharField(_("statut"), max_length=10, choices=Statut, default=Statut.SIMULEE)
    nom_fichier = models.CharField(_("fichier"), max_length=200)
    empreinte = models.CharField(_("empreinte"), max_length=64)
    fichier = models.FileField(_("contenu"), upload_to="importations/", blank=True, editable=False)
    options = models.JSONField(_("options"), default=dict, editable=False)
    resume = models.JSONField(_("résumé"), default=dict, editable=False)
    rapport = models.JSONField(_("rapport"), default=list, editable=False)
    created_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reçu de")
    )
    applied_at = models.DateTimeField(_("appliquée le"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("importation")
        verbose_name_plural = _("importations")
        constraints = [
            models.CheckConstraint(
                name="importation_appliquee_datee",
                condition=models.Q(statut="simulee", applied_at__isnull=True)
                | models.Q(statut="appliquee", applied_at__isnull=False),
                violation_error_message=_("Une importation appliquée a une date."),
            )
        ]

    def __str__(self):
        return self.nom_fichier
