"""A programme (Opération Partage 2018-2021), its yearly cycles, who paid for it."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gediq.champs import TexteRicheField
from gediq.models import Editable, Publiable, PubliableQuerySet
from gediq.traduction import english_needs_french


class ProgrammeQuerySet(PubliableQuerySet):
    def newest_first(self):
        return self.order_by("-annee_debut", "-id")


class Programme(Publiable):
    AGREGAT = ("financements",)

    titre = models.CharField(
        _("titre"),
        max_length=200,
        help_text=_("Comme sur la brochure, par exemple «\xa0Opération Partage\xa0»."),
    )
    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        help_text=_("Repère stable; ne change plus après la création."),
    )
    annee_debut = models.PositiveSmallIntegerField(_("première année"), help_text=_("Par exemple 2018."))
    annee_fin = models.PositiveSmallIntegerField(_("dernière année"), help_text=_("Par exemple 2021."))
    surtitre = models.CharField(
        _("titre du document"),
        max_length=200,
        blank=True,
        help_text=_(
            "Sous le titre de la brochure, par exemple «\xa0Présentation et Programmation 2018-2021\xa0»."
        ),
    )
    presentation_titre = models.CharField(
        _("intertitre de la présentation"), max_length=200, blank=True, help_text=_("Facultatif.")
    )
    presentation = TexteRicheField(
        _("présentation"), blank=True, help_text=_("Le texte d’introduction de la brochure.")
    )
    note = models.TextField(
        _("note de bas de page"), blank=True, help_text=_("La note appelée dans la présentation par un ¹.")
    )
    remerciements = models.TextField(
        _("remerciements"), blank=True, help_text=_("La phrase qui nomme l’aide financière reçue.")
    )
    extrait_source = models.TextField(
        _("extrait de la source"), blank=True, help_text=_("Le passage du document, mot à mot.")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-annee_debut", "-id"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *Publiable.Meta.constraints,
            *english_needs_french(
                "titre",
                "surtitre",
                "presentation_titre",
                "presentation",
                "note",
                "remerciements",
                "motif_retrait",
            ),
            models.CheckConstraint(
                name="programme_fin_apres_debut",
                condition=Q(annee_fin__gte=F("annee_debut")),
                violation_error_message=_("La dernière année doit suivre la première."),
            ),
        ]

    def __str__(self):
        return f"{self.titre} ({self.annee_debut}-{self.annee_fin})"

    def get_absolute_url(self):
        return reverse("programmation:seance-liste")


class Financement(Editable):
    """An organisation's contribution to a programme, acknowledged with its logo."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="financements", verbose_name=_("programme")
    )
    organisme = models.ForeignKey(
        "gediq.Organisme", models.PROTECT, related_name="financements", verbose_name=_("organisme")
    )
    mention = models.CharField(
        _("mention"), max_length=300, blank=True, help_text=_("Programme d’aide ou formule de remerciement.")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("Ordre d’affichage."))

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("financement")
        verbose_name_plural = _("financements")
        constraints = [
            *english_needs_french("mention"),
            models.UniqueConstraint(
                fields=["programme", "organisme"],
                name="financement_une_fois_par_organisme",
                violation_error_message=_("Cet organisme est déjà remercié."),
            ),
        ]

    def __str__(self):
        return str(self.organisme)


class CycleQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(Programme.published_condition("programme__", at=at))

    def of_newest_programme(self):
        """Its cycles that have public sessions, in order: how many, the first and the last day of each."""
        newest = Programme.objects.published().newest_first().values("pk")[:1]
        public = Publiable.published_condition("seances__")
        return (
            self.filter(programme=models.Subquery(newest))
            .select_related("programme")
            .annotate(
                nombre=models.Count("seances", filter=public, distinct=True),
                premier_jour=models.Min("seances__dates__jour", filter=public),
                dernier_jour=models.Max("seances__dates__jour", filter=public),
            )
            .filter(nombre__gt=0)
        )


class Cycle(Editable):
    """A year of activities, in the order and with the label of the brochure; never computed from dates."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="cycles", verbose_name=_("programme")
    )
    position = models.PositiveSmallIntegerField(
        _("rang"), default=1, help_text=_("1 pour le premier cycle du programme, 2 pour le deuxième…")
    )
    code = models.CharField(
        _("période"),
        max_length=9,
        unique=True,
        validators=[RegexValidator(r"^\d{4}-\d{4}$", _("Écrivez deux années\xa0: 2018-2019."))],
        help_text=_("Deux années, par exemple 2018-2019; sert aussi dans les adresses."),
    )
    titre = models.CharField(
        _("titre"), max_length=150, help_text=_("Par exemple «\xa0Premier cycle de programmation\xa0».")
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position", "id"]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = english_needs_french("titre")

    def __str__(self):
        return f"{self.titre} {self.code}"

    def get_absolute_url(self):
        return f"{reverse('programmation:seance-liste')}?cycle={self.code}"
