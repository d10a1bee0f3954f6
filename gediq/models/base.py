"""What every edited row shares: an identity, a lock number, who and when; and publication."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..traduction import Traduisible


class Editable(Traduisible):
    """A row people edit.

    `verrou` is raised by each accepted save and compared before the next one; `uid` is the row's
    random identity (it makes a doubled « add » a single row). `AGREGAT` names the reverse relations
    that are edited on the same page and belong to the same history.
    """

    AGREGAT = ()

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verrou = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("créé par"),
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("modifié par"),
    )

    class Meta:
        abstract = True


class Publication(models.TextChoices):
    BROUILLON = "brouillon", _("Brouillon")
    PUBLIEE = "publiee", _("Publiée")
    RETIREE = "retiree", _("Retirée")


class PubliableQuerySet(models.QuerySet):
    def published(self, at=None):
        """Rows a visitor may see at `at` (an aware moment; now by default)."""
        return self.filter(self.model.published_condition(at=at))

    def withdrawn(self):
        """Rows that were public and answer 410."""
        return self.filter(publication=Publication.RETIREE)


class Publiable(Editable):
    """A row with an address of its own that staff publish, perhaps later, and may withdraw."""

    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=Publication,
        default=Publication.BROUILLON,
        db_index=True,
        help_text=_("Un brouillon ne paraît nulle part; une fiche retirée explique pourquoi."),
    )
    publier_le = models.DateTimeField(
        _("publier le"),
        null=True,
        blank=True,
        help_text=_("Facultatif\xa0: la fiche publiée ne paraît qu’à partir de ce moment (heure de l’Est)."),
    )
    motif_retrait = models.TextField(
        _("motif du retrait"),
        blank=True,
        help_text=_("Exigé pour retirer\xa0: cette phrase est montrée à qui suit un ancien lien."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_retrait_motive",
                condition=~Q(publication="retiree")
                | (Q(motif_retrait_fr__isnull=False) & ~Q(motif_retrait_fr="")),
                violation_error_message=_("Un retrait demande un motif en français."),
            )
        ]

    @classmethod
    def published_condition(cls, prefix="", at=None):
        """The one condition of visibility, usable across a relation (`prefix="seance__"`).

        Now is the database's own: the text of a query stays the same and may be compiled once.
        """
        moment = at or Now()
        return Q(**{f"{prefix}publication": Publication.PUBLIEE}) & (
            Q(**{f"{prefix}publier_le__isnull": True}) | Q(**{f"{prefix}publier_le__lte": moment})
        )

    def is_published(self, at=None):
        """Same rule as `published_condition`, on the row at hand."""
        return self.publication == Publication.PUBLIEE and (
            self.publier_le is None or self.publier_le <= (at or timezone.now())
        )
