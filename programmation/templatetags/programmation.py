"""What pages show of the programme: cards of sessions, addresses to subscribe to."""

from django import template
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from gediq.typographie import format_dates, format_month, format_years, label_value
from gediq.typographie.dates import WEEKDAYS

from ..domain.calendrier import month_of
from ..domain.fiche import OFF, describe, still_held
from ..domain.intitule import session_title, title_lines
from ..enums import Statut
from ..models import Cycle, DateSeance, Referentiel
from ..models.seance import places, titles

register = template.Library()

FORMATS = ("ics", "atom", "json", "csv")


@register.inclusion_tag("components/carte_seance.html")
def carte_seance(seance):
    return {"fiche": describe(seance), "langue": get_language()}


@register.inclusion_tag("components/lien_seance.html")
def lien_seance(seance, lie=True):
    """The title of a session in a line; without link (`lie=False`) where the reader already is."""
    langue = get_language()
    return {
        "adresse": seance.get_absolute_url() if lie else "",
        "lignes": title_lines(seance, langue),
        "langue": langue,
    }


@register.inclusion_tag("components/dates_seance.html")
def dates_seance(rows):
    """Days together, then months, as a title says them: without hours."""
    days, months = _days_and_months(rows)
    return {"jours": days, "mois": months}


@register.simple_tag
def dates_texte(rows):
    return _told(rows, get_language())


@register.inclusion_tag("programmation/seance_calendrier/_marque.html")
def marque_mois(row):
    """One date in the table of the month."""
    langue = get_language()
    off = row.effective_statut in OFF
    return {
        "adresse": row.seance.get_absolute_url(),
        "lignes": title_lines(row.seance, langue),
        "hors": Statut(row.effective_statut).label if off else "",
        "langue": langue,
    }


@register.simple_tag
def nom_marque(marque):
    """What a dot of the timeline is called: « 5 et 12 juin 2020 : Référentiel 7 : … »."""
    langue = get_language()
    when = _told(marque.dates, langue)
    return label_value([session_title(marque.seance, langue)], when, when, langue=langue)


@register.filter
def periode(code):
    """« 2018-2019 », "2018–2019": the code of a cycle as its readers write years."""
    return format_years(*map(int, code.split("-")), langue=get_language())


@register.filter
def jour_local(moment):
    """The day of a moment, where the readers live."""
    return timezone.localdate(moment)


@register.simple_tag
def jours_semaine():
    return WEEKDAYS[get_language()]


@register.simple_tag(takes_context=True)
def adresses_abonnement(context, requete):
    """The four feeds of the same query string, and the address that opens a calendar program."""
    suffix = f"?{requete}" if requete else ""
    origine = context["origine"]
    adresses = {
        name: f"{origine}{reverse(f'programmation:seance-export-{name}')}{suffix}" for name in FORMATS
    }
    _scheme, _colon, rest = adresses["ics"].partition(":")
    return adresses | {"webcal": f"webcal:{rest}"}


@register.inclusion_tag("programmation/accueil/_prochaine.html")
def prochaine_seance():
    """The next session; when none is planned, that is said, and the last one shown."""
    langue, today = get_language(), timezone.localdate()
    public = DateSeance.objects.published()
    nearest = public.nearest(today.isoformat()).values("seance")
    dates = list(public.filter(seance__in=nearest).with_seance())
    if not dates:
        return {"fiche": None, "langue": langue}
    seance = dates[0].seance
    prefetch_related_objects([seance], places(), *titles())
    return {
        "fiche": describe(seance, dates=dates),
        "is_planned": any(
            row.cle_date >= today.isoformat() and row.effective_statut not in OFF for row in dates
        ),
        "langue": langue,
    }


@register.inclusion_tag("programmation/accueil/_cycles.html")
def cycles_programme():
    return {"cycles": list(Cycle.objects.of_newest_programme())}


@register.inclusion_tag("programmation/accueil/_referentiels.html")
def derniers_referentiels():
    return {"referentiels": Referentiel.objects.published().order_by("-numero").defer("texte")[:3]}


def _days_and_months(rows):
    rows = still_held(rows)
    days = [row.jour for row in rows if row.jour]
    return days, [month_of(row.mois) for row in rows if row.mois]


def _told(rows, langue):
    days, months = _days_and_months(rows)
    told = [format_dates(days, langue=langue)] if days else []
    told += [format_month(mois.annee, mois.mois, langue=langue) for mois in months]
    return ", ".join(told) or gettext("Date à confirmer")
