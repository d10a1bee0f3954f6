"""The directory finds a municipality however its name is typed, filters it, and orders it as a dictionary."""

import csv
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

import municipalites
from gediq.models import Publication
from municipalites.domain.filtres import FiltreMunicipalites, matches, searched_words
from municipalites.models import Niveau
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db

OFFICIAL = Path(municipalites.__file__).parent / "source" / "municipalites.csv"
VECTOR_B = """
Côte-Saint-Luc, Coteau-du-Lac, Cowansville, Eastman, Élie, Évain, Île-Perrot, L'Assomption, L'Île-Perrot,
La Prairie, Laval, Les Coteaux, Lévis, Longueuil, Mont-Laurier, Mont-Royal, Montmagny, Montréal,
Saint-Étienne-des-Grès, Saint-Eustache, Saint-Jean-sur-Richelieu, Saint-Jérôme, Sainte-Adèle, Val-d'Or, Zoé
"""
IN_ORDER = VECTOR_B.strip().replace("\n", " ").split(", ")


def found(query):
    filtre = FiltreMunicipalites(QueryDict(query))
    assert filtre.is_valid(), filtre.refusals
    return [place.nom for place in filtre.found]


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ste therese", "Sainte-Thérèse"),
        ("STE-THÉRÈSE", "Sainte-Thérèse"),
        ("l assomption", "L'Assomption"),
        ("l’assomption", "L'Assomption"),
        ("assomption", "L'Assomption"),
        ("saint-jérome", "Saint-Jérôme"),
        ("st jerome", "Saint-Jérôme"),
        ("Saint-Je\u0301ro\u0302me", "Saint-Jérôme"),
        ("la tuque", "La Tuque"),
        ("riviere du loup", "Rivière-du-Loup"),
        ("sacre coeur", "Sacré-Cœur"),
        ("trois-riv", "Trois-Rivières"),
        ("sherb", "Sherbrooke"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, name):
    create_municipalite(nom=name)
    create_municipalite(nom="Ailleurs")

    assert found(urlencode({"q": typed})) == [name]


def test_the_code_and_the_english_name_are_found_too():
    create_municipalite(nom="Québec", code="23027", appellation_anglaise="Québec City")
    create_municipalite(nom="Ailleurs")

    assert found("q=23027") == found("q=quebec+city") == ["Québec"]


@pytest.mark.parametrize("typed", ["de la", "zzz", "sherbrooke zzz", "%", "_"])
def test_words_that_no_name_holds_find_nothing(typed):
    create_municipalite(nom="Sherbrooke")

    assert found(urlencode({"q": typed})) == []


def test_each_official_name_finds_itself_without_accent_nor_article():
    with OFFICIAL.open(encoding="utf-8") as lines:
        rows = [(row["code"], row["nom"]) for row in csv.DictReader(lines)]

    class Row:
        appellation_anglaise = ""

        def __init__(self, code, nom):
            self.code, self.nom = code, nom

    lost = [nom for code, nom in rows if not matches(searched_words(nom.upper()).split(), Row(code, nom))]

    assert len(rows) == 1123
    assert lost == []


# --- Filters -------------------------------------------------------------------------------------


def test_without_filter_only_what_has_something_to_show_is_listed():
    shown, _bare = create_municipalite(nom="Montrée"), create_municipalite(nom="Nue")
    create_entente(shown)

    assert found("") == ["Montrée"]
    assert found("toutes=1") == ["Montrée", "Nue"]


def test_a_draft_agreement_shows_nothing():
    create_entente(create_municipalite(), publication=Publication.BROUILLON)

    assert found("") == []


def test_region_and_mrc_hold_their_municipalities():
    region = create_territoire(Niveau.REGION, code="01")
    mrc = create_territoire(Niveau.MRC, code="070", parent=region)
    create_municipalite(nom="Dans la MRC", parent=mrc)
    create_municipalite(nom="Hors MRC", parent=region)
    create_municipalite(nom="Ailleurs")

    assert found("region=01") == ["Dans la MRC", "Hors MRC"]
    assert found("mrc=070") == ["Dans la MRC"]


def test_size_reads_the_latest_known_population():
    population = create_indicateur("pop")
    small, grown = create_municipalite(nom="Petite"), create_municipalite(nom="Grandie")
    create_municipalite(nom="Inconnue")
    create_valeur(small, population, 2021, 1_999)
    create_valeur(grown, population, 2016, 1_999)
    create_valeur(grown, population, 2021, 2_000)
    create_valeur(grown, population, 2026, None)

    assert found("taille=moins-2000") == ["Petite"]
    assert found("taille=2000-4999") == ["Grandie"]


