"""A session: one line of the brochure, held on one or several dates, in zero, one or several cities."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gediq.champs import ChoixOrdonnesField, TexteRicheField
from gediq.models import Editable, Publiable, PubliableQuerySet
from gediq.traduction import Traduisible, english_needs_french

from ..enums import Mode, ModeConnu, ObjetAvis, Statut, TypeSeance
from .programme import Programme
from .referentiel import Referentiel


class Serie(Editable):
    """Sessions that go together: the numbered exchanges on one subject, the same training given twice."""

    titre = models.CharField(_("titre"), max_length=200, help_text=_("Par exemple « Concertation locale »."))

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
        return super().published(at).filter(Programme.published_condition("cycle__programme__", at=at))

    def in_brochure_order(self):
        """Cycle by cycle, then as staff ordered them, never by date alone."""
        return self.order_by(
            "-cycle__programme__annee_debut", "cycle__programme_id", "cycle__position", "position", "id"
        )

    def with_details(self):
        """Everything a card shows, in a constant number of queries; a draft référentiel never shows."""
        return self.select_related("cycle__programme", "serie").prefetch_related(*details())

    def for_cards(self):
        """The same for a long list: without the texts that no card shows."""
        return self.with_details().defer(*LONG_TEXTS)

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
    """What the title of a session is made of, to prefetch."""
    return [models.Prefetch("referentiels", Referentiel.objects.published())]


def places():
    """Its places in order, each with its city, to prefetch."""
    return models.Prefetch("lieux", LieuSeance.objects.select_related("municipalite"))


def details():
    """What a card shows, to prefetch."""
    return ["dates", places(), *titles()]


LONG_TEXTS = [
    f"{path}{langue}"
    for path in (
        "compte_rendu",
        "personnes_ressources",
        "acces",
        "motif_retrait",
        "cycle__programme__presentation",
        "cycle__programme__note",
        "cycle__programme__motif_retrait",
    )
    for langue in ("", "_fr", "_en")
] + ["extrait_source", "cycle__programme__extrait_source"]


class Seance(Publiable):
    AGREGAT = ("dates", "lieux", "documents")

    cycle = models.ForeignKey(
        "programmation.Cycle",
        models.PROTECT,
        related_name="seances",
        verbose_name=_("cycle"),
        help_text=_("Le cycle de la brochure ; la date n’y change rien."),
    )
    position = models.PositiveSmallIntegerField(
        _("rang dans le cycle"),
        default=0,
        help_text=_("Ordre de la brochure ; à égalité, l’ordre de création."),
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
        help_text=_("Adresse de la séance, par exemple op-15 ; ne change plus après la création."),
        error_messages={"unique": _("Ce code est déjà celui d’une autre séance.")},
    )
    types = ChoixOrdonnesField(
        _("types"),
        choices=TypeSeance.choices,
        ranks=3,
        help_text=_("Un type au moins ; s’il y en a plusieurs, dans l’ordre de la brochure."),
    )
    titre = models.CharField(
        _("titre"),
        max_length=300,
        blank=True,
        help_text=_("Facultatif si la séance porte sur un référentiel : son titre est alors employé."),
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
        help_text=_("Comment participer : stationnement, accessibilité, lien public de la visioconférence."),
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


class LignePropre(Editable):
    """A date or a place may have a status and a mode of its own, different from its session's."""

    statut = models.CharField(
        _("statut propre"),
        max_length=10,
        choices=Statut,
        blank=True,
        help_text=_("Vide : celui de la séance."),
    )
    motif = models.CharField(
        _("motif"), max_length=300, blank=True, help_text=_("Pourquoi cette ligne diffère de la séance.")
    )
    mode = models.CharField(
        _("mode propre"), max_length=20, choices=Mode, blank=True, help_text=_("Vide : celui de la séance.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Ordre ; à égalité, l’ordre de création.")
    )

    class Meta:
        abstract = True

    @property
    def effective_statut(self):
        return self.statut or self.seance.statut

    @property
    def effective_mode(self):
        return self.mode or self.seance.mode


class DateSeanceQuerySet(models.QuerySet):
    def published(self, at=None):
        """Dates of the sessions a visitor may see."""
        return self.filter(
            Seance.published_condition("seance__", at=at),
            Programme.published_condition("seance__cycle__programme__", at=at),
        )

    def in_month(self, mois):
        """Days of the month « 2020-06 », then what is only known to fall in it."""
        return self.filter(cle_date__startswith=f"{mois}-").order_by(*DateSeance._meta.ordering)

    def not_cancelled(self):
        """Neither cancelled nor waiting for a new day, be it the date or its whole session."""
        off = (Statut.ANNULEE, Statut.REPORTEE)
        return self.exclude(statut__in=off).exclude(statut="", seance__statut__in=off)

    def with_seance(self):
        return self.select_related("seance__cycle__programme", "seance__serie")

    def nearest(self, day):
        """The first date that holds from `day` (ISO) on, else the last before: one row at most."""
        known = self.not_cancelled().exclude(cle_date="9999")
        after = known.filter(cle_date__gte=day).order_by("cle_date", "id")
        before = known.filter(cle_date__lt=day).order_by("-cle_date", "-id")
        first, last = (models.Subquery(rows.values("pk")[:1]) for rows in (after, before))
        return self.filter(pk=Coalesce(first, last))


