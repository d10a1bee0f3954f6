"""What an entry of the history says of itself, whoever saved and whoever reads."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from gediq.admin.commentaires import COMMENTAIRES, say_comment
from gediq.domain.edition import recording, save_edited
from tests.factories.comptes import create_superuser
from tests.factories.gediq import create_theme

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("stored", ["Création", "Creation"])
def test_sentence_is_said_in_the_language_of_the_page_whatever_the_one_it_was_kept_in(stored):
    with override("fr"):
        assert say_comment(stored) == "Création"
    with override("en"):
        assert say_comment(stored) == "Creation"


def test_what_a_sentence_names_is_kept():
    with override("en"):
        assert say_comment("Copie du cycle 2020-2021").endswith("2020-2021")
        assert say_comment("Copie du cycle 2020-2021") != "Copie du cycle 2020-2021"


@pytest.mark.parametrize(
    ("langue", "moment"),
    [("fr", "5\xa0juin\xa02020, à 14\xa0h\xa030"), ("en", "June\xa05, 2020, 2:30\xa0p.m.")],
)
def test_moment_of_a_state_is_said_in_the_language_of_the_page(langue, moment):
    with override(langue):
        assert moment in say_comment("Retour à l’état du 2020-06-05T18:30:00+00:00")


def test_moment_kept_in_words_stays_as_it_is():
    with override("fr"):
        assert say_comment("Retour à l’état du 5 juin 2020") == "Retour à l’état du 5 juin 2020"


def test_unknown_sentence_stays_as_it_is_and_none_is_a_change():
    with override("fr"):
        assert say_comment("Importation du 5 juin") == "Importation du 5 juin"
        assert say_comment("") == "Modification"


@pytest.mark.django_db
def test_what_was_kept_in_french_is_told_in_english_to_who_reads_english(client):
    theme = create_theme()
    with recording(comment="Création"):
        save_edited(theme)
    client.force_login(create_superuser(langue="en"))

    page = client.get(f"/admin/gediq/theme/{theme.pk}/history/").content.decode()

    assert "Creation" in page
    assert "Création" not in page


def comments_of(path):
    """Sentences given to `comment=` in a file, or to its constant `COMMENT`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_constant = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COMMENT"
        if is_constant or (isinstance(node, ast.keyword) and node.arg == "comment"):
            yield from (
                part.value
                for part in ast.walk(node.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_each_sentence_the_code_keeps_is_known():
    apps = ("gediq", "programmation", "municipalites")
    paths = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    said = {sentence for path in paths for sentence in comments_of(path) if sentence[:1].isupper()}

    assert "Publication" in said
    assert said <= set(COMMENTAIRES)
