"""A référentiel: a numbered theme that gathers documents and, often, sessions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gediq.champs import TexteRicheField
from gediq.models import Publiable, PubliableQuerySet
from gediq.traduction import english_needs_french


class ReferentielQuerySet(PubliableQuerySet):
    def for_list(self):
        return self.prefetch_related("themes")

    def with_neighbours(self):
        """Each row knows the numbers of the public ones before and after it."""
        numbers = Referentiel.objects.published().values("numero")
        before = numbers.filter(numero__lt=OuterRef("numero")).order_by("-numero")
        after = numbers.filter(numero__gt=OuterRef("numero")).order_by("numero")
        return self.annotate(precedent=Subquery(before[:1]), suivant=Subquery(after[:1]))


class Referentiel(Publiable):
    numero = models.PositiveSmallIntegerField(
        _("numéro"),
        unique=True,
        validators=[MinValueValidator(1)],
        help_text=_("Numéro public et stable\xa0: il fait l’adresse de la fiche."),
        error_messages={"unique": _("Ce numéro est déjà celui d’un autre référentiel.")},
    )
    titre = models.CharField(_("titre"), max_length=300, help_text=_("Tel qu’il est publié."))
    resume = TexteRicheField(
        _("résumé"), blank=True, help_text=_("Ce que le référentiel apporte, en un paragraphe ou deux.")
    )
    texte = TexteRicheField(
        _("texte intégral"),
        blank=True,
        help_text=_("Facultatif. Les intertitres donnent le sommaire et les ancres."),
    )
    themes = models.ManyToManyField(
        "gediq.Theme",
        related_name="referentiels",
        blank=True,
        verbose_name=_("thèmes"),
        help_text=_("Pour retrouver le référentiel par thème."),
    )
    extrait_source = models.TextField(
        _("extrait de la source"), blank=True, help_text=_("La ligne de la brochure, mot à mot.")
    )

    objects = ReferentielQuerySet.as_manager()

    class Meta:
        ordering = ["numero"]
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        constraints = [
            *Publiable.Meta.constraints,
            *english_needs_french("titre", "resume", "texte", "motif_retrait"),
        ]

    def __str__(self):
        return f"{self.numero} – {self.titre}"

    def get_absolute_url(self):
        return reverse("programmation:referentiel-detail", args=[self.numero])
