"""The richest record of the site, a session with its dates and places, through the shared machinery."""

import re

import pytest

from gediq.models import Publication
from programmation.models import Seance
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_referentiel, create_seance
from tests.formulaires import add_row, posted_by

pytestmark = pytest.mark.django_db
LIST = "/admin/programmation/seance/"


def url(seance, name="change"):
    return f"{LIST}{seance.pk}/{name}/"


def facts(seance):
    """All that a session and its rows say, in both languages, with the identity of each date."""
    row = Seance.objects.get(pk=seance.pk)
    dates = [(date.jour.isoformat(), date.motif_fr, date.motif_en, date.uid) for date in row.dates.all()]
    lieux = [(lieu.municipalite_id, lieu.salle, lieu.acces_fr, lieu.acces_en) for lieu in row.lieux.all()]
    themes = list(row.themes.order_by("pk").values_list("pk", flat=True))
    texts = row.titre_fr, row.titre_en, row.acces_fr, row.acces_en, row.types
    return texts, dates, lieux, themes


@pytest.fixture
def seance():
    seance = create_seance(
        jours=["2020-06-05", "2020-06-12"],
        villes=[create_municipalite(), create_municipalite()],
        publication=Publication.BROUILLON,
        acces_fr="Par le métro",
        acces_en="By subway",
    )
    seance.dates.filter(jour="2020-06-12").update(motif_fr="Tempête", motif_en="Storm")
    seance.lieux.update(salle="Salle A", acces_fr="Rampe", acces_en="Ramp")
    seance.themes.set([create_theme(), create_theme()])
    return seance


@pytest.fixture
def wiped(ana, seance):
    """Somebody removes the dates, the places and the themes, and changes both languages."""
    page = ana.get(url(seance))
    rows = {f"{prefix}-{rank}-DELETE": "on" for prefix in ("dates", "lieux") for rank in (0, 1)}
    changes = {"titre_fr": "Changé", "titre_en": "Changed", "acces_fr": "", "acces_en": "", "themes": []}
    assert ana.post(url(seance), posted_by(page, **rows, **changes)).status_code == 302
    assert facts(seance)[1:] == ([], [], [])
    return seance


def test_deleted_dates_places_and_both_languages_come_back(ana, seance, request):
    before = facts(seance)
    request.getfixturevalue("wiped")
    history = ana.get(url(seance, "history")).content.decode()
    link = re.findall(r'href="([^"]+\?version=\d+)"', history)[-1]
    shown = ana.get(link)
    response = ana.post(link, posted_by(shown))

    assert response.status_code == 302
    assert facts(seance) == before


def test_history_names_places_themes_and_choices(ana, wiped):
    history = ana.get(url(wiped, "history")).content.decode().replace("\xa0", " ")

    assert "Lieu : Ville-Inventée" in history
    assert "– retrait" in history
    assert re.search(r"<dt>Thèmes</dt>\s*<dd><del>thème \d+, thème \d+</del></dd>", history)


def test_two_dates_are_swapped_on_the_page(ana, seance):
    days = {"dates-0-jour": "2020-06-12", "dates-1-jour": "2020-06-05"}
    response = ana.post(url(seance), posted_by(ana.get(url(seance)), **days))

    assert response.status_code == 302
    assert [(date.jour.isoformat(), date.motif_fr or "") for date in seance.dates.order_by("pk")] == [
        ("2020-06-12", ""),
        ("2020-06-05", "Tempête"),
    ]


