"""Figures: what is measured, who says it, and how much it is in a territory and a year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable
from gediq.traduction import Traduisible, english_needs_french

from .territoire import Territoire

PREMIERE_ANNEE, DERNIERE_ANNEE = 1850, 2100


class Unite(models.TextChoices):
    PERSONNES = "personnes", _("Personnes")
    MENAGES = "menages", _("Ménages")
    POURCENTAGE = "pourcentage", _("Pourcentage")
    DOLLARS = "dollars", _("Dollars")
    NOMBRE = "nombre", _("Nombre")


class Famille(models.TextChoices):
    """How figures are grouped on a page and in the screen where staff type them."""

    POPULATION = "population", _("Population")
    IMMIGRATION = "immigration", _("Immigration")
    DIVERSITE = "diversite", _("Diversité")
    LANGUE = "langue", _("Langue")
    EMPLOI = "emploi", _("Emploi et revenu")
    LOGEMENT = "logement", _("Logement")
    SCOLARITE = "scolarite", _("Scolarité")


class Qualite(models.TextChoices):
    """In order of trust: the first kind there is for a year is the one shown."""

    OFFICIELLE = "1_officielle", _("Officielle")
    CALCULEE = "2_calculee", _("Calculée")
    ESTIMEE = "3_estimee", _("Estimée")


class Motif(models.TextChoices):
    """Why there is no figure."""

    CONFIDENTIEL = "confidentiel", _("Confidentiel")
    NON_DISPONIBLE = "non_disponible", _("Non disponible")
    SANS_OBJET = "sans_objet", _("Sans objet")


class Indicateur(Editable):
    """What is counted. With a `base`, its share of that base is computed, never typed."""

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("Repère court et stable, par exemple «\xa0imm\xa0»."),
    )
    libelle = models.CharField(
        _("libellé"),
        max_length=150,
        help_text=_("Ce qui est compté, par exemple «\xa0Personnes immigrantes\xa0»."),
    )
    libelle_part = models.CharField(
        _("libellé de la part"),
        max_length=200,
        blank=True,
        help_text=_("Comment nommer le pourcentage calculé, s’il y a une base."),
    )
    famille = models.CharField(
        _("famille"), max_length=15, choices=Famille, help_text=_("Où le chiffre paraît dans la page.")
    )
    unite = models.CharField(
        _("unité"), max_length=12, choices=Unite, default=Unite.PERSONNES, help_text=_("Ce qu’on compte.")
    )
    decimales = models.PositiveSmallIntegerField(
        _("décimales"),
        default=0,
        validators=[MaxValueValidator(2)],
        help_text=_("0 pour un compte, 1 pour un taux."),
    )
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("base"),
        help_text=_("L’indicateur dont celui-ci est une partie\xa0: le site en calcule la part."),
    )
    definition = models.TextField(
        _("définition"), blank=True, help_text=_("Qui est compté, comment, et ce qui ne l’est pas.")
    )
    est_cle = models.BooleanField(
        _("chiffre clé"), default=False, help_text=_("Paraît en tête de la page d’une municipalité.")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("Ordre d’affichage."))

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        constraints = [
            *english_needs_french("libelle", "libelle_part", "definition"),
            models.CheckConstraint(
                name="indicateur_base_autre",
                condition=Q(base__isnull=True) | ~Q(base=F("id")),
                violation_error_message=_("Un indicateur n’est pas sa propre base."),
            ),
            models.CheckConstraint(
                name="indicateur_pourcentage_sans_base",
                condition=Q(base__isnull=True) | ~Q(unite="pourcentage"),
                violation_error_message=_("Un pourcentage n’a pas de base\xa0: il est déjà une part."),
            ),
        ]

    def __str__(self):
        return self.libelle or self.code


class Source(Editable):
    """Who published a figure. A city's own statistics are a source like another."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Repère court et stable, employé dans les importations."),
    )
    producteur = models.CharField(
        _("producteur"), max_length=200, help_text=_("Qui publie, par exemple «\xa0Statistique Canada\xa0».")
    )
    titre = models.CharField(
        _("titre"), max_length=300, help_text=_("Tableau, recensement ou rapport, avec son numéro.")
    )
    url = models.URLField(_("adresse"), max_length=500, blank=True, help_text=_("Où lire la source."))
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("À quelles conditions le chiffre peut être repris."),
    )
    attribution = models.TextField(
        _("mention"), blank=True, help_text=_("La phrase que la licence demande de montrer.")
    )
    date_consultation = models.DateField(
        _("consultée le"), null=True, blank=True, help_text=_("Jour où le chiffre a été relevé.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ce que le lecteur doit savoir\xa0: arrondis, limites.")
    )
    est_fictive = models.BooleanField(
        _("source inventée"), default=False, editable=False, help_text=_("Démonstration seulement.")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = english_needs_french("producteur", "titre", "licence", "attribution", "note")

    def __str__(self):
        return f"{self.producteur}, {self.titre}"


class ValeurQuerySet(models.QuerySet):
    def real(self):
        """Without the invented territories of the demonstration."""
        return self.filter(territoire__est_fictif=False)

    def most_trusted_first(self):
        """Known before absent; official, computed, estimated; of two alike, the source read last."""
        is_absent = IsNull(F("valeur"), True)
        return self.order_by(is_absent, "qualite", F("source__date_consultation").desc(nulls_last=True), "id")

    def with_base(self):
        """With `base_lue`: the base published with it, else its own source's, else the most trusted one."""
        same = {name: OuterRef(name) for name in ("territoire", "annee")}
        known = Valeur.objects.filter(**same, indicateur=OuterRef("indicateur__base"), valeur__isnull=False)
        own = known.filter(source=OuterRef("source")).order_by()
        read = (Subquery(rows.values("valeur")[:1]) for rows in (own, known.most_trusted_first()))
        return self.annotate(base_lue=Coalesce("base", *read))

    def shown(self):
        """Of each territory, indicator and year, the row readers see; the other sources stand behind it."""
        same = {name: OuterRef(name) for name in ("territoire", "indicateur", "annee")}
        best = Valeur.objects.filter(**same).most_trusted_first()
        return self.filter(pk=Subquery(best.values("pk")[:1]))


class Valeur(Traduisible):
    """One figure: a territory, an indicator, a year, a source. Absent, it says why; it is never 0 by default.

    Not an `Editable`: twenty thousand arrive in one import, so what changed is kept in
    `ChangementValeur` and the screen of figures compares cell by cell.
    """

    territoire = models.ForeignKey(
        Territoire, models.PROTECT, related_name="valeurs", verbose_name=_("territoire")
    )
    indicateur = models.ForeignKey(
        Indicateur, models.PROTECT, related_name="valeurs", verbose_name=_("indicateur")
    )
    annee = models.PositiveSmallIntegerField(
        _("année"),
        validators=[MinValueValidator(PREMIERE_ANNEE), MaxValueValidator(DERNIERE_ANNEE)],
        help_text=_("L’année que le chiffre décrit, et non celle de sa publication."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="valeurs", verbose_name=_("source"))
    valeur = models.DecimalField(
        _("valeur"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Vide si le chiffre manque; dites alors pourquoi."),
    )
    motif = models.CharField(
        _("motif d’absence"),
        max_length=15,
        choices=Motif,
        blank=True,
        help_text=_("Pourquoi le chiffre manque."),
    )
    base = models.DecimalField(
        _("base"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Le dénominateur publié avec ce chiffre, si la source le donne."),
    )
    qualite = models.CharField(
        _("qualité"),
        max_length=15,
        choices=Qualite,
        default=Qualite.OFFICIELLE,
        help_text=_("Publiée telle quelle, calculée à partir d’autres chiffres, ou estimée."),
    )
    note = models.CharField(
        _("note"), max_length=400, blank=True, help_text=_("Ce qu’il faut savoir de ce chiffre seul.")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ValeurQuerySet.as_manager()

    class Meta:
        ordering = ["territoire", "indicateur", "annee", "id"]
        verbose_name = _("valeur")
        verbose_name_plural = _("valeurs")
        constraints = [
            *english_needs_french("note"),
            models.UniqueConstraint(
                fields=["territoire", "indicateur", "annee", "source"],
                name="valeur_unique_par_source",
                violation_error_message=_("Cette source donne déjà ce chiffre pour cette année."),
            ),
            models.CheckConstraint(
                name="valeur_absente_motivee",
                condition=Q(valeur__isnull=False, motif="") | (Q(valeur__isnull=True) & ~Q(motif="")),
                violation_error_message=_("Un chiffre absent a un motif; un chiffre présent n’en a pas."),
            ),
            models.CheckConstraint(
                name="valeur_positive",
                condition=(Q(valeur__isnull=True) | Q(valeur__gte=0))
                & (Q(base__isnull=True) | Q(base__gt=0)),
                violation_error_message=_(
                    "Un chiffre n’est pas négatif, et une base est plus grande que zéro."
                ),
            ),
            models.CheckConstraint(
                name="valeur_annee_plausible",
                condition=Q(annee__range=(PREMIERE_ANNEE, DERNIERE_ANNEE)),
                violation_error_message=_("L’année n’est pas plausible."),
            ),
        ]
        indexes = [models.Index(fields=["indicateur", "annee"], name="valeur_indicateur_annee")]

    def __str__(self):
        return f"{self.territoire} · {self.indicateur} · {self.annee}"


class ChangementValeur(models.Model):
    """What a figure was before somebody, or an import, wrote another; rows are only added."""

    territoire = models.ForeignKey(
        Territoire, models.PROTECT, related_name="changements", verbose_name=_("territoire")
    )
    indicateur = models.ForeignKey(
        Indicateur, models.PROTECT, related_name="changements", verbose_name=_("indicateur")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="changements", verbose_name=_("source"))
    annee = models.PositiveSmallIntegerField(_("année"))
    avant = models.CharField(
        _("avant"), max_length=40, blank=True, help_text=_("Vide si le chiffre n’existait pas.")
    )
    apres = models.CharField(
        _("après"), max_length=40, blank=True, help_text=_("Vide si le chiffre est effacé.")
    )
    importation = models.ForeignKey(
        "Importation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changements",
        verbose_name=_("importation"),
    )
    created_at = models.DateTimeField(_("le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("changement d’un chiffre")
        verbose_name_plural = _("changements de chiffres")

    def __str__(self):
        return f"{self.territoire} · {self.indicateur} · {self.annee}"
