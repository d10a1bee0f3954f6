"""The catalogues: complete, compiled, typographically right."""

import re

import polib
import pytest

from tools import catalogues


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_catalogue_holds_exactly_the_strings_of_the_code(langue):
    entries = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogues.catalogue_path(langue)))}

    assert {(context, msgid) for context, msgid, _plural in catalogues.wanted(langue)} == entries


def test_a_string_of_a_template_is_found_whatever_its_brackets(tmp_path):
    path = tmp_path / "essai.html"
    path.write_text("{% blocktranslate %}Lire ({{ type }}, l’« essai » (1)){% endblocktranslate %}", "utf-8")

    assert list(catalogues.template_messages(path)) == [(None, "Lire (%(type)s, l’« essai » (1))", None)]


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_no_entry_is_empty_or_fuzzy(langue):
    catalogue = polib.pofile(str(catalogues.catalogue_path(langue)))

    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_compiled_catalogue_is_the_written_one(langue):
    path = catalogues.catalogue_path(langue)

    assert path.with_suffix(".mo").read_bytes() == polib.pofile(str(path)).to_binary()


def test_translations_keep_the_variables_of_the_source():
    variables = re.compile(r"%\(\w+\)s|%s|%d|\{\w*\}")
    faults = []
    for entry in polib.pofile(str(catalogues.catalogue_path("en"))):
        for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if set(variables.findall(text)) - set(
                variables.findall(entry.msgid + (entry.msgid_plural or ""))
            ):
                faults.append(entry.msgid)

    assert faults == []


def test_french_strings_are_typographically_right():
    wrong = re.compile(r"(?<![\s\xa0]):(?=\s|$)(?<!\d:)|\S (?:[:»]|%(?!\())|« |'(?=\w)|\.\.\.|\s[;!?]")
    faults = [msgid for _context, msgid, _plural in catalogues.messages() if wrong.search(msgid)]

    assert faults == []


def test_english_strings_follow_english_typography():
    wrong = re.compile(r"[\s\xa0](?:[:;!?]|%(?!\())|[«»]|(?<=\w)'(?=\w)")
    entries = polib.pofile(str(catalogues.catalogue_path("en")))
    faults = [
        entry.msgid
        for entry in entries
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if wrong.search(text)
    ]

    assert faults == []


def test_french_writes_zero_in_the_singular():
    for entry in polib.pofile(str(catalogues.catalogue_path("fr"))):
        assert set(entry.msgstr_plural) == {0, 1}

    assert "n > 1" in polib.pofile(str(catalogues.catalogue_path("fr"))).metadata["Plural-Forms"]
