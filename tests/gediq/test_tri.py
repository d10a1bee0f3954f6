"""Names and document numbers come in the order of a French dictionary, on any database."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gediq.tri import natural_key, sort_key

WORDS = "cote, Cote, côte, Côte, coté, Coté, côté, Côté"
CITIES = (
    "Côte-Saint-Luc, Coteau-du-Lac, Cowansville, Eastman, Élie, Évain, Île-Perrot, L'Assomption,"
    " L'Île-Perrot, La Prairie, Laval, Les Coteaux, Lévis, Longueuil, Mont-Laurier, Mont-Royal, Montmagny,"
    " Montréal, Saint-Étienne-des-Grès, Saint-Eustache, Saint-Jean-sur-Richelieu, Saint-Jérôme,"
    " Sainte-Adèle, Val-d'Or, Zoé"
)
NUMBERS = ["", "1", "1.1", "1.2", "1.2.3", "1.10", "1.10 bis", "2", "10", "A-1", "A-2", "A-10", "B"]

french_text = st.text(alphabet="aàâäbcçeéèêëiîoôœuùABÉŒ '’-–.12", max_size=12)
dotted_numbers = st.lists(st.integers(0, 10**12), min_size=1, max_size=4)


def shuffled(names):
    """The reverse order, mixed a little: even a pair has to be sorted."""
    return names[::-2] + names[-2::-2]


@pytest.mark.parametrize("names", [WORDS, CITIES], ids=["words", "cities"])
def test_names_are_filed_as_in_a_french_dictionary_of_canada(names):
    names = names.split(", ")

    assert sorted(shuffled(names), key=sort_key) == names


@pytest.mark.parametrize(
    "names",
    [
        ["pêche", "pêché"],
        ["pèche", "péché"],
        ["pécher", "pècher", "pêcher"],
        ["mais", "maïs", "Maïs"],
        ["Saint Jean", "Saint-Jean", "Saint'Jean", "Saint1", "SaintJean"],
        ["coeur", "cœur", "coeurs"],
        ["fil", "ﬁlm", "fils"],
        ["« Zoo »", "Zoo"],
        ["", "a"],
    ],
)
def test_each_difference_has_its_rank(names):
    assert sorted(shuffled(names), key=sort_key) == names


@pytest.mark.parametrize("name", ["Saint–Jean", "Saint\u2011Jean"])
def test_every_dash_is_filed_with_the_hyphen(name):
    assert sort_key("Saint Jean") < sort_key(name) < sort_key("Saint'Jean")


def test_a_typographic_apostrophe_is_filed_with_the_straight_one():
    assert sort_key("L'Épiphanie") < sort_key("L’Île-Perrot") < sort_key("L'Isle-Verte")


@pytest.mark.parametrize("space", ["\u00a0", "\t"], ids=["no-break", "tab"])
def test_every_space_is_filed_with_the_space(space):
    assert sort_key("La Tuque") < sort_key(f"La{space}Visitation") < sort_key("La-Tuque")


@given(st.text())
@settings(deadline=None)
def test_composed_and_decomposed_texts_have_one_key(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))


@given(st.text(), st.text())
@example("L'Île", "L’Île")
@settings(deadline=None)
def test_two_different_texts_never_share_a_key(one, other):
    same_text = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)

    assert (sort_key(one) == sort_key(other)) == same_text


@given(st.lists(french_text, unique=True), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_does_not_depend_on_the_order_of_arrival(texts, dice):
    mixed = dice.sample(texts, len(texts))

    assert sorted(mixed, key=sort_key) == sorted(texts, key=sort_key)


@given(french_text, french_text)
@settings(deadline=None)
def test_a_text_is_filed_before_the_texts_that_it_begins(start, end):
    assert sort_key(start) <= sort_key(f"{start}|{end}")


def test_document_numbers_are_in_natural_order():
    assert sorted(shuffled(NUMBERS), key=natural_key) == NUMBERS


@given(dotted_numbers, dotted_numbers)
@settings(deadline=None)
def test_dotted_numbers_compare_as_their_numbers(one, other):
    keys = [natural_key(".".join(map(str, numbers))) for numbers in (one, other)]

    assert (keys[0] < keys[1]) == (one < other)


def test_leading_zeros_do_not_count_in_a_document_number():
    assert natural_key("1.9") < natural_key("1.010") < natural_key("1.11")
