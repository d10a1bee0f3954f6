"""What a session's page tells search engines: known facts, and nothing else."""

import json

import pytest
from django.template import Context, Template
from django.utils import translation

from programmation.enums import Mode, ModeConnu, Statut
from programmation.models import Seance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_date, create_lieu, create_seance

pytestmark = pytest.mark.django_db

OPENING = '<script type="application/ld+json">'


def render(seance, langue="fr"):
    template = Template("{% load json_ld %}{% json_ld seance %}")
    row = Seance.objects.published().with_details().get(pk=seance.pk)
    with translation.override(langue):
        return template.render(Context({"seance": row, "origine": "https://exemple.test"})).strip()


def event_of(seance, langue="fr"):
    html = render(seance, langue)
    assert html.startswith(OPENING)
    assert html.endswith("</script>")
    return json.loads(html[len(OPENING) : -len("</script>")])


def test_one_date_in_one_city_is_one_event_without_any_invented_value():
    ville = create_municipalite(nom="Montréal-Essai")
    seance = create_seance(
        code="op-99", jours=["2020-06-05"], villes=[ville], mode=Mode.EN_PERSONNE, mode_connu=ModeConnu.DEDUIT
    )

    assert event_of(seance) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": seance.titre_fr,
        "url": "https://exemple.test/fr/programmation/seances/op-99/",
        "organizer": {
            "@type": "Organization",
            "name": "Groupe d’expertise pour le développement des cités interculturelles au Québec (GEDCIQ)",
        },
        "startDate": "2020-06-05",
        "location": {
            "@type": "Place",
            "name": "Montréal-Essai",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Montréal-Essai",
                "addressRegion": "QC",
                "addressCountry": "CA",
            },
        },
    }


def test_known_hours_room_and_address_are_told():
    seance = create_seance()
    create_date(seance, "2027-06-05", debut="09:00", fin="12:00")
    create_lieu(seance, salle="Salle A", adresse="1, rue du Pont")

    event = event_of(seance)

    assert (event["startDate"], event["endDate"]) == (
        "2027-06-05T09:00:00-04:00",
        "2027-06-05T12:00:00-04:00",
    )
    assert event["location"]["name"] == "Salle A"
    assert event["location"]["address"]["streetAddress"] == "1, rue du Pont"


def test_two_dates_are_two_events_inside_one_and_never_a_stretch():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    create_lieu(seance, date=seance.dates.get(jour="2020-06-12"))

    event = event_of(seance)

    assert [inside["startDate"] for inside in event["subEvent"]] == ["2020-06-05", "2020-06-12"]
    assert ["location" in inside for inside in event["subEvent"]] == [False, True]
    assert event["startDate"] == "2020-06-05"
    assert "endDate" not in event


def test_two_cities_are_two_places_in_order():
    villes = [create_municipalite(nom="Zénith-Essai"), create_municipalite(nom="Amont-Essai")]
    seance = create_seance(jours=["2020-06-05"], villes=villes)

    assert [place["name"] for place in event_of(seance)["location"]] == ["Zénith-Essai", "Amont-Essai"]


@pytest.mark.parametrize(
    ("mode", "connu", "in_a_city", "told"),
    [
        (Mode.VISIOCONFERENCE, ModeConnu.MENTION, False, "OnlineEventAttendanceMode"),
        (Mode.VISIOCONFERENCE, ModeConnu.MENTION, True, None),
        (Mode.EN_PERSONNE, ModeConnu.CONFIRME, True, "OfflineEventAttendanceMode"),
        (Mode.EN_PERSONNE, ModeConnu.DEDUIT, True, None),
        (Mode.MIXTE, ModeConnu.CONFIRME, True, "MixedEventAttendanceMode"),
        ("", "", False, None),
    ],
)
def test_the_way_to_attend_is_told_only_when_it_is_stated(mode, connu, in_a_city, told):
    villes = [create_municipalite()] if in_a_city else []
    seance = create_seance(jours=["2020-06-05"], villes=villes, mode=mode, mode_connu=connu)

    event = event_of(seance)

    assert event.get("eventAttendanceMode") == (told and f"https://schema.org/{told}")
    assert "VirtualLocation" not in json.dumps(event)


def test_a_city_that_passes_to_video_is_no_longer_a_place_and_the_mode_is_left_out():
    villes = [create_municipalite(nom="Loin-Essai"), create_municipalite(nom="Ici-Essai")]
    seance = create_seance(jours=["2020-06-05"], villes=villes)
    seance.lieux.filter(municipalite=villes[0]).update(mode=Mode.VISIOCONFERENCE)

    event = event_of(seance)

    assert event["location"]["name"] == "Ici-Essai"
    assert "eventAttendanceMode" not in event


@pytest.mark.parametrize(
    ("statut", "told"),
    [(Statut.ANNULEE, "EventCancelled"), (Statut.REPORTEE, "EventPostponed"), (Statut.TENUE, None)],
)
def test_cancelled_and_postponed_are_told(statut, told):
    seance = create_seance(jours=["2020-06-05"], statut=statut)

    assert event_of(seance).get("eventStatus") == (told and f"https://schema.org/{told}")


def test_a_session_of_which_one_date_holds_is_not_cancelled():
    seance = create_seance(jours=["2020-06-05"], statut=Statut.ANNULEE)
    create_date(seance, "2020-06-12", statut=Statut.PREVUE)

    event = event_of(seance)

    assert "eventStatus" not in event
    assert [inside.get("eventStatus") for inside in event["subEvent"]] == [
        "https://schema.org/EventCancelled",
        None,
    ]


def test_a_session_without_date_says_no_date():
    assert "startDate" not in event_of(create_seance(jours=[None]))
    assert event_of(create_seance(jours=["2020-06"]))["startDate"] == "2020-06"


def test_the_name_and_the_address_follow_the_language():
    seance = create_seance(code="op-99", titre_fr="Titre", titre_en="Title")

    event = event_of(seance, "en")

    assert (event["name"], event["url"]) == ("Title", "https://exemple.test/en/programmation/seances/op-99/")


def test_no_text_can_leave_the_script():
    titre = "</script><script>alert(1)</script><!-- & “x” \"y\" \\ 'z'"
    seance = create_seance(titre_fr=titre)

    html = render(seance)

    assert html.count("<") == 2
    assert event_of(seance)["name"] == titre
