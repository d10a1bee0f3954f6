"""When and where a session takes place: its dates, its places, each perhaps with a state of its own."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gediq.models import Editable, Publiable
from gediq.traduction import english_needs_french
from gediq.typographie import format_dates, format_month

from ..enums import Mode, Statut

MOIS = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")

# The columns that a card shows, when long lists need no other.
TITRE = ("titre_fr", "titre_en")
CARD_SEANCE = (
    *("code", *TITRE, "types", "statut", "mode", "mode_connu", "serie_id"),
    *(f"cycle__{name}" for name in ("code", "position", *TITRE)),
    *(f"cycle__programme__{name}" for name in ("annee_debut", "annee_fin", *TITRE)),
)
CARD_OWN = ("seance", "statut", "mode", "motif_fr", "motif_en")
CARD_DATE = (*CARD_OWN, "jour", "mois", "debut", "fin", "cle_date")
CARD_LIEU = (
    *(*CARD_OWN, "salle", "adresse", "position", "date"),
    *(f"municipalite__{name}" for name in ("code", "nom", "appellation_anglaise")),
)


class LignePropre(Editable):
    """A date or a place may have a status and a mode of its own, different from its session's."""

    statut = models.CharField(
        _("statut propre"),
        max_length=10,
        choices=Statut,
        blank=True,
        help_text=_("Vide\xa0: celui de la séance."),
    )
    motif = models.CharField(
        _("motif"), max_length=300, blank=True, help_text=_("Pourquoi cette ligne diffère de la séance.")
    )
    mode = models.CharField(
        _("mode propre"),
        max_length=20,
        choices=Mode,
        blank=True,
        help_text=_("Vide\xa0: celui de la séance."),
    )
    position = models.PositiveSmallIntegerField(
        _("rang"), default=0, help_text=_("Ordre; à égalité, l’ordre de création.")
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
            Publiable.published_condition("seance__", at=at),
            Publiable.published_condition("seance__cycle__programme__", at=at),
        )

    def in_month(self, mois):
        """Days of the month « 2020-06 », then what is only known to fall in it."""
        return self.filter(cle_date__startswith=f"{mois}-").order_by(*DateSeance._meta.ordering)

    def not_cancelled(self):
        """Neither cancelled nor waiting for a new day, be it the date or its whole session."""
        off = (Statut.ANNULEE, Statut.REPORTEE)
        return self.exclude(statut__in=off).exclude(statut="", seance__statut__in=off)

    def with_seance(self):
        """Each date with what a card shows of its session."""
        columns = (*CARD_DATE[1:], *(f"seance__{name}" for name in CARD_SEANCE))
        return self.select_related("seance__cycle__programme").only(*columns)

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

    seance = models.ForeignKey(
        "programmation.Seance", models.CASCADE, related_name="dates", verbose_name=_("séance")
    )
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
        validators=[
            RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("Écrivez une année et un mois\xa0: 2020-06."))
        ],
        help_text=_("Par exemple 2020-06, si le jour reste à choisir. Sans jour ni mois\xa0: à confirmer."),
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
        langue = (get_language() or "fr")[:2]
        if self.jour:
            return format_dates([self.jour], langue=langue)
        if known := MOIS.fullmatch(self.mois):
            return format_month(*map(int, known.groups()), langue=langue)
        return self.mois or str(_("À confirmer"))

    def save(self, *args, **kwargs):
        self.cle_date = (self.jour and self.jour.isoformat()) or (self.mois and f"{self.mois}-99") or "9999"
        super().save(*args, **kwargs)

    @property
    def precise_date(self):
        """`2020-06-05`, `2020-06` or None: what feeds and open data say."""
        return (self.jour and self.jour.isoformat()) or self.mois or None


class LieuSeance(LignePropre):
    """A city where the session takes place; a session by videoconference alone has none."""

    seance = models.ForeignKey(
        "programmation.Seance", models.CASCADE, related_name="lieux", verbose_name=_("séance")
    )
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
