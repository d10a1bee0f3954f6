"""Agreements between a ministry and the municipalities or MRC that signed."""

from datetime import date
from functools import reduce
from operator import or_

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable, NomOrganisme, Publiable, PubliableQuerySet
from gediq.traduction import english_needs_french

from .territoire import Territoire


class ProgrammeAide(Editable):
    """The aid programme an agreement belongs to, by its own name."""

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Repère court et stable."))
    nom = models.CharField(_("nom"), max_length=200, help_text=_("Nom officiel du programme d’aide."))
    sigle = models.CharField(_("sigle"), max_length=30, blank=True, help_text=_("Par exemple PAC."))
    site_web = models.URLField(_("site web"), blank=True, help_text=_("Adresse complète, avec https://."))

    class Meta:
        ordering = ["code"]
        verbose_name = _("programme d’aide")
        verbose_name_plural = _("programmes d’aide")
        constraints = english_needs_french("nom")

    def __str__(self):
        return f"{self.nom} ({self.sigle})" if self.sigle else self.nom


class EntenteQuerySet(PubliableQuerySet):
    def in_force(self, day=None):
        """Agreements known to run on `day` (today by default): one without a start is not known to."""
        day = day or timezone.localdate()
        return self.filter(date_debut__lte=day).filter(Q(date_fin__isnull=True) | Q(date_fin__gte=day))

    def signed_by(self, *keys):
        """Agreements with at least one of these territories (their keys) among their signatories."""
        signatures = Entente.signataires.through.objects
        signed = reduce(or_, (Q(territoire=key) for key in keys))
        return self.filter(pk__in=signatures.filter(signed).values("entente"))

    def with_signatories(self):
        """One row per signatory, in French order, with its programme and its ministry in columns.

        The ministry bears its name of the day it began, by the same rule as `Organisme.name_at`.
        """
        noms = NomOrganisme.objects.filter(organisme=OuterRef("organisme"))
        began = {"debut__lte": Coalesce(OuterRef("date_debut"), Value(date.max))}
        lasted = {"fin__gte": Coalesce(OuterRef("date_debut"), Value(date.min))}
        noms = noms.filter(Q(debut__isnull=True) | Q(**began), Q(fin__isnull=True) | Q(**lasted))
        noms = noms.order_by(F("debut").desc(nulls_last=True), "-id")
        return self.annotate(
            signataire_id=F("signataires__pk"),
            signataire_nom=F("signataires__nom"),
            programme_fr=F("programme_aide__nom_fr"),
            programme_en=F("programme_aide__nom_en"),
            programme_sigle=F("programme_aide__sigle"),
            ministere_fr=Subquery(noms.values("nom_fr")[:1]),
            ministere_en=Subquery(noms.values("nom_en")[:1]),
            ministere_sigle=Subquery(noms.values("sigle")[:1]),
        ).order_by(*Entente._meta.ordering, "signataires__cle_tri", "signataires__pk")


class Entente(Publiable):
    """An MRC that signed covers its municipalities: count them through `domain.couverture`, once each."""

    signataires = models.ManyToManyField(
        Territoire,
        related_name="ententes",
        verbose_name=_("signataires"),
        help_text=_("Une ou plusieurs municipalités ou MRC; une MRC couvre ses municipalités."),
    )
    programme_aide = models.ForeignKey(
        ProgrammeAide,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ententes",
        verbose_name=_("programme d’aide"),
        help_text=_("Vide s’il n’est pas connu."),
    )
    organisme = models.ForeignKey(
        "gediq.Organisme",
        models.PROTECT,
        related_name="ententes",
        verbose_name=_("ministère"),
        help_text=_("La page montre le nom qu’il portait au début de l’entente."),
    )
    mandataire = models.CharField(
        _("mandataire"),
        max_length=200,
        blank=True,
        help_text=_("L’organisme qui agit pour les signataires, s’il y en a un."),
    )
    date_debut = models.DateField(
        _("début"), null=True, blank=True, help_text=_("Vide si la date n’est pas connue.")
    )
    date_fin = models.DateField(
        _("fin"), null=True, blank=True, help_text=_("Vide si la date n’est pas connue.")
    )
    montant_ministere = models.DecimalField(
        _("montant du ministère"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("En dollars; vide s’il n’est pas connu."),
    )
    montant_local = models.DecimalField(
        _("montant local"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Ce que versent les signataires, en dollars; vide s’il n’est pas connu."),
    )
    fichier = models.FileField(
        _("fichier"),
        upload_to="ententes/",
        blank=True,
        help_text=_("Le texte de l’entente, si elle est publique."),
    )
    url = models.URLField(
        _("adresse"), max_length=500, blank=True, help_text=_("Où lire l’entente ou l’annonce.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ce que le lecteur doit savoir, et d’où vient l’information.")
    )

    objects = EntenteQuerySet.as_manager()

    class Meta:
        ordering = [F("date_debut").desc(nulls_last=True), "id"]
        verbose_name = _("entente")
        verbose_name_plural = _("ententes")
        constraints = [
            *Publiable.Meta.constraints,
            *english_needs_french("note", "motif_retrait"),
            models.CheckConstraint(
                name="entente_fin_apres_debut",
                condition=Q(date_fin__isnull=True)
                | Q(date_debut__isnull=True)
                | Q(date_fin__gte=F("date_debut")),
                violation_error_message=_("La fin doit suivre le début."),
            ),
            models.CheckConstraint(
                name="entente_montants_positifs",
                condition=(Q(montant_ministere__isnull=True) | Q(montant_ministere__gte=0))
                & (Q(montant_local__isnull=True) | Q(montant_local__gte=0)),
                violation_error_message=_("Un montant n’est pas négatif."),
            ),
        ]

    def __str__(self):
        years = "-".join(str(day.year) for day in (self.date_debut, self.date_fin) if day)
        name = self.programme_aide or self.organisme
        return f"{name} ({years})" if years else str(name)
