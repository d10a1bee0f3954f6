"""The one query string of page and feeds: each filter keeps what it says, each session once."""

import pytest
from django.utils.translation import override

from gediq.models import Publication
from programmation.domain.filtres import FiltreSeances
from programmation.models import Seance
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_date, create_lieu, create_seance

pytestmark = pytest.mark.django_db


def found(langue="fr", **data):
    with override(langue):
        filtre = FiltreSeances(data)
        assert filtre.is_valid(), filtre.errors
        return [row.code for row in filtre.apply(Seance.objects.published().in_brochure_order())]


def test_no_filter_keeps_all_and_needs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        filtre = FiltreSeances({"utm_source": "x", "page": "2"})
        assert filtre.is_valid()

    assert filtre.chosen == {}


def test_mixed_session_answers_to_each_of_its_modes():
    create_seance(code="en-salle", mode="en_personne", mode_connu="confirme")
    create_seance(code="a-distance", mode="visioconference", mode_connu="confirme")
    create_seance(code="les-deux", mode="mixte", mode_connu="confirme")

    assert found(mode="en_personne") == ["en-salle", "les-deux"]
    assert found(mode="visioconference") == ["a-distance", "les-deux"]
    assert found(mode="mixte") == ["les-deux"]


def test_one_date_or_place_with_its_own_mode_is_enough():
    seance = create_seance(code="une-date", jours=["2020-06-05"])
    create_date(seance, "2020-06-12", mode="visioconference")
    create_lieu(create_seance(code="un-lieu"), mode="visioconference")

    assert found(mode="visioconference") == ["une-date", "un-lieu"]


def test_status_of_the_session_or_of_one_date():
    create_seance(code="tenue", statut="tenue")
    create_date(create_seance(code="a-moitie", statut="tenue"), "2020-06-12", statut="annulee")

    assert found(statut="annulee") == ["a-moitie"]
    assert found(statut="tenue") == ["tenue", "a-moitie"]


def test_each_of_the_ordered_types_answers():
    create_seance(code="double", types=["synthese", "echange"])
    create_seance(code="simple", types=["formation"])

    assert found(type="echange") == ["double"]
    assert found(type="formation") == ["simple"]


def test_cycle_city_theme_and_year():
    theme, ville = create_theme(slug="police"), create_municipalite(code="65005")
    cycle = create_cycle(code="2019-2020")
    seance = create_seance(code="a", cycle=cycle, jours=["2019-11-29", "2020-01"], villes=[ville])
    seance.themes.add(theme)
    create_seance(code="b", jours=["2018-10-04"])

    for filters in ({"cycle": "2019-2020"}, {"ville": "65005"}, {"theme": "police"}, {"annee": "2020"}):
        assert found(**filters) == ["a"]
    assert found(annee="2019", ville="65005", cycle="2019-2020") == ["a"]
    assert found(annee="2017") == []


def test_words_are_found_without_accents_in_the_language_of_the_page_or_in_french():
    create_seance(code="biblio", titre_fr="Les bibliothèques et l’immigration", titre_en="Libraries")
    create_seance(code="police", titre_fr="La police", titre_en="Law enforcement")

    assert found(q="bibliotheque") == ["biblio"]
    assert found("en", q="bibliothèque") == ["biblio"]
    assert found("en", q="enforcement") == ["police"]
    assert found("fr", q="enforcement") == []
    assert found(q="de la") == []


def test_options_tell_what_is_public_in_the_language_of_the_page():
    create_seance(
        villes=[create_municipalite(code="23027", nom="Québec", appellation_anglaise="Québec City")]
    )
    create_seance(jours=["2020-06-05", "2020-06", None])
    seance = create_seance(
        villes=[create_municipalite(code="90001", nom="Élie"), create_municipalite(code="90002", nom="Zoé")]
    )
    seance.themes.add(
        create_theme(slug="a", nom_fr="Écoles", nom_en=""), create_theme(slug="b", nom_fr="b", nom_en="b")
    )
    create_seance(villes=[create_municipalite()], jours=["1999-01-01"], publication=Publication.BROUILLON)

    with override("fr"):
        french = FiltreSeances({}).options
    with override("en"):
        english = FiltreSeances({}).options

    assert [option.libelle for option in french["ville"]] == ["Élie", "Québec", "Zoé"]
    assert [option.libelle for option in english["ville"]] == ["Élie", "Québec City", "Zoé"]
    assert [(option.valeur, option.langue) for option in english["theme"]] == [("b", "en"), ("a", "fr")]
    assert [option.valeur for option in french["annee"]] == ["2020"]


def test_options_are_one_query(django_assert_num_queries):
    create_seance(villes=[create_municipalite()])

    with django_assert_num_queries(1):
        filtre = FiltreSeances({"ville": "x", "theme": "y", "cycle": "z"})
        assert len(filtre.refusals) == 3


def test_query_string_keeps_what_was_accepted_and_can_leave_one_out():
    filtre = FiltreSeances({"q": "l’été & après", "mode": "mixte", "cycle": "perdu"})

    assert filtre.query_string(without="mode") == "q=l%E2%80%99%C3%A9t%C3%A9+%26+apr%C3%A8s"
    assert filtre.query_string(without="q") == "mode=mixte"
