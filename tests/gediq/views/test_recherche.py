"""The search of the whole site: the same words find the same things, in the same order, on both databases."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.models import EntreeRecherche, Publication
from tests.factories.gediq import create_page, create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_document,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
BROUILLON = {"publication": Publication.BROUILLON}

TITLES = [
    "Accueil des personnes immigrantes à Montréal",
    "Contre les discriminations, la diversité",
    "L’accompagnement et la francisation\xa0: les municipalités, leaders interculturels",
    "Loger les réfugiés à Saint-Jérôme",
    "Questions et réponses sur l’immigration",
    "Une œuvre au cœur du développement social",
]
ACCUEIL, DISCRIMINATIONS, FRANCISATION, REFUGIES, QUESTIONS, OEUVRE = TITLES

# The trial of the search engines: what a reader types, what must come.
PAIRS = {
    "immigration": [ACCUEIL, QUESTIONS],
    "l'immigration": [ACCUEIL, QUESTIONS],
    "L’IMMIGRATION": [ACCUEIL, QUESTIONS],
    "municipalites": [FRANCISATION],
    "oeuvre": [OEUVRE],
    "coeur": [OEUVRE],
    "montreal": [ACCUEIL],
    "saint jerome": [REFUGIES],
    "refugie": [REFUGIES],
    "réfugiées": [REFUGIES],
    "discrimination": [DISCRIMINATIONS],
    "zzz": [],
}


def results(response):
    """The titles found, in order, as a reader sees them."""
    return [title for _label, title in labelled(response)]


def labelled(response):
    """(what it is, title) of each result, both in its link."""
    found = re.findall(
        r'<h3><a href="[^"]*"><span class="resultat-sorte">(.*?)</span> (.*?)</a></h3>',
        response.text,
        re.DOTALL,
    )
    return [(label, re.sub(r"<[^>]*>", "", title)) for label, title in found]


def search(client, q, langue="fr", **parameters):
    return client.get(f"/{langue}/recherche/", {"q": q, **parameters})


# --- What is found -------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("q", PAIRS)
def test_every_way_of_writing_a_word_finds_it(client, q, langue):
    for titre in reversed(TITLES):
        create_page(titre_fr=titre, titre_en="")

    assert results(search(client, q, langue)) == PAIRS[q]


def test_all_kinds_are_found_each_with_its_name(client):
    cycle = create_cycle()
    referentiel = create_referentiel(numero=4, titre_fr="Le logement")
    create_document(titre_fr="Logement, mode d’emploi", referentiel=referentiel)
    create_seance(titre_fr="Atelier du logement", cycle=cycle)
    create_page(titre_fr="Page du logement")
    create_theme(nom_fr="logement")

    response = search(client, "logement")

    assert labelled(response) == [
        ("Séance", "Atelier du logement"),
        ("Thème", "logement"),
        ("Document", "Logement, mode d’emploi"),
        ("Page", "Page du logement"),
        ("Référentiel\xa04", "Le logement"),
    ]
    assert "5\xa0résultats pour «\xa0logement\xa0»" in response.text


@pytest.mark.parametrize(
    ("langue", "q", "expected"),
    [
        (
            "fr",
            "accueil",
            [
                ("Référentiel\xa03", "L’accueil"),
                ("Séance, 14\xa0mars\xa02019", "Référentiel\xa03\xa0: L’accueil"),
                ("Séance, 5 et 12\xa0juin\xa02020", "Référentiel\xa03\xa0: L’accueil"),
            ],
        ),
        (
            "en",
            "welcoming",
            [
                ("Reference guide\xa03", "Welcoming"),
                ("Session, March\xa014, 2019", "Reference guide\xa03: Welcoming"),
                ("Session, June\xa05 and 12, 2020", "Reference guide\xa03: Welcoming"),
            ],
        ),
    ],
)
def test_a_referentiel_and_its_sessions_are_told_apart_by_their_label(client, langue, q, expected):
    referentiel = create_referentiel(numero=3, titre_fr="L’accueil", titre_en="Welcoming")
    for jours in (["2019-03-14"], ["2020-06-05", "2020-06-12"]):
        create_seance(titre_fr="", titre_en="", referentiels=[referentiel], jours=jours)

    assert labelled(search(client, q, langue)) == expected


def test_the_label_of_a_session_says_its_month_and_leaves_out_a_cancelled_day(client):
    seance = create_seance(titre_fr="Atelier", jours=["2020-06-05", "2020-06-12", "2020-09"])
    seance.dates.filter(jour="2020-06-12").update(statut="annulee")

    assert labelled(search(client, "atelier")) == [
        ("Séance, 5\xa0juin\xa02020, septembre\xa02020", "Atelier")
    ]


def test_every_word_must_be_there(client):
    create_page(titre_fr="Logement social")
    create_page(titre_fr="Logement étudiant")

    assert results(search(client, "logement étudiant")) == ["Logement étudiant"]


def test_words_in_the_title_come_before_words_in_the_text(client):
    create_page(titre_fr="Avant", texte_fr="<p>Le logement</p>")
    create_page(titre_fr="Zone de logement")

    assert results(search(client, "logement")) == ["Zone de logement", "Avant"]


def test_session_is_found_by_the_city_where_it_takes_place(client):
    create_seance(titre_fr="Atelier", villes=[create_municipalite(nom="Bourg-Inventé")])

    assert results(search(client, "bourg invente")) == ["Bourg-Inventé", "Atelier"]


def test_excerpt_marks_the_words_as_they_are_written(client):
    create_page(titre_fr="Aide", texte_fr="<p>Des personnes <em>réfugiées</em> &amp; leurs familles</p>")

    assert "Des personnes <mark>réfugiées</mark> &amp; leurs familles" in search(client, "réfugié").text


def test_words_typed_by_a_reader_are_never_markup(client):
    html = search(client, '<script>alert("x")</script>').text

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


# --- English -------------------------------------------------------------------------------------


def test_english_search_reads_english(client):
    create_page(
        titre_fr="Se loger",
        titre_en="Finding homes",
        texte_fr="<p>a</p>",
        texte_en="<p>Housing newcomers</p>",
    )

    response = search(client, "newcomer", "en")

    assert results(response) == ["Finding homes"]
    assert "Housing <mark>newcomers</mark>" in response.text


def test_english_search_also_reads_french_and_marks_it(client):
    page = create_page(
        titre_fr="Se loger", titre_en="Housing", texte_fr="<p>Le bail</p>", texte_en="<p>The lease</p>"
    )

    response = search(client, "bail", "en")

    assert results(response) == ["Housing"]
    assert f'href="/en/pages/{page.slug}/"' in response.text
    assert '<span lang="fr">Le <mark>bail</mark></span>' in response.text


def test_object_found_in_both_languages_is_one_result(client):
    create_page(titre_fr="Immigration", titre_en="Immigration")

    assert results(search(client, "immigration", "en")) == ["Immigration"]


def test_french_search_does_not_read_english(client):
    create_page(titre_fr="Se loger", titre_en="Housing")

    assert results(search(client, "housing")) == []


def test_title_half_in_french_is_marked_from_where_french_begins(client):
    create_referentiel(numero=4, titre_fr="Loger les familles", titre_en="")

    html = search(client, "famille", "en").text

    assert '<span lang="fr">Loger les <mark>familles</mark></span></a></h3>' in html


# --- Only what is public -------------------------------------------------------------------------


def test_what_is_not_public_now_is_never_found(client):
    later = {"publier_le": timezone.now() + timedelta(hours=1)}
    withdrawn = {"publication": Publication.RETIREE, "motif_retrait_fr": "Vieilli."}
    for hidden in (BROUILLON, later, withdrawn):
        create_page(titre_fr="Logement caché", **hidden)
        create_seance(titre_fr="Logement caché", **hidden)
        referentiel = create_referentiel(titre_fr="Logement caché", **hidden)
        create_document(titre_fr="Logement caché", **hidden)
        create_document(titre_fr="Logement caché", referentiel=referentiel)
        create_seance(titre_fr="Logement caché", cycle=create_cycle(programme=create_programme(**hidden)))

    for langue in ("fr", "en"):
        assert results(search(client, "logement", langue)) == []
        assert results(search(client, "cache", langue)) == []


def test_what_is_published_later_is_found_from_its_moment(client):
    create_page(titre_fr="Logement", publier_le=timezone.now() + timedelta(hours=1))
    EntreeRecherche.objects.update(visible_depuis=timezone.now())

    assert results(search(client, "logement")) == ["Logement"]


def test_withdrawn_or_draft_again_is_lost_at_once(client):
    referentiel = create_referentiel(titre_fr="Parent")
    create_document(titre_fr="Logement", referentiel=referentiel)
    assert results(search(client, "logement")) == ["Logement"]

    referentiel.publication = Publication.BROUILLON
    referentiel.save()

    assert results(search(client, "logement")) == []


# --- The page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "sentence"), [(0, "Aucun résultat"), (1, "1\xa0résultat pour")])
def test_count_is_said_in_words(client, count, sentence):
    for _number in range(count):
        create_page(titre_fr="Logement")

    assert sentence in search(client, "logement").text


def test_answers_come_by_twenty(client):
    for number in range(45):
        create_page(titre_fr=f"Logement {number:02}")

    pages = [results(search(client, "logement", page=number)) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert sum(pages, []) == [f"Logement {number:02}" for number in range(45)]
    assert 'href="?q=logement&amp;page=2"' in search(client, "logement").text


@pytest.mark.parametrize("page", ["0", "-1", "deux", "99999999999999999999", "\0"])
def test_page_that_does_not_exist_is_answered(client, page):
    create_page(titre_fr="Logement")

    assert results(search(client, "logement", page=page)) == ["Logement"]


def test_without_words_only_the_form_is_shown(client):
    html = client.get("/fr/recherche/").text

    assert 'name="q"' in html
    assert "résultat" not in html


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("a" * 60_000, "Écrivez 200 caractères au plus."),
        ("mot " * 20_000, "Écrivez 200 caractères au plus."),
        ("loge\0ment", "Ces mots contiennent un caractère qui ne s’écrit pas."),
    ],
)
def test_query_that_cannot_be_read_is_answered_by_a_sentence(client, q, sentence):
    response = search(client, q)

    assert response.status_code == 200
    assert sentence in response.text
    assert 'value="' + "".join(char for char in q[:200] if char != "\0") + '"' in response.text
    assert "\0" not in response.text
    assert len(response.text) < 20_000


@pytest.mark.parametrize(
    "q", ["%", "_", "\\", "' OR 1=1", "le la les", "…", "\u202e", "  ", "é" * 200, "a b " * 50]
)
def test_strange_words_find_nothing_and_break_nothing(client, q):
    create_page(titre_fr="Logement")

    assert results(search(client, q)) == []


def test_search_page_is_left_out_of_other_search_engines(client):
    assert '<meta name="robots" content="noindex">' in search(client, "logement").text


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_the_same_queries_whatever_it_finds(client, langue, count, django_assert_num_queries):
    for _number in range(count):
        create_page(titre_fr="Logement", titre_en="", texte_fr="<p>a</p>")
        create_referentiel(titre_fr="Logement")
        create_seance(titre_fr="Logement", jours=["2020-06-05"])

    with django_assert_num_queries(6):
        search(client, "logement", langue)
