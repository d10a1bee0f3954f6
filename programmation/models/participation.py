"""Which municipalities take part in a programme: the list that « 54 » and « 32 » announce and do not give."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable
from gediq.traduction import english_needs_french

from .programme import Programme


class Participation(Editable):
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        related_name="participations",
        verbose_name=_("programme"),
        help_text=_("Celui auquel la municipalité prend part."),
    )
    territoire = models.ForeignKey(
        "municipalites.Territoire",
        models.PROTECT,
        related_name="participations",
        verbose_name=_("municipalité ou MRC"),
        help_text=_("Cherchez par le nom ou par le code."),
    )
    date_debut = models.DateField(
        _("depuis le"), null=True, blank=True, help_text=_("Vide si la date n’est pas connue.")
    )
    date_fin = models.DateField(
        _("jusqu’au"),
        null=True,
        blank=True,
        help_text=_("Vide si elle participe encore ou si la date est inconnue."),
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("D’où vient l’information, s’il faut le dire.")
    )

    class Meta:
        ordering = ["programme", "territoire__cle_tri", "id"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            *english_needs_french("note"),
            models.UniqueConstraint(
                fields=["programme", "territoire"],
                name="participation_unique",
                violation_error_message=_("Cette municipalité participe déjà à ce programme."),
            ),
            models.CheckConstraint(
                name="participation_fin_apres_debut",
                condition=Q(date_fin__isnull=True)
                | Q(date_debut__isnull=True)
                | Q(date_fin__gte=F("date_debut")),
                violation_error_message=_("La fin doit suivre le début."),
            ),
        ]

    def __str__(self):
        return f"{self.territoire} – {self.programme}"
