"""A document: a lasting record whose file is replaced, edition after edition."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gediq.champs import DateVariableField
from gediq.models import Editable, Publiable, PubliableQuerySet
from gediq.traduction import english_needs_french
from gediq.tri import natural_key

from ..enums import Audience, LangueDocument
from .programme import Programme
from .referentiel import Referentiel
from .seance import Seance


class TypeDocument(Editable):
    """A kind of document, in a list staff keep: référentiel, présentation-atelier, outil de référence…"""

    nom = models.CharField(_("nom"), max_length=100, help_text=_("Au singulier, sans majuscule inutile."))
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("Ordre dans les listes."))

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("type de document")
        verbose_name_plural = _("types de document")
        constraints = english_needs_french("nom")

    def __str__(self):
        return self.nom or ""


class DocumentQuerySet(PubliableQuerySet):
    def published(self, at=None):
        """Public with its référentiel and its session: a draft parent hides it."""
        return (
            super()
            .published(at)
            .filter(Q(referentiel__isnull=True) | Referentiel.published_condition("referentiel__", at=at))
            .filter(
                Q(seance__isnull=True)
                | (
                    Seance.published_condition("seance__", at=at)
                    & Programme.published_condition("seance__cycle__programme__", at=at)
                )
            )
        )

    def in_natural_order(self):
        return self.order_by("cle_numero", "position", "id")

    def with_editions(self):
        """Each document with all its editions, in two queries."""
        return self.select_related("type").prefetch_related("editions")

    def with_newest_file(self):
        """What a line says of the newest file (or address), on each row, without a query more."""
        newest = Edition.objects.filter(document=OuterRef("pk")).order_by("-numero")
        facts = ("extension", "taille", "pages", "adresse")
        return self.select_related("type").annotate(
            **{name: Subquery(newest.values(name)[:1]) for name in facts}
        )

    def with_details(self):
        """What a record shows; the title of its session never names a draft référentiel."""
        named = models.Prefetch("seance__referentiels", Referentiel.objects.published())
        return (
            self.with_editions()
            .select_related("referentiel", "seance", "municipalite")
            .prefetch_related(named)
        )


class Document(Publiable):
    AGREGAT = ("editions",)

    referentiel = models.ForeignKey(
        Referentiel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("référentiel"),
        help_text=_("Celui dont le document fait partie, s’il y a lieu."),
    )
    seance = models.ForeignKey(
        Seance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("séance"),
        help_text=_("Celle où le document a été présenté ou dont il rend compte."),
    )
    municipalite = models.ForeignKey(
        "municipalites.Municipalite",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("municipalité propriétaire"),
        help_text=_("Si le document appartient à une ville."),
    )
    numero = models.CharField(
        _("numéro"), max_length=20, blank=True, help_text=_("Par exemple 1.2; 1.10 vient après 1.9.")
    )
    type = models.ForeignKey(
        TypeDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("type"),
        help_text=_("La liste des types se modifie à part."),
    )
    titre = models.CharField(_("titre"), max_length=300, help_text=_("Le fichier téléchargé portera ce nom."))
    resume = models.TextField(_("résumé"), blank=True, help_text=_("Deux ou trois phrases."))
    auteurs = models.CharField(
        _("auteurs"), max_length=300, blank=True, help_text=_("Séparés par des virgules. Vide si inconnus.")
    )
    date_document = DateVariableField(
        _("date du document"),
        blank=True,
        help_text=_("Année, mois ou jour\xa0: 2021, 2021-03 ou 2021-03-26."),
    )
    langue = models.CharField(
        _("langue du document"),
        max_length=10,
        choices=LangueDocument,
        default=LangueDocument.FR,
        help_text=_("La langue du fichier, quelle que soit celle de la fiche."),
    )
    est_accessible = models.BooleanField(
        _("fichier accessible"),
        null=True,
        blank=True,
        help_text=_("«\xa0Non\xa0» ajoute un lien pour demander une version accessible."),
    )
    audience = models.CharField(
        _("audience"),
        max_length=15,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("Le fichier réservé ne se télécharge pas sur le site public."),
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0, help_text=_("À égalité de numéro."))
    cle_numero = models.BinaryField(editable=False, default=b"")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["cle_numero", "position", "id"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            *Publiable.Meta.constraints,
            *english_needs_french("titre", "resume", "motif_retrait"),
        ]

    def __str__(self):
        return f"{self.numero} {self.titre}".strip()

    def save(self, *args, **kwargs):
        self.cle_numero = natural_key(self.numero)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("programmation:document-detail", args=[self.pk])

    @property
    def newest_edition(self):
        """The edition the lasting address serves, or None; read from a prefetch when there is one."""
        return max(self.editions.all(), key=lambda edition: edition.numero, default=None)


class Edition(Editable):
    """One state of a document: a file or an address, replaced by the next, never changed."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="editions", verbose_name=_("document")
    )
    numero = models.PositiveSmallIntegerField(_("numéro d’édition"), editable=False)
    fichier = models.FileField(
        _("fichier"),
        upload_to="documents/",
        blank=True,
        max_length=200,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument ou image."),
    )
    adresse = models.URLField(
        _("ou adresse web"), blank=True, max_length=500, help_text=_("Si le document vit sur un autre site.")
    )
    note = models.CharField(
        _("ce qui change"), max_length=300, blank=True, help_text=_("Une phrase pour les lecteurs.")
    )
    date_edition = DateVariableField(
        _("date de l’édition"), blank=True, help_text=_("Année, mois ou jour, si elle est connue.")
    )
    taille = models.PositiveIntegerField(_("taille (octets)"), default=0, editable=False)
    type_mime = models.CharField(_("type de fichier"), max_length=100, blank=True, editable=False)
    extension = models.CharField(_("extension"), max_length=10, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    sha256 = models.CharField(_("empreinte"), max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-numero"]
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        constraints = [
            *english_needs_french("note"),
            models.UniqueConstraint(
                fields=["document", "numero"],
                name="edition_numero_unique",
                violation_error_message=_("Ce numéro d’édition existe déjà."),
            ),
            models.CheckConstraint(
                name="edition_fichier_ou_adresse",
                condition=(Q(fichier="") & ~Q(adresse="")) | (~Q(fichier="") & Q(adresse="")),
                violation_error_message=_("Une édition a un fichier ou une adresse, pas les deux."),
            ),
        ]

    def __str__(self):
        return str(_("Édition %(numero)s") % {"numero": self.numero})

    def get_absolute_url(self):
        return reverse("programmation:edition-detail", args=[self.document_id, self.numero])
