"""A territory: what figures, agreements and places point to. A municipality is one at local level."""

from functools import lru_cache

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable
from gediq.recherche.normaliseur import WORD, fold
from gediq.tri import sort_key


class Niveau(models.TextChoices):
    PROVINCE = "province", _("Province")
    REGION = "region", _("Région administrative")
    MRC = "mrc", _("MRC")
    MUNICIPALITE = "municipalite", _("Municipalité locale")
    ARRONDISSEMENT = "arrondissement", _("Arrondissement")
    AGGLOMERATION = "agglomeration", _("Agglomération")


class Nature(models.TextChoices):
    """What the official register calls a local municipality."""

    VILLE = "ville", _("Ville")
    MUNICIPALITE = "municipalite", _("Municipalité")
    PAROISSE = "paroisse", _("Paroisse")
    VILLAGE = "village", _("Village")
    CANTON = "canton", _("Canton")
    CANTONS_UNIS = "cantons_unis", _("Cantons unis")
    VILLAGE_NORDIQUE = "village_nordique", _("Village nordique")
    VILLAGE_CRI = "village_cri", _("Village cri")
    VILLAGE_NASKAPI = "village_naskapi", _("Village naskapi")
    GOUVERNEMENT_REGIONAL = "gouvernement_regional", _("Gouvernement régional")


@lru_cache(maxsize=8192)
def address_of(code, nom):
    """« 66023-montreal »: the name helps to read, the code alone decides. A code mistyped has one too."""
    return "-".join(["".join(WORD.findall(code)) or "0", *WORD.findall(fold(nom))])


class TerritoireQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        """As `save` does: a thousand municipalities come in one statement."""
        objs = list(objs)
        for row in objs:
            row.cle_tri = sort_key(row.nom)
        return super().bulk_create(objs, *args, **kwargs)

    def current(self):
        """Territories that still exist."""
        return self.filter(date_fin__isnull=True)

    def real(self):
        """Without the invented territories of the demonstration: what counts and open data read."""
        return self.filter(est_fictif=False)

    def with_parents(self):
        """With the MRC and the region, which a municipality names on every page."""
        return self.select_related("parent__parent")

    def for_page(self):
        """With all that contains it, and what replaced it."""
        return self.select_related("parent__parent__parent", "successeur")

    def within(self, territoires):
        """These territories and all that is part of them: a region, its MRC, their municipalities."""
        keys = [territoire.pk for territoire in territoires]
        return self.filter(
            Q(pk__in=keys)
            | Q(parent__in=keys)
            | Q(parent__parent__in=keys)
            | Q(parent__parent__parent__in=keys)
        )

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
        validators=[
            RegexValidator(r"^[0-9A-Z]+$", _("Un code n’a que des chiffres et des lettres majuscules."))
        ],
        help_text=_("Code officiel, avec ses zéros de tête, par exemple 66023."),
    )
    nom = models.CharField(
        _("nom officiel"), max_length=150, help_text=_("Lettre pour lettre, sans «\xa0Ville de\xa0».")
    )
    nature = models.CharField(
        _("nature"),
        max_length=25,
        choices=Nature,
        blank=True,
        help_text=_(
            "Ce que dit le répertoire officiel\xa0: ville, paroisse, canton… Municipalités seulement."
        ),
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
    est_fictif = models.BooleanField(
        _("territoire inventé"),
        default=False,
        editable=False,
        help_text=_("Démonstration\xa0: marqué partout, jamais compté avec les municipalités réelles."),
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
            models.CheckConstraint(
                name="territoire_code_de_municipalite",
                condition=~Q(niveau="municipalite") | Q(Exact(Length("code"), 5)),
                violation_error_message=_(
                    "Le code d’une municipalité a cinq chiffres, zéros de tête compris."
                ),
            ),
            models.CheckConstraint(
                name="territoire_code_invente_reconnaissable",
                condition=Q(est_fictif=True, code__startswith="00")
                | (Q(est_fictif=False) & ~Q(code__startswith="00")),
                violation_error_message=_("Un code qui commence par 00 est réservé à la démonstration."),
            ),
        ]

    def __str__(self):
        return self.nom

    def save(self, *args, **kwargs):
        self.cle_tri = sort_key(self.nom)
        super().save(*args, **kwargs)

    @property
    def mrc(self):
        """The MRC it is part of, or None: an agglomeration or a northern territory has none."""
        return self.parent if self.parent and self.parent.niveau == Niveau.MRC else None

    @property
    def region(self):
        """The administrative region it is part of, or None when that is not known."""
        ancestor = self.parent
        while ancestor and ancestor.niveau != Niveau.REGION:
            ancestor = ancestor.parent
        return ancestor

    @property
    def adresse(self):
        return address_of(self.code, self.nom)

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

    def get_absolute_url(self):
        return reverse("municipalites:municipalite-detail", args=[self.adresse])
