"""A territory: what figures, agreements and places point to. A municipality is one at local level."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable
from gediq.tri import sort_key


class Niveau(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGION = "region", _("Région administrative")
    MRC = "mrc", _("MRC")
    MUNICIPALITE = "municipalite", _("Municipalité locale")
    ARRONDISSEMENT = "arrondissement", _("Arrondissement")
    AGGLOMERATION = "agglomeration", _("Agglomération")


class TerritoireQuerySet(models.QuerySet):
    def current(self):
        """Territories that still exist."""
        return self.filter(date_fin__isnull=True)

    def in_french_order(self):
        return self.order_by("cle_tri", "id")


class Territoire(Editable):
    """The code is official, kept as text, and not permanent: an end date and a successor follow it.

    Thirty official names are shared by two places, so a name is never a key. The official name is
    kept letter for letter; `appellation_anglaise` only serves interface text (« Québec City »).
    """

    niveau = models.CharField(
        _("niveau"), max_length=15, choices=Niveau, help_text=_("De quelle sorte de territoire il s’agit.")
    )
    code = models.CharField(
        _("code géographique"),
        max_length=10,
        help_text=_("Code officiel, avec ses zéros de tête, par exemple 66023."),
    )
    nom = models.CharField(
        _("nom officiel"), max_length=150, help_text=_("Lettre pour lettre, sans «\xa0Ville de\xa0».")
    )
    designation = models.CharField(
        _("désignation"),
        max_length=60,
        blank=True,
        help_text=_("Ville, Municipalité, Paroisse, Village, Canton…"),
    )
    appellation_anglaise = models.CharField(
        _("appellation en anglais"),
        max_length=150,
        blank=True,
        help_text=_("Seulement si l’usage anglais diffère du nom officiel, par exemple Québec City."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enfants",
        verbose_name=_("fait partie de"),
        help_text=_("MRC ou région administrative."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("En degrés, WGS 84."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("En degrés, WGS 84."),
    )
    site_web = models.URLField(_("site web"), blank=True, help_text=_("Adresse complète du site officiel."))
    date_fin = models.DateField(
        _("n’existe plus depuis le"), null=True, blank=True, help_text=_("Vide si le territoire existe.")
    )
    successeur = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecesseurs",
        verbose_name=_("remplacé par"),
        help_text=_("Le territoire qui a repris celui-ci."),
    )
    cle_tri = models.BinaryField(editable=False, default=b"", db_index=True)

    objects = TerritoireQuerySet.as_manager()

    class Meta:
        ordering = ["cle_tri", "id"]
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        constraints = [
            models.UniqueConstraint(
                fields=["niveau", "code"],
                name="territoire_code_unique_par_niveau",
                violation_error_message=_("Ce code est déjà celui d’un autre territoire du même niveau."),
            ),
            models.CheckConstraint(
                name="territoire_successeur_apres_fin",
                condition=Q(successeur__isnull=True) | Q(date_fin__isnull=False),
                violation_error_message=_("Un successeur demande une date de fin."),
            ),
            models.CheckConstraint(
                name="territoire_coordonnees_par_paire",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(44, 64), longitude__range=(-80, -56)),
                violation_error_message=_("Les coordonnées vont par deux et tombent au Québec."),
            ),
        ]

    def __str__(self):
        return self.nom

    def save(self, *args, **kwargs):
        self.cle_tri = sort_key(self.nom)
        super().save(*args, **kwargs)

    def name_in(self, langue):
        """The name interface text uses in `langue`; data keep the official one."""
        return (self.appellation_anglaise if langue == "en" else "") or self.nom


class MunicipaliteManager(models.Manager.from_queryset(TerritoireQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(niveau=Niveau.MUNICIPALITE)


class Municipalite(Territoire):
    objects = MunicipaliteManager()

    class Meta:
        proxy = True
        verbose_name = _("municipalité")
        verbose_name_plural = _("municipalités")

    def save(self, *args, **kwargs):
        self.niveau = Niveau.MUNICIPALITE
        super().save(*args, **kwargs)
