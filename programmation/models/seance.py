"""A session: one line of the brochure, held on one or several dates, in zero, one or several cities."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from gediq.champs import ChoixOrdonnesField, TexteRicheField
from gediq.models import Editable, Publiable, PubliableQuerySet
from gediq.traduction import Traduisible, english_needs_french

from ..enums import Mode, ModeConnu, ObjetAvis, Statut, TypeSeance
from .programme import Programme
from .referentiel import Referentiel
from .rendez_vous import CARD_DATE, CARD_LIEU, CARD_SEANCE, TITRE, DateSeance, LieuSeance


class Serie(Editable):
    """Sessions that go together: the numbered exchanges on one subject, the same training given twice."""

    titre = models.CharField(
        _("titre"), max_length=200, help_text=_("Par exemple «\xa0Concertation locale\xa0».")
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("série")
        verbose_name_plural = _("séries")
        constraints = english_needs_french("titre")

    def __str__(self):
        return self.titre or ""


class SeanceQuerySet(PubliableQuerySet):
    def published(self, at=None):
        """A session is public when it is, and its programme is."""
        return self.filter(
            self.model.published_condition(at=at), Programme.published_condition("cycle__programme__", at=at)
        )

    def in_brochure_order(self):
        """Cycle by cycle, then as staff ordered them, never by date alone."""
        return self.order_by(
            "-cycle__programme__annee_debut", "cycle__programme_id", "cycle__position", "position", "id"
        )

    def with_details(self):
        """Everything a card shows, in a constant number of queries; a draft référentiel never shows."""
        return self.select_related("cycle__programme", "serie").prefetch_related(*details())

    def for_cards(self):
        """The same for a long list, with the columns of a card and no other."""
        return self.select_related("cycle__programme").only(*CARD_SEANCE).prefetch_related(*card(), *titles())

    def around(self, code):
        """The session, those of its cycle and of its series, and its two neighbours in the brochure."""
        this = Seance.objects.filter(code=code)
        programme = self.filter(cycle__programme__in=this.values("cycle__programme")).in_brochure_order()
        position = models.Subquery(this.values("cycle__position"))
        before = programme.filter(cycle__position__lt=position).reverse()
        after = programme.filter(cycle__position__gt=position)
        return self.filter(
            Q(cycle__in=this.values("cycle"))
            | Q(serie__in=this.values("serie"))
            | Q(pk=models.Subquery(before.values("pk")[:1]))
            | Q(pk=models.Subquery(after.values("pk")[:1]))
        ).in_brochure_order()


def titles():
    """What the title of a session is made of, and nothing more, to prefetch."""
    published = Referentiel.objects.published().only("numero", *TITRE)
    return [models.Prefetch("referentiels", published, to_attr="referentiels_lus")]


def card():
    """The dates and places of a card, with its columns and no other, to prefetch."""
    dates = DateSeance.objects.only(*CARD_DATE)
    lieux = LieuSeance.objects.select_related("municipalite").only(*CARD_LIEU)
    return [
        models.Prefetch("dates", dates, to_attr="dates_lues"),
        models.Prefetch("lieux", lieux, to_attr="lieux_lus"),
    ]


def places():
    """Its places in order, each with its city, to prefetch."""
    return models.Prefetch("lieux", LieuSeance.objects.select_related("municipalite"))


def details():
    """What a card shows, to prefetch."""
    return ["dates", places(), models.Prefetch("referentiels", Referentiel.objects.published())]


class Seance(Publiable):
    AGREGAT = ("dates", "lieux", "documents")

    cycle = models.ForeignKey(
        "programmation.Cycle",
        models.PROTECT,
        related_name="seances",
        verbose_name=_("cycle"),
        help_text=_("Le cycle de la brochure; la date n’y change rien."),
    )
    position = models.PositiveSmallIntegerField(
        _("rang dans le cycle"),
        default=0,
        help_text=_("Ordre de la brochure; à égalité, l’ordre de création."),
    )
    code = models.SlugField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                _("Employez des minuscules sans accent, des chiffres et des traits d’union."),
            )
        ],
        help_text=_("Adresse de la séance, par exemple op-15; ne change plus après la création."),
        error_messages={"unique": _("Ce code est déjà celui d’une autre séance.")},
    )
    types = ChoixOrdonnesField(
        _("types"),
        choices=TypeSeance.choices,
        ranks=3,
        help_text=_("Un type au moins; s’il y en a plusieurs, dans l’ordre de la brochure."),
    )
    titre = models.CharField(
        _("titre"),
        max_length=300,
        blank=True,
        help_text=_("Facultatif si la séance porte sur un référentiel\xa0: son titre est alors employé."),
    )
    referentiels = models.ManyToManyField(
        "programmation.Referentiel",
        related_name="seances",
        blank=True,
        verbose_name=_("référentiels"),
        help_text=_("Ceux que la séance présente."),
    )
    themes = models.ManyToManyField(
        "gediq.Theme",
        related_name="seances",
        blank=True,
        verbose_name=_("thèmes"),
        help_text=_("Pour retrouver la séance par thème."),
    )
    serie = models.ForeignKey(
        Serie,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seances",
        verbose_name=_("série"),
        help_text=_("Relie les séances d’une même suite, ou une même formation donnée deux fois."),
    )
    rang_serie = models.PositiveSmallIntegerField(
        _("rang dans la série"),
        null=True,
        blank=True,
        help_text=_("1 pour la première rencontre de la série…"),
    )
    statut = models.CharField(
        _("statut"),
        max_length=10,
        choices=Statut,
        default=Statut.PREVUE,
        help_text=_("Vaut pour toutes les dates et tous les lieux, sauf mention à leur ligne."),
    )
    motif = models.CharField(
        _("motif"), max_length=300, blank=True, help_text=_("Pourquoi la séance est reportée ou annulée.")
    )
    mode = models.CharField(
        _("mode"), max_length=20, choices=Mode, blank=True, help_text=_("Vide si le mode n’est pas connu.")
    )
    mode_connu = models.CharField(
        _("comment le mode est connu"),
        max_length=10,
        choices=ModeConnu,
        blank=True,
        help_text=_("Ce qui est écrit, ce qui est présumé, ce que l’équipe confirme."),
    )
    personnes_ressources = models.TextField(
        _("personnes-ressources"), blank=True, help_text=_("Noms et fonctions, une personne par ligne.")
    )
    acces = models.TextField(
        _("accès"),
        blank=True,
        help_text=_(
            "Comment participer\xa0: stationnement, accessibilité, lien public de la visioconférence."
        ),
    )
    municipalites_presentes = models.ManyToManyField(
        "municipalites.Territoire",
        related_name="seances_suivies",
        blank=True,
        verbose_name=_("municipalités présentes"),
        help_text=_("Après la séance\xa0: celles dont une personne au moins était là."),
    )
    compte_rendu = TexteRicheField(_("compte rendu"), blank=True, help_text=_("Après la séance."))
    extrait_source = models.TextField(
        _("extrait de la source"), blank=True, help_text=_("La ligne de la brochure, mot à mot.")
    )

    objects = SeanceQuerySet.as_manager()

    class Meta:
        ordering = ["cycle__programme", "cycle__position", "position", "id"]
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        constraints = [
            *Publiable.Meta.constraints,
            *english_needs_french(
                "titre", "motif", "personnes_ressources", "acces", "compte_rendu", "motif_retrait"
            ),
            models.CheckConstraint(
                name="seance_mode_et_comment",
                condition=(Q(mode="") & Q(mode_connu="")) | (~Q(mode="") & ~Q(mode_connu="")),
                violation_error_message=_("Un mode demande de dire comment il est connu."),
            ),
            models.CheckConstraint(
                name="seance_rang_demande_serie",
                condition=Q(rang_serie__isnull=True) | Q(serie__isnull=False),
                violation_error_message=_("Un rang dans la série demande une série."),
            ),
            models.CheckConstraint(
                name="seance_types_non_vide",
                condition=~Q(types=""),
                violation_error_message=_("Choisissez au moins un type de séance."),
            ),
        ]

    def __str__(self):
        return f"{self.code} – {self.titre}" if self.titre else self.code

    def get_absolute_url(self):
        return reverse("programmation:seance-detail", args=[self.code])

    # What a card reads. Lists fetch these names: a queryset per session and relation would cost
    # more than reading the rows.
    @cached_property
    def dates_lues(self):
        return list(self.dates.all())

    @cached_property
    def lieux_lus(self):
        return list(self.lieux.all())

    @cached_property
    def referentiels_lus(self):
        return list(self.referentiels.all())


class AvisSeance(Traduisible):
    """A dated notice to readers: what changed in a published session, from what to what, and why.

    Written by the machine with the editor's reason; the texts are kept as they were read that day.
    """

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="avis", verbose_name=_("séance"))
    objet = models.CharField(_("objet"), max_length=10, choices=ObjetAvis)
    avant = models.CharField(_("avant"), max_length=400, blank=True)
    apres = models.CharField(_("après"), max_length=400, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("date de l’avis"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("avis de changement")
        verbose_name_plural = _("avis de changement")
        constraints = english_needs_french("motif")

    def __str__(self):
        return f"{self.get_objet_display()} : {self.avant} → {self.apres}"
