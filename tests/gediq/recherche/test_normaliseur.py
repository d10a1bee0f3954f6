"""A reader finds a text whatever way they write its words."""

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gediq.recherche.normaliseur import normalize, plain_text, query_words, stem

TITLES = {
    "questions": "Questions et réponses sur l’immigration",
    "accueil": "Accueil des personnes immigrantes à Montréal",
    "francisation": "L'accompagnement et la francisation\u00a0: les municipalités, leaders interculturels",
    "oeuvre": "Une œuvre au cœur du développement social",
    "refugies": "Loger les réfugiés à Saint-Jérôme",
    "discriminations": "Contre les discriminations, la diversité",
    "bibliotheques": "Bibliothèques et immigrants à Trois-Rivières",
    "synthese": "Synthèse des référentiels\u00a0: la diversité religieuse, les lieux de culte",
}
IMMIGRATION = {"questions", "accueil", "bibliotheques"}

# The trial of French search engines, then the plain words that they missed.
FINDS = {
    "immigration": IMMIGRATION,
    "l'immigration": IMMIGRATION,
    "L’IMMIGRATION": IMMIGRATION,
    "immigrant": IMMIGRATION,
    "municipalites": {"francisation"},
    "municipalite": {"francisation"},
    "oeuvre": {"oeuvre"},
    "coeur": {"oeuvre"},
    "montreal": {"accueil"},
    "saint jerome": {"refugies"},
    "refugie": {"refugies"},
    "réfugiées": {"refugies"},
    "discrimination": {"discriminations"},
    "developpement": {"oeuvre"},
    "bibliothèque": {"bibliotheques"},
    "religieux": {"synthese"},
    "referentiel": {"synthese"},
    "synthese": {"synthese"},
    "diversite": {"discriminations", "synthese"},
    "trois rivieres": {"bibliotheques"},
    "personne réfugiée": set(),
}

SAME_WORDS = [
    ["St-Jérôme", "St Jérôme", "St. Jerome", "saint-jérôme", "SAINT JÉRÔME"],
    ["Ste-Adèle", "Sainte-Adele", "ste adèle"],
    ["l’Île-Perrot", "l'île Perrot", "ÎLE-PERROT"],
    ["œuvre", "oeuvre", "Œuvres", "OEUVRE"],
    ["aujourd’hui", "aujourd'hui", "Aujourdʼhui"],
    ["ﬁnancement", "financement"],
    ["immi\u00adgration", "immi\0gration", "immigration"],
    ["km²", "km"],
    ["vivre ensemble", "vivre\nensemble", "vivre\tensemble", "vivre\u00a0ensemble"],
    ["diversité", "diversite", "diversités", "DIVERSITÉ"],
    ["rivière", "riviere", "Rivières"],
    ["utilisées", "utilisees", "utiliser"],
]

french_text = st.text(alphabet="aàâäæcçeéèêëghiîïlmnoôœstuùûüyÿzAÀÉŒ12 '’-.,", max_size=60)


def find(q, langue="fr"):
    words = query_words(q, langue)
    return {name for name, title in TITLES.items() if is_found(words, normalize(title, langue))}


def is_found(words, text):
    return all(f" {word} " in text for word in words)


def strip_accents(text):
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


@pytest.mark.parametrize(("q", "titles"), FINDS.items())
def test_a_query_finds_the_titles_that_say_it(q, titles):
    assert find(q) == titles


@pytest.mark.parametrize("q", FINDS)
def test_accents_case_and_unicode_form_change_nothing(q):
    assert find(strip_accents(q)) == find(q.upper()) == find(unicodedata.normalize("NFD", q)) == find(q)


@pytest.mark.parametrize("spellings", SAME_WORDS, ids=lambda spellings: spellings[0].encode().hex())
def test_every_spelling_of_a_word_is_the_same_word(spellings):
    assert len({normalize(spelling, "fr") for spelling in spellings}) == 1


def test_todays_word_in_french_is_one_word():
    assert len(query_words("aujourd’hui", "fr")) == 1


def test_a_word_is_found_whole_only():
    assert not is_found(query_words("port", "fr"), normalize("Le transport", "fr"))


def test_elisions_and_small_words_are_left_out():
    assert normalize("L’école d'été qu’on a dans la ville", "fr") == " ecol ete on vill "


def test_a_note_call_does_not_change_its_word():
    assert normalize("participantes¹ à", "fr") == normalize("participantes", "fr")


