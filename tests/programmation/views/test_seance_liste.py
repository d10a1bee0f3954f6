"""The programme as visitors get it: by cycles, filtered by the address, the same in both languages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.models import Publication
from tests.factories.gediq import create_chiffre, create_identite, create_page, create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
LISTE = "/fr/programmation/"


def codes(response):
    """Codes of the sessions listed, in order, each as many times as it is shown."""
    return re.findall(r'class="seance-titre"><a href="/\w\w/programmation/seances/([\w-]+)/"', response.text)


@pytest.fixture
def cycle():
    return create_cycle(code="2018-2019", titre_fr="Premier cycle", titre_en="First cycle")


# --- Order and content ---------------------------------------------------------------------------


def test_sessions_come_by_cycle_in_the_order_of_the_brochure_not_by_date(client, cycle):
    second = create_cycle(programme=cycle.programme, code="2019-2020", position=2)
    create_seance(code="c", cycle=second, position=1, jours=["2018-01-01"])
    create_seance(code="b", cycle=cycle, position=2, jours=["2018-10-04"])
    create_seance(code="a", cycle=cycle, position=1, jours=["2019-06-14"])

    assert codes(client.get(LISTE)) == ["a", "b", "c"]


def test_card_tells_dates_places_in_order_mode_and_status_in_words(client, cycle):
    villes = [create_municipalite(nom="Québec"), create_municipalite(nom="Montréal")]
    create_seance(cycle=cycle, jours=["2020-06-05", "2020-06-12"], villes=villes, statut="tenue")

    html = client.get(LISTE).text

    assert (
        '<time datetime="2020-06-05">5</time> et <time datetime="2020-06-12">12\xa0juin\xa02020</time>'
        in html
    )
    assert ">Québec et Montréal<" in html
    assert '<span class="badge">En personne</span>' in html
    assert "Deux villes" in html
    assert '<span class="seance-etat">Tenue · Échange</span>' in html


def test_presumed_mode_says_so_and_an_unknown_one_too(client, cycle):
    create_seance(cycle=cycle, mode="en_personne", mode_connu="deduit")
    create_seance(cycle=cycle, mode="", mode_connu="")

    html = client.get(LISTE).text

    assert "En personne (présumé)" in html
    assert "Mode à préciser" in html


def test_one_date_or_one_place_shows_what_differs_from_its_session(client, cycle):
    seance = create_seance(cycle=cycle, jours=["2020-06-05"])
    create_date(seance, "2020-06-12", statut="reportee")
    create_lieu(seance, municipalite=create_municipalite(nom="Laval"), mode="visioconference")

    html = client.get(LISTE).text

    assert re.search(r'12\xa0juin\xa02020</time> <strong class="badge badge-off">Reportée</strong>', html)
    assert re.search(r"Laval <span class=\"badge\">Visioconférence</span>", html)


def test_session_without_title_takes_that_of_its_public_referentiels(client, cycle):
    shown = create_referentiel(numero=4, titre_fr="La ville employeur")
    draft = create_referentiel(titre_fr="Pas encore", publication=Publication.BROUILLON)
    create_seance(cycle=cycle, titre_fr="", titre_en="", referentiels=[shown, draft])

    html = client.get(LISTE).text

    assert "Référentiel\xa04" in html
    assert "La ville employeur" in html
    assert "Pas encore" not in html


def test_month_alone_and_date_to_confirm_are_told(client, cycle):
    create_seance(cycle=cycle, jours=["2020-06"])
    create_seance(cycle=cycle, jours=[None])

    html = client.get(LISTE).text

    assert '<time datetime="2020-06">juin\xa02020</time>' in html
    assert "Date à confirmer" in html


def test_nothing_unpublished_is_listed_or_offered_as_a_filter(client, cycle):
    ville, theme = create_municipalite(nom="Ville-Cachée"), create_theme(nom_fr="thème caché")
    draft = create_seance(
        cycle=cycle,
        titre_fr="Brouillonné",
        villes=[ville],
        publication=Publication.BROUILLON,
        jours=["2011-01-01"],
    )
    draft.themes.add(theme)
    create_seance(cycle=cycle, titre_fr="À venir", publier_le=timezone.now() + timedelta(hours=1))
    hidden = create_programme(publication=Publication.BROUILLON, annee_debut=2030, annee_fin=2031)
    create_seance(cycle=create_cycle(programme=hidden, code="2030-2031"), titre_fr="Prématuré")

    html = client.get(LISTE).text

    words = ("Brouillonné", "À venir", "Prématuré", "Ville-Cachée", "thème caché", "2011", "2030")
    assert [word for word in words if word in html] == []


def test_empty_programme_says_so_and_what_to_do(client):
    response = client.get(LISTE)

    assert response.status_code == 200
    assert "Aucune séance n’est publiée pour le moment." in response.text


# --- Several programmes, several pages -----------------------------------------------------------


def test_current_programme_is_shown_and_older_ones_are_linked(client, cycle):
    old = create_cycle(programme=create_programme(annee_debut=2010, annee_fin=2013), code="2010-2011")
    create_seance(code="ancienne", cycle=old)
    create_seance(code="actuelle", cycle=cycle)

    response = client.get(LISTE)

    assert codes(response) == ["actuelle"]
    assert 'href="/fr/programmation/?cycle=2010-2011"' in response.text
    assert codes(client.get(LISTE, {"cycle": "2010-2011"})) == ["ancienne"]


def test_a_filter_looks_in_every_programme(client, cycle):
    old = create_cycle(programme=create_programme(annee_debut=2010, annee_fin=2013))
    create_seance(code="ancienne", cycle=old, jours=["2011-01-01"])
    create_seance(code="actuelle", cycle=cycle, jours=["2018-01-01"])

    assert codes(client.get(LISTE, {"annee": "2011"})) == ["ancienne"]


def test_long_list_goes_by_fifty(client, cycle):
    for rank in range(51):
        create_seance(cycle=cycle, code=f"s-{rank:02}", position=rank)

    first, second = client.get(LISTE), client.get(LISTE, {"page": "2"})

    assert codes(first) == [f"s-{rank:02}" for rank in range(50)]
    assert codes(second) == ["s-50"]
    assert 'href="?page=2"' in first.text
    assert '<link rel="canonical" href="http://testserver/fr/programmation/?page=2">' in second.text


@pytest.mark.parametrize("page", ["0", "2", "-1", "abc", "9" * 5000, "²", "\x00"])
def test_page_that_does_not_exist_shows_the_first_and_says_so(client, cycle, page):
    create_seance(code="seule", cycle=cycle)

    response = client.get(LISTE, {"page": page})

    assert response.status_code == 200
    assert codes(response) == ["seule"]
    assert "Cette page de la liste n’existe pas" in response.text


# --- Filters -------------------------------------------------------------------------------------


def test_session_in_two_cities_is_listed_once_and_under_each_city(client, cycle):
    laval, quebec = create_municipalite(code="65005"), create_municipalite(code="23027")
    create_seance(code="deux", cycle=cycle, villes=[laval, quebec], jours=["2020-01-24", "2020-01-25"])
    create_seance(code="autre", cycle=cycle, villes=[laval])

    assert codes(client.get(LISTE)) == ["deux", "autre"]
    assert codes(client.get(LISTE, {"ville": "65005"})) == ["deux", "autre"]
    assert codes(client.get(LISTE, {"ville": "23027"})) == ["deux"]


def test_active_filters_are_shown_and_each_can_be_removed(client, cycle):
    create_seance(cycle=cycle, jours=["2018-10-04"])

    html = client.get(LISTE, {"annee": "2018", "mode": "en_personne"}).text

    assert re.search(
        r'href="/fr/programmation/\?mode=en_personne"><span[^>]*>Retirer le filtre </span>Année\xa0: 2018',
        html,
    )
    assert re.search(
        r'href="/fr/programmation/\?annee=2018"><span[^>]*>Retirer le filtre </span>Mode\xa0: En personne',
        html,
    )
    assert '<option value="en_personne" selected>' in html
    assert "1\xa0séance correspond" in html


def test_filters_that_find_nothing_say_what_to_try(client, cycle):
    create_seance(cycle=cycle)

    response = client.get(LISTE, {"mode": "mixte"})

    assert codes(response) == []
    assert "0\xa0séance" in response.text
    assert "Essayez avec moins de filtres" in response.text


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("cycle", "1812-1813", "Aucun cycle publié ne porte la période « 1812-1813 »."),
        ("type", "gala", "Le type « gala » n’existe pas."),
        ("mode", "telepathie", "Le mode « telepathie » n’existe pas."),
        ("statut", "perdue", "Le statut « perdue » n’existe pas."),
        ("ville", "00000", "Aucune séance publiée n’a lieu dans la ville de code « 00000 »."),
        ("theme", "licornes", "Aucune séance publiée ne porte le thème « licornes »."),
        ("annee", "vingt", "L’année « vingt » n’est pas valable"),
        ("annee", "²020", "L’année « ²020 » n’est pas valable"),
        ("q", "m" * 60_000, "La recherche est trop longue"),
        ("q", "mot " * 20_000, "La recherche est trop longue"),
        ("q", "nul\x00", "Cette valeur contient des caractères illisibles."),
        ("ville", "66\x00023", "Cette valeur contient des caractères illisibles."),
        ("cycle", "c" * 60_000, "Aucun cycle publié ne porte la période « ccc"),
    ],
)
def test_unknown_value_is_answered_by_a_sentence_and_filters_nothing(client, cycle, name, value, sentence):
    create_seance(code="seule", cycle=cycle)

    response = client.get(LISTE, {name: value})

    assert response.status_code == 200
    assert codes(response) == ["seule"]
    assert sentence in response.text.replace("\xa0", " ")
    assert len(response.content) < 50_000


def test_several_unknown_values_are_answered_in_one_notice(client, cycle):
    names = ("cycle", "type", "mode", "ville", "theme", "annee")
    create_seance(cycle=cycle)

    html = client.get(LISTE, dict.fromkeys(names, "perdu")).text
    (notice,) = re.findall(r'<div class="avis avis-attention">.*?</div>', html, re.S)

    assert "6 filtres n’ont pas été appliqués" in notice
    assert notice.count("<li>") == 6


def test_hostile_text_is_shown_as_text(client, cycle):
    create_seance(cycle=cycle)

    html = client.get(LISTE, {"q": '"><script>alert(1)</script>', "ville": "<b>"}).text

    assert "<script>" not in html
    assert "<b>" not in html


def test_feeds_keep_the_filters_of_the_page_and_not_what_was_refused(client, cycle):
    create_seance(cycle=cycle)

    html = client.get(LISTE, {"mode": "en_personne", "ville": "00000"}).text

    for name in ("ics", "atom", "json", "csv"):
        assert f'href="http://testserver/fr/programmation/calendrier.{name}?mode=en_personne"' in html
    assert 'href="webcal://testserver/fr/programmation/calendrier.ics?mode=en_personne"' in html


# --- Figures -------------------------------------------------------------------------------------


def test_announced_figures_stand_beside_the_computed_ones_on_the_whole_programme_only(client, cycle):
    create_chiffre(code="inconnu", valeur="6", libelle_fr="séances promises", note_fr="Une explication.")
    create_seance(cycle=cycle)

    html = client.get(LISTE).text

    assert "séances promises" in html
    assert "<strong>6</strong>" in html
    assert "non disponible" in html
    assert "Une explication." in html
    assert "séances promises" not in client.get(LISTE, {"mode": "en_personne"}).text


# --- Languages -----------------------------------------------------------------------------------


def test_english_page_marks_what_is_left_in_french_says_so_once_and_has_no_alternate(client, cycle):
    create_seance(cycle=cycle, titre_fr="Titre sans anglais", titre_en="")

    english, french = client.get("/en/programmation/").text, client.get(LISTE).text

    assert '<span lang="fr">Titre sans anglais</span>' in english
    assert english.count("avis-langue") == 1
    assert 'hreflang="en-CA"' not in english + french
    assert "avis-langue" not in french


def test_translated_page_names_its_twin_in_both_languages(client, cycle):
    create_seance(cycle=cycle)

    for response in (client.get(LISTE), client.get("/en/programmation/")):
        assert 'rel="alternate" hreflang="en-CA" href="http://testserver/en/programmation/"' in response.text
        assert (
            'rel="alternate" hreflang="x-default" href="http://testserver/fr/programmation/"' in response.text
        )
        assert "avis-langue" not in response.text


def test_language_switch_keeps_the_filters(client, cycle):
    create_seance(cycle=cycle)

    assert 'href="/en/programmation/?mode=en_personne"' in client.get(LISTE, {"mode": "en_personne"}).text


# --- Promises ------------------------------------------------------------------------------------


def populate(count):
    create_identite()
    create_page()
    for rank in range(count):
        cycle = create_cycle(code=f"20{rank + 10}-20{rank + 11}")
        seance = create_seance(
            cycle=cycle,
            titre_fr="",
            titre_en="",
            jours=["2020-06-05", "2020-06-12"],
            villes=[create_municipalite(), create_municipalite()],
            referentiels=[create_referentiel(), create_referentiel()],
        )
        seance.themes.add(create_theme())
        create_chiffre()


@pytest.mark.parametrize("path", [LISTE, "/en/programmation/", f"{LISTE}?annee=2020&mode=en_personne"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_at_most_eight_queries_whatever_the_data(client, django_assert_num_queries, path, count):
    populate(count)

    with django_assert_num_queries(7 if "annee" in path else 8):
        response = client.get(path)

    assert response.status_code == 200


def test_page_sets_no_cookie_runs_no_script_and_may_be_kept(client, cycle):
    create_seance(cycle=cycle)

    response = client.get(LISTE)

    assert not response.cookies
    assert "<script" not in response.text
    assert 'method="post"' not in response.text.lower()
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "script-src 'none'" in response["Content-Security-Policy"]
