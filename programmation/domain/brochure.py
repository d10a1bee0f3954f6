"""The programme in the order and words of the client's brochure, and its PDF when the machine can."""

from functools import cache
from importlib import import_module
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import ImageFile

from gediq.typographie import join_words

from ..enums import Mode
from ..models import Programme, Seance


def brochure_programme(at=None):
    """The newest published programme with all a brochure says, in a constant number of queries, or None."""
    seances = Seance.objects.published(at).order_by("position", "id").with_details()
    return (
        Programme.objects.published(at)
        .newest_first()
        .prefetch_related(
            "cycles",
            Prefetch("cycles__seances", queryset=seances),
            "financements__organisme__noms",
        )
        .first()
    )


def known_days(seance):
    """The known days of the session, for the date at the head of its line."""
    return [date.jour for date in seance.dates.all() if date.jour]


def known_months(seance):
    """Months known without a day, as (year, month)."""
    return [tuple(map(int, date.mois.split("-"))) for date in seance.dates.all() if date.mois]


def place_words(seance, langue):
    """« Québec et Montréal en visioconférence », « visioconférence », or the cities alone."""
    cities = join_words([lieu.municipalite.name_in(langue) for lieu in seance.lieux.all()], langue=langue)
    with override(langue):
        if seance.mode == Mode.EN_PERSONNE or not seance.mode:
            return cities
        if not cities:
            return _("visioconférence")
        if seance.mode == Mode.MIXTE:
            return _("%(villes)s et en visioconférence") % {"villes": cities}
        return _("%(villes)s en visioconférence") % {"villes": cities}


@cache
def is_pdf_available():
    """Tell whether the PDF library finds its system libraries here."""
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    # The library turns this on for the whole process; deposited images must stay checked to the end.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return True


def render_pdf(html):
    """Turn the brochure's page into a tagged PDF (PDF/UA-1). Nothing is fetched from outside."""
    from weasyprint import CSS, HTML  # optional

    sheet = CSS(string=Path(finders.find("gediq/brochure.css")).read_text(encoding="utf-8"))
    return HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")


def _refuse(url, *args, **kwargs):
    raise ValueError(f"The brochure fetches nothing: {url}")