def test_numbers_are_words():
    assert query_words("Référentiel 1, 2018-2021", "fr") == ["referentiel", "1", "2018", "2021"]


@pytest.mark.parametrize("text", ["", " ", "l’ de la", "…!?", "\0"])
def test_a_text_without_words_is_empty(text):
    assert normalize(text, "fr") == ""
    assert query_words(text, "fr") == []


@pytest.mark.parametrize(
    ("q", "text"),
    [
        ("the libraries", "A library for newcomers"),
        ("welcoming", "How we welcome refugees"),
        ("refugee's", "How we welcome refugees"),
        ("montreal", "Immigration to Montréal"),
        ("st-jerome", "The city of Saint-Jérôme"),
    ],
)
def test_english_has_its_own_stems_and_small_words(q, text):
    assert is_found(query_words(q, "en"), normalize(text, "en"))


def test_small_words_of_english_are_words_in_french():
    assert query_words("this", "en") == []
    assert query_words("this", "fr") == ["this"]


@given(st.text())
@settings(deadline=None)
def test_composed_and_decomposed_texts_are_normalised_alike(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert normalize(composed, "fr") == normalize(decomposed, "fr")


@given(french_text)
@settings(deadline=None)
def test_accents_never_decide(text):
    assert normalize(text, "fr") == normalize(strip_accents(text), "fr")


@given(st.text(max_size=80))
@settings(deadline=None)
def test_a_text_is_found_by_its_own_words(text):
    words = query_words(text, "fr")

    assert is_found(words, normalize(text, "fr"))
    assert all(char.isalnum() for word in words for char in word)


def test_a_query_keeps_twelve_distinct_words():
    q = "mot mot " + " ".join(str(number) for number in range(20))

    assert query_words(q, "fr") == ["mot", *(str(number) for number in range(11))]


def test_a_query_too_long_keeps_its_first_words_whole():
    q = "intégration " * 16 + "francisation " + "suite " * 100

    assert query_words(q, "fr") == query_words("intégration", "fr")


def test_a_decomposed_query_is_cut_at_the_same_word():
    q = "éééééé " * 28 + "été suite"

    assert query_words(unicodedata.normalize("NFD", q), "fr") == query_words(q, "fr")


@pytest.mark.parametrize(
    "q",
    [
        "é" * 60_000,
        "mot " * 20_000,
        " " * 60_000 + "mot",
        "\0" * 60_000,
        "’" * 60_000,
        "\u0301\u0323" * 30_000,
    ],
    ids=["one word", "many words", "spaces", "nul", "apostrophes", "accents"],
)
def test_a_huge_query_costs_nothing(q):
    stem.cache_clear()
    start = process_time()

    words = query_words(q, "fr")

    assert process_time() - start < 0.05
    assert len(words) <= 1


def test_a_word_of_endless_endings_costs_little():
    start = process_time()

    normalize("ement" * 4_000, "fr")

    assert process_time() - start < 1


@pytest.fixture
def eager_threads():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    stem.cache_clear()
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("eager_threads")
def test_threads_do_not_mix_their_words():
    texts = [f"interculturelles{number} municipalités{number} réfugiées" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(normalize, texts, ["fr", "en"] * 100))
    stem.cache_clear()

    assert together == [normalize(*pair) for pair in zip(texts, ["fr", "en"] * 100, strict=True)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>deux</p>", "Un deux"),
        ("<h2>Titre</h2><ul><li>un</li><li>deux</li></ul>", "Titre un deux"),
        ("un<br>deux<br/>trois", "un deux trois"),
        ("<table><tr><td>un</td><td>deux</td></tr></table>", "un deux"),
        (
            "<p><strong>immi</strong>gration, le 1<sup>er</sup> <a href='#deux'>juin</a></p>",
            "immigration, le 1er juin",
        ),
        ("<p>&Eacute;t&eacute; &amp; hiver &lt;b&gt; &#39;x&#39;</p>", "Été & hiver <b> 'x'"),
        ("<p>52&nbsp;%\n  des\tvilles</p>", "52\u00a0% des villes"),
        ("un<p>deux</p>trois", "un deux trois"),
        ("3 < 4", "3 < 4"),
        ("accueil R&D", "accueil R&D"),
        ("<!-- non --><p>oui<![if !supportLists]></p><![x[non]]>", "oui"),
        ("", ""),
    ],
)
def test_rich_text_becomes_plain_text(html, text):
    assert plain_text(html) == text
