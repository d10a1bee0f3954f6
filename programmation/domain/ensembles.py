"""The sets of municipalities the programme knows: who takes part in it, who was at a session."""

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from gediq.registre import Ensemble

from ..models import Participation, Programme, Referentiel, Seance

Territoire = Participation._meta.get_field("territoire").related_model
# A menu of two thousand sessions would be no menu: the newest ones, and the one asked for.
SEANCES_PROPOSEES = 50


def participants(cle, jour):
    """Who takes part in this programme; with a day, those not known to have come later or left before."""
    rows = Participation.objects.filter(Programme.published_condition("programme__"), programme__slug=cle)
    if jour:
        rows = rows.exclude(date_debut__gt=jour).exclude(date_fin__lt=jour)
    return Territoire.objects.filter(pk__in=rows.order_by().values("territoire"))


def attendance(cle, jour):
    """Whose people were at this session; the day of the session is its own."""
    seances = Seance.objects.published().filter(code=cle).order_by()
    present = Seance.municipalites_presentes.through.objects.filter(seance__in=seances.values("pk"))
    return Territoire.objects.filter(pk__in=present.values("territoire"))


def programmes_to_choose(cle):
    years = Concat(Cast("annee_debut", CharField()), Value("-"), Cast("annee_fin", CharField()))
    rows = Programme.objects.rewrite(False).published().order_by()
    return rows.values_list(text("participants"), "slug", years, "titre_fr", "titre_en", text(), text())


def seances_to_choose(cle):
    """A session without a title takes that of its first référentiel."""
    attended = Seance.municipalites_presentes.through.objects.values("seance")
    newest = Seance.objects.published().filter(pk__in=attended).order_by("-id").values("pk")
    asked = Q(pk__in=newest[:SEANCES_PROPOSEES]) | Q(code=cle)
    rows = Seance.objects.rewrite(False).published().filter(asked).order_by()
    presented = Referentiel.objects.rewrite(False).published().filter(seances=OuterRef("pk"))
    titles = [Subquery(presented.order_by("numero").values(f"titre_{langue}")[:1]) for langue in ("fr", "en")]
    return rows.values_list(text("presentes"), "code", "code", "titre_fr", "titre_en", *titles)


def text(value=""):
    return Value(value, CharField())


ENSEMBLES = [
    Ensemble("participants", _("Participants d’un programme"), participants, programmes_to_choose),
    Ensemble("presentes", _("Présentes à une séance"), attendance, seances_to_choose),
]
