"""The passage shown under a result, and the words marked in it."""

from gediq.recherche.extraits import excerpt, mark
from gediq.recherche.normaliseur import query_words


def read(passages):
    return "".join(f"[{p.texte}]" if p.est_marque else p.texte for p in passages)


def marked(texte, q, langue="fr"):
    return read(mark(texte, query_words(q, langue), langue))


def test_every_form_of_a_word_is_marked_as_it_is_written():
    assert marked("L’IMMIGRATION, les immigrantes et l’immigrant", "immigration") == (
        "L’[IMMIGRATION], les [immigrantes] et l’[immigrant]"
    )


def test_ligatures_and_accents_do_not_hide_a_word():
    assert marked("Une œuvre à Montréal", "oeuvre montreal") == "Une [œuvre] à [Montréal]"


def test_decomposed_letters_do_not_cut_a_word():
    assert read(excerpt("Les re\u0301fugie\u0301s", query_words("réfugié", "fr"), "fr")) == "Les [réfugiés]"


def test_text_without_the_words_has_no_mark():
    assert marked("Autre chose", "immigration") == "Autre chose"


def test_excerpt_stands_around_the_first_word_found():
    texte = "avant " * 100 + "le cœur de la ville " + "après " * 100

    shown = read(excerpt(texte, query_words("coeur", "fr"), "fr"))

    assert "le [cœur] de la ville" in shown
    assert shown.startswith("…avant")
    assert shown.endswith("après…")
    assert len(shown) < 300


def test_excerpt_without_the_words_is_the_beginning():
    assert read(excerpt("Début. " + "x " * 400, query_words("absent", "fr"), "fr")).startswith("Début. ")


def test_short_text_is_whole():
    assert read(excerpt("Trois petits mots", ["mot"], "fr")) == "Trois petits [mots]"


def test_endless_word_is_cut_all_the_same():
    assert len(read(excerpt("y" * 500 + " coeur " + "x" * 9_000, ["coeur"], "fr"))) < 300


def test_empty_text_gives_nothing():
    assert excerpt("", ["coeur"], "fr") == []
