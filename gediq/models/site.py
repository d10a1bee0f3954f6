"""What staff edit of the site itself: its identity (one row), its pages, its announced figures."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..champs import TexteRicheField
from ..traduction import english_needs_french
from .base import Editable, Publiable, PubliableQuerySet


class Identite(Editable):
    """The organisation as readers meet it: one row, always present."""

    accueil = TexteRicheField(
        _("présentation de l’accueil"), blank=True, help_text=_("Le texte qui ouvre la page d’accueil.")
    )
    adresse_postale = models.TextField(
        _("adresse postale"), blank=True, help_text=_("Une ligne par ligne de l’enveloppe.")
    )
    courriel = models.EmailField(_("courriel"), blank=True, help_text=_("Adresse générale, publique."))
    telephone = models.CharField(
        _("téléphone"), max_length=30, blank=True, help_text=_("Par exemple 514 987-6543.")
    )
    responsable_renseignements = models.CharField(
        _("responsable des renseignements personnels"),
        max_length=150,
        blank=True,
        help_text=_(
            "Titre de la personne, tel qu’il paraît au pied des pages (Loi 25); un nom n’est pas exigé."
        ),
    )
    courriel_renseignements = models.EmailField(
        _("courriel de la personne responsable"), blank=True, help_text=_("Une adresse de fonction suffit.")
    )
    pied = models.TextField(_("texte du pied de page"), blank=True, help_text=_("Une ou deux phrases."))

    class Meta:
        verbose_name = _("identité du site")
        verbose_name_plural = _("identité du site")
        constraints = [
            *english_needs_french("accueil", "responsable_renseignements", "pied"),
            models.CheckConstraint(
                name="identite_une_seule",
                condition=Q(id=1),
                violation_error_message=_("Le site n’a qu’une identité."),
            ),
        ]

    def __str__(self):
        return str(_("Identité du site"))


class Page(Publiable):
    """An editorial page: présentation, accessibilité, confidentialité, à propos, nous joindre…"""

    titre = models.CharField(_("titre"), max_length=200, help_text=_("Montré en tête de la page et au menu."))
    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        help_text=_("Fin de l’adresse; ne change plus après la création."),
    )
    texte = TexteRicheField(
        _("texte"), blank=True, help_text=_("Les intertitres donnent le sommaire de la page.")
    )
    au_pied = models.BooleanField(
        _("au pied de page"), default=True, help_text=_("Ajoute un lien au pied de toutes les pages.")
    )
    position = models.PositiveSmallIntegerField(
        _("rang"), default=0, help_text=_("Ordre des liens au pied de page.")
    )

    objects = PubliableQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [*Publiable.Meta.constraints, *english_needs_french("titre", "texte", "motif_retrait")]

    def __str__(self):
        return self.titre or self.slug

    def get_absolute_url(self):
        return reverse("page-detail", args=[self.slug])


class ChiffreAnnonce(Editable):
    """A figure the organisation announced, shown as announced beside the one our data give.

    `code` names the calculation that computes the twin (see `gediq.registre`); without one the
    figure stands alone. An announced figure is never corrected: a difference has a note.
    """

    class Unite(models.TextChoices):
        NOMBRE = "nombre", _("Nombre")
        POURCENTAGE = "pourcentage", _("Pourcentage")

    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("Relie le chiffre annoncé à son calcul.")
    )
    libelle = models.CharField(
        _("libellé"),
        max_length=200,
        help_text=_("Ce qui est compté, par exemple «\xa0référentiels thématiques\xa0»."),
    )
    valeur = models.DecimalField(
        _("valeur annoncée"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("Telle qu’elle est écrite dans la source."),
    )
    unite = models.CharField(
        _("unité"), max_length=12, choices=Unite, default=Unite.NOMBRE, help_text=_("Nombre ou pourcentage.")
    )
    base = models.CharField(
        _("base"),
        max_length=250,
        blank=True,
        help_text=_("De quoi est-ce une part ou un compte? Année si elle est connue."),
    )
    extrait_source = models.TextField(
        _("extrait de la source"), blank=True, help_text=_("La ligne du document, mot à mot.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Explique aux lecteurs l’écart avec le chiffre calculé.")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("Ordre d’affichage."))

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("chiffre annoncé")
        verbose_name_plural = _("chiffres annoncés")
        constraints = [
            *english_needs_french("libelle", "base", "note"),
            models.CheckConstraint(
                name="chiffreannonce_pourcentage_borne",
                condition=~Q(unite="pourcentage") | Q(valeur__lte=100),
                violation_error_message=_("Un pourcentage ne dépasse pas 100."),
            ),
        ]

    def __str__(self):
        return self.libelle or self.code