class DateSeance(LignePropre):
    """One sitting: a day, or a month, or « à confirmer », with hours when they are known.

    `uid` is the event's identity in every calendar for ever; `sequence` is raised by each change a
    subscriber must notice. `cle_date` sorts days, then months known without a day, then the rest.
    """

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="dates", verbose_name=_("séance"))
    jour = models.DateField(
        _("jour"),
        null=True,
        blank=True,
        help_text=_("Par exemple 2020-06-05. Vide si le jour n’est pas connu."),
    )
    mois = models.CharField(
        _("ou mois"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Écrivez une année et un mois : 2020-06."))],
        help_text=_("Par exemple 2020-06, si le jour reste à choisir. Sans jour ni mois : à confirmer."),
    )
    debut = models.TimeField(
        _("début"), null=True, blank=True, help_text=_("Heure de l’Est, par exemple 9:00.")
    )
    fin = models.TimeField(_("fin"), null=True, blank=True, help_text=_("Facultative."))
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cle_date = models.CharField(max_length=10, editable=False, db_index=True)

    objects = DateSeanceQuerySet.as_manager()

    class Meta:
        ordering = ["cle_date", F("debut").asc(nulls_first=True), "position", "id"]
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            *english_needs_french("motif"),
            models.UniqueConstraint(
                fields=["seance", "jour"],
                name="dateseance_un_jour_par_seance",
                violation_error_message=_("Ce jour est déjà une date de la séance."),
            ),
            models.CheckConstraint(
                name="dateseance_jour_ou_mois",
                condition=Q(jour__isnull=True) | Q(mois=""),
                violation_error_message=_("Donnez un jour ou un mois, pas les deux."),
            ),
            models.CheckConstraint(
                name="dateseance_heures_avec_jour",
                condition=Q(debut__isnull=True) | Q(jour__isnull=False),
                violation_error_message=_("Une heure demande un jour."),
            ),
            models.CheckConstraint(
                name="dateseance_fin_avec_debut",
                condition=Q(fin__isnull=True) | Q(debut__isnull=False),
                violation_error_message=_("Une fin demande un début."),
            ),
            models.CheckConstraint(
                name="dateseance_fin_apres_debut",
                condition=Q(fin__isnull=True) | Q(debut__isnull=True) | Q(fin__gt=F("debut")),
                violation_error_message=_("La fin doit suivre le début."),
            ),
        ]

    def __str__(self):
        return self.precise_date or str(_("À confirmer"))

    def save(self, *args, **kwargs):
        self.cle_date = (self.jour and self.jour.isoformat()) or (self.mois and f"{self.mois}-99") or "9999"
        super().save(*args, **kwargs)

    @property
    def precise_date(self):
        """`2020-06-05`, `2020-06` or None: what feeds and open data say."""
        return (self.jour and self.jour.isoformat()) or self.mois or None


class LieuSeance(LignePropre):
    """A city where the session takes place; a session by videoconference alone has none."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="lieux", verbose_name=_("séance"))
    municipalite = models.ForeignKey(
        "municipalites.Municipalite",
        models.PROTECT,
        related_name="lieux_seances",
        verbose_name=_("municipalité"),
    )
    salle = models.CharField(
        _("salle"), max_length=200, blank=True, help_text=_("Nom du lieu ou de la salle.")
    )
    adresse = models.CharField(_("adresse"), max_length=300, blank=True, help_text=_("Adresse civique."))
    acces = models.TextField(
        _("accès"), blank=True, help_text=_("Entrée, transport, accessibilité du lieu, s’il y a lieu.")
    )
    date = models.ForeignKey(
        DateSeance,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lieux",
        verbose_name=_("date de ce lieu"),
        help_text=_("Seulement si ce lieu ne vaut que pour une des dates."),
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        constraints = [
            *english_needs_french("motif", "acces"),
            models.UniqueConstraint(
                fields=["seance", "municipalite", "date"],
                name="lieuseance_une_fois_par_date",
                violation_error_message=_("Cette municipalité est déjà un lieu de la séance."),
            ),
            models.UniqueConstraint(
                fields=["seance", "municipalite"],
                condition=Q(date__isnull=True),
                name="lieuseance_une_fois_par_seance",
                violation_error_message=_("Cette municipalité est déjà un lieu de la séance."),
            ),
        ]

    def __str__(self):
        return str(self.municipalite)


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