def test_agreements_in_force_past_undated_or_none():
    today = timezone.localdate()
    past = {"date_debut": today - timedelta(900), "date_fin": today - timedelta(1)}
    names = ("En vigueur", "Passée", "Sans date", "Aucune", "Brouillon")
    in_force, over, undated, _none, draft = (create_municipalite(nom=name) for name in names)
    create_entente(in_force, date_debut=today, date_fin=today)
    create_entente(in_force, over, **past)
    create_entente(undated, date_debut=None)
    create_entente(draft, publication=Publication.BROUILLON)

    assert found("entente=en_vigueur") == ["En vigueur"]
    assert found("entente=passee") == ["Passée"]
    assert found("entente=sans_date") == ["Sans date"]
    assert found("entente=aucune") == ["Aucune", "Brouillon"]


def test_the_agreement_of_an_mrc_covers_its_municipalities():
    mrc = create_territoire(Niveau.MRC)
    create_municipalite(nom="Membre", parent=mrc)
    create_municipalite(nom="Voisine")
    create_entente(mrc)

    assert found("") == found("entente=en_vigueur") == ["Membre"]


def test_closed_municipalities_are_not_listed():
    create_municipalite(nom="Fusionnée", date_fin="2020-01-01")

    assert found("toutes=1") == []


def test_an_unknown_value_is_one_sentence_and_filters_nothing():
    create_municipalite(nom="Seule")
    filtre = FiltreMunicipalites(QueryDict("toutes=1&region=99&taille=x&entente=y&tri=z&mrc=\x00"))

    refusals = filtre.refusals

    assert len(refusals) == 5
    assert "Aucune région administrative n’a le code «\xa099\xa0»." in refusals
    assert [place.nom for place in filtre.found] == ["Seule"]


# --- Order ---------------------------------------------------------------------------------------


def test_names_follow_the_french_canadian_dictionary():
    for name in reversed(IN_ORDER):
        create_municipalite(nom=name)

    assert found("toutes=1") == IN_ORDER


def test_largest_population_first_then_by_name_and_unknown_last():
    population = create_indicateur("pop")
    for name, count in [("Zoé", 10), ("Élie", 10), ("Laval", 500), ("Amos", None)]:
        row = create_municipalite(nom=name)
        if count:
            create_valeur(row, population, 2021, count)

    assert found("toutes=1&tri=population") == ["Laval", "Élie", "Zoé", "Amos"]


def test_shares_of_immigrants_are_compared_exactly_with_the_base_published_or_known():
    base = create_indicateur("pop_mp")
    immigrants = create_indicateur("imm", base=base)
    third, same, larger, alone = (create_municipalite(nom=nom) for nom in ("Tiers", "Égal", "Plus", "Seul"))
    create_valeur(third, immigrants, 2021, 1, base=3)
    create_valeur(same, immigrants, 2021, 2)
    create_valeur(same, base, 2021, 6)
    create_valeur(larger, immigrants, 2021, 34, base=100)
    create_valeur(alone, immigrants, 2021, 1000)

    assert found("toutes=1&tri=immigrants") == ["Plus", "Égal", "Tiers", "Seul"]


def test_share_is_of_its_own_source_base_before_a_more_trusted_one():
    base = create_indicateur("pop_mp")
    immigrants = create_indicateur("imm", base=base)
    half, third, tenth = (create_municipalite(nom=nom) for nom in ("Moitié", "Tiers", "Dixième"))
    counts = [create_valeur(row, immigrants, 2021, 100, qualite="3_estimee") for row in (half, third, tenth)]
    for row in (half, tenth):
        create_valeur(row, base, 2021, 1000)
    for row, count, whole in ((half, counts[0], 200), (third, counts[1], 300)):
        create_valeur(row, base, 2021, whole, source=count.source, qualite="3_estimee")
    create_valeur(tenth, base, 2021, 150, qualite="3_estimee")

    assert found("toutes=1&tri=immigrants") == ["Moitié", "Tiers", "Dixième"]


def test_the_order_reads_the_figure_that_readers_see():
    population = create_indicateur("pop")
    rows = [create_municipalite(nom=nom) for nom in ("Officielle", "Estimée")]
    create_valeur(rows[0], population, 2021, 10, source=create_source())
    create_valeur(rows[0], population, 2021, 9000, source=create_source(), qualite="3_estimee")
    create_valeur(rows[1], population, 2021, 20, qualite="3_estimee")

    assert found("toutes=1&tri=population") == ["Estimée", "Officielle"]
