"""Organisations and the names they bore: the MIDI of 2018 is the MIFI of later texts."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..traduction import english_needs_french
from .base import Editable


class Organisme(Editable):
    AGREGAT = ("noms",)

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("Repère court et stable, par exemple «\xa0immigration\xa0»."),
    )
    site_web = models.URLField(_("site web"), blank=True, help_text=_("Adresse complète, avec https://."))
    logo = models.ImageField(
        _("logo"),
        upload_to="logos/",
        blank=True,
        help_text=_("PNG ou JPEG, fourni par l’organisme avec son accord."),
    )
    logo_texte = models.CharField(
        _("texte de remplacement du logo"),
        max_length=150,
        blank=True,
        help_text=_("Ce que le logo dit, pour qui ne le voit pas. Exigé avec un logo."),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("organisme")
        verbose_name_plural = _("organismes")
        constraints = [
            *english_needs_french("logo_texte"),
            models.CheckConstraint(
                name="organisme_logo_decrit",
                condition=Q(logo="") | (Q(logo_texte_fr__isnull=False) & ~Q(logo_texte_fr="")),
                violation_error_message=_("Un logo demande un texte de remplacement en français."),
            ),
        ]

    def __str__(self):
        return str(self.name_at(None) or self.code)

    def name_at(self, day):
        """Return the `NomOrganisme` in force on `day` (the newest when `day` is None), or None."""
        noms = [nom for nom in self.noms.all() if day is None or nom.covers(day)]
        noms.sort(key=lambda nom: (nom.debut or date.min, nom.pk), reverse=True)
        return noms[0] if noms else None


class NomOrganisme(Editable):
    organisme = models.ForeignKey(Organisme, models.CASCADE, related_name="noms", verbose_name=_("organisme"))
    nom = models.CharField(
        _("nom"), max_length=250, help_text=_("Nom officiel à l’époque, lettre pour lettre.")
    )
    sigle = models.CharField(_("sigle"), max_length=30, blank=True, help_text=_("Par exemple MIDI ou MIFI."))
    debut = models.DateField(
        _("depuis le"), null=True, blank=True, help_text=_("Vide si la date n’est pas connue.")
    )
    fin = models.DateField(
        _("jusqu’au"),
        null=True,
        blank=True,
        help_text=_("Vide si le nom a encore cours ou si la date est inconnue."),
    )

    class Meta:
        ordering = ["organisme", F("debut").asc(nulls_first=True), "id"]
        verbose_name = _("nom de l’organisme")
        verbose_name_plural = _("noms de l’organisme")
        constraints = [
            *english_needs_french("nom"),
            models.CheckConstraint(
                name="nomorganisme_fin_apres_debut",
                condition=Q(fin__isnull=True) | Q(debut__isnull=True) | Q(fin__gte=F("debut")),
                violation_error_message=_("La fin doit suivre le début."),
            ),
        ]

    def __str__(self):
        return f"{self.nom} ({self.sigle})" if self.sigle else self.nom

    def covers(self, day):
        return (self.debut is None or self.debut <= day) and (self.fin is None or day <= self.fin)
