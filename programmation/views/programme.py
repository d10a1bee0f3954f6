"""The programme by cycles, by month, and session by session."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gediq.domain.chiffres import announced_figures
from gediq.views.publication import get_visible_or_preview, visible_page

from ..domain.calendrier import Mois, month_of, parse_month, weeks
from ..domain.fiche import describe, fetch_details
from ..domain.filtres import FiltreSeances
from ..domain.frise import build_timeline, timeline_dates
from ..domain.intitule import is_title_derived, session_title, title_lines
from ..domain.liste import is_list_translated, list_seances, other_cycles
from ..domain.suites import read_sequel
from ..domain.traduction import is_seance_translated
from ..domain.voisines import neighbours
from ..models import DateSeance, Document, Seance


@require_safe
def seance_liste(request):
    """Filters by GET; the figures announced belong to the whole programme, not to what a filter finds."""
    filtre = FiltreSeances(request.GET)
    liste = list_seances(filtre, request.GET.get("page", "1"))
    is_whole = not filtre.chosen and not filtre.refusals and liste.page.number == 1 and not liste.absente
    older, own = other_cycles(filtre.options, liste.programme)
    context = {
        "filtre": filtre,
        "liste": liste,
        "is_translated": is_list_translated(liste, "en"),
        "cycles_anterieurs": older,
        "cycles_programme": own,
        "chiffres": announced_figures() if is_whole else [],
    }
    return render(request, "programmation/seance_liste.html", context)


@require_safe
def seance_calendrier(request):
    """Without a month that can be read: the month of the next session, else of the last."""
    asked = request.GET.get("mois", "")
    mois = parse_month(asked)
    today = timezone.localdate()
    since = str(mois) if mois else today.isoformat()
    reference = DateSeance.objects.published().nearest(since).with_seance().first()
    if mois is None:
        mois = month_of(reference.cle_date) if reference else Mois(today.year, today.month)
    dates = list(DateSeance.objects.published().in_month(mois).with_seance())
    points = timeline_dates(reference)
    fetch_details([row.seance for row in dates], titled=[row.seance for row in points])
    shown = [row.seance for row in (*dates, *points)]
    context = {
        "mois": mois,
        "is_unreadable": bool(asked) and str(mois) != asked,
        "semaines": weeks(mois, dates),
        "sans_jour": [row for row in dates if row.jour is None],
        "seances": list({row.seance_id: row.seance for row in dates}.values()),
        "frise": build_timeline(points),
        "is_translated": all(line.langue == "en" for row in shown for line in title_lines(row, "en")),
    }
    return render(request, "programmation/seance_calendrier.html", context)


@require_safe
@visible_page
def seance_detail(request, code):
    """The session with those around it in one query; a draft or a withdrawn one is looked for apart."""
    around = list(Seance.objects.published().around(code).with_details())
    seance = next((row for row in around if row.code == code), None)
    if seance is None:
        seance = get_visible_or_preview(request, Seance.objects.with_details(), code=code)
    langue = get_language()
    presentes = read_sequel(seance)
    context = {
        "seance": seance,
        "fiche": describe(seance),
        "titre": session_title(seance, langue),
        "is_translated": is_seance_translated(seance, "en"),
        "is_derived": is_title_derived(seance),
        "voisines": neighbours(seance, around),
        "avis": seance.avis.all(),
        "presentes": [(row.name_in(langue), row) for row in presentes],
        "documents": list(Document.objects.published().filter(seance=seance).with_newest_file()),
    }
    return render(request, "programmation/seance_detail.html", context)