def test_each_keeps_what_the_other_did_not_touch(ana, bo, seance):
    Seance.objects.update(publication=Publication.PUBLIEE)
    page = bo.get(url(seance))
    theirs = {"titre_en": "By Ana", "dates-0-jour": "2020-06-19", "lieux-1-salle": "Salle B"}
    theirs["motif_changement_fr"] = "Sa raison"
    ana.post(url(seance), posted_by(ana.get(url(seance)), **theirs))
    mine = {"titre_fr": "Par Bo", "lieux-0-salle": "Salle C", "motif_changement_fr": "Une raison"}
    conflict = bo.post(url(seance), posted_by(page, **mine))
    kept = posted_by(conflict)
    saved = bo.post(url(seance), kept)

    seance.refresh_from_db()
    assert (conflict.status_code, saved.status_code) == (409, 302)
    assert kept["motif_changement_fr"] == "Une raison"
    assert (seance.titre_fr, seance.titre_en) == ("Par Bo", "By Ana")
    assert [lieu.salle for lieu in seance.lieux.all()] == ["Salle C", "Salle B"]
    assert {date.jour.isoformat() for date in seance.dates.all()} == {"2020-06-12", "2020-06-19"}


def test_day_that_does_not_exist_stays_on_the_page_of_a_conflict(ana, bo, seance):
    page = bo.get(url(seance))
    ana.post(url(seance), posted_by(ana.get(url(seance)), titre_en="By Ana"))
    conflict = bo.post(url(seance), posted_by(page, **{"dates-0-jour": "30 février", "cycle": "abc"}))

    assert conflict.status_code == 409
    assert "30 février" in conflict.content.decode()


def test_double_click_on_add_makes_one_session_with_its_rows(ana):
    cycle, ville, referentiel = create_cycle(), create_municipalite(), create_referentiel()
    page = ana.get(f"{LIST}add/")
    data = posted_by(
        page, cycle=cycle.pk, types_0="echange", titre_fr="Deux villes", code="op-90", statut="prevue"
    )
    data |= {"referentiels": [referentiel.pk], "position": "", "dates-0-jour": "2020-06-05"}
    data |= {"lieux-0-municipalite": ville.pk, "lieux-0-position": "1"}
    data = add_row(data, "dates", jour="2020-06-12")
    first = ana.post(f"{LIST}add/", data)
    second = ana.post(f"{LIST}add/", data, follow=True)

    seance = Seance.objects.get()
    assert first.status_code == 302
    assert "Déjà enregistré." in second.content.decode()
    assert (seance.dates.count(), seance.lieux.count()) == (2, 1)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"cycle": "\x00"},
        {"cycle": "9" * 30},
        {"themes": ["\x00", "abc", "9" * 30]},
        {"referentiels": ["9" * 30]},
        {"lieux-0-municipalite": "abc"},
        {"lieux-0-municipalite": "9" * 30},
        {"lieux-0-date": "\x00"},
        {"dates-0-id": "\x00"},
        {"dates-0-id": "9" * 30},
        {"dates-0-verrou": "\x00"},
        {"dates-0-jour": "30 février"},
        {"dates-0-debut": "25:99"},
        {"dates-TOTAL_FORMS": "abc"},
        {"dates-TOTAL_FORMS": "99999"},
        {"dates-INITIAL_FORMS": "9"},
        {"verrou": "x" * 60_000},
        {"uid": "\x00"},
        {"titre_fr": "é" * 60_000},
        {"titre_fr": "", "titre_en": "English only"},
        {"position": "9" * 40},
        {"publier_le_0": "demain", "publier_le_1": "\x00"},
        {"types_0": "autre"},
    ],
    ids=lambda nonsense: " ".join(nonsense),
)
def test_nonsense_is_answered_on_the_page_and_changes_nothing(ana, seance, nonsense):
    before = facts(seance)
    response = ana.post(url(seance), posted_by(ana.get(url(seance)), **nonsense), follow=True)

    assert response.status_code in (200, 409)
    assert facts(seance) == before


@pytest.mark.parametrize(
    "query", ["cycle=abc&themes=x,y&serie=%00", "version=1", "supprimee=abc", "verrou=5&uid=z"]
)
def test_strange_address_of_an_add_form_is_an_add_form(ana, query):
    page = ana.get(f"{LIST}add/?{query}")

    assert page.status_code == 200
    assert posted_by(page)["code"]
