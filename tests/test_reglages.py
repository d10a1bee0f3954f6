"""Settings: safe with nothing set, refused in production when something is missing, all of them told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gediq.settings import complete_database

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "GEDIQ_PRODUCTION": "1",
    "GEDIQ_CLE_SECRETE": "une-cle-de-production-qui-ne-sert-que-dans-cet-essai-0123456789-abcdef",
    "GEDIQ_HOTES": "exemple.org",
    "GEDIQ_COURRIEL_URL": "smtp://localhost:25",
}
DEVELOPMENT_KEY = "cle-de-developpement-du-gedciq-a-ne-jamais-employer-en-production-0123456789"


def manage(*arguments, **environment):
    """Run a command in a process that has only the given GEDIQ_… variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GEDIQ_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def read_settings(*names, **environment):
    code = f"from django.conf import settings; print(*map(settings.__getattr__, {names!r}), sep='|')"
    return manage("shell", "-v0", "-c", code, **environment).stdout.strip().split("|")


def test_with_nothing_set_the_site_is_local_and_quiet():
    debug, hosts, backend = read_settings("DEBUG", "ALLOWED_HOSTS", "EMAIL_BACKEND")

    assert (debug, hosts) == ("False", "['localhost', '127.0.0.1', '[::1]']")
    assert backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"GEDIQ_CLE_SECRETE": ""}, "GEDIQ_CLE_SECRETE"),
        ({"GEDIQ_CLE_SECRETE": DEVELOPMENT_KEY}, "GEDIQ_CLE_SECRETE"),
        ({"GEDIQ_CLE_SECRETE": "trop-courte"}, "50 caractères"),
        ({"GEDIQ_DEBUG": "1"}, "GEDIQ_DEBUG"),
        ({"GEDIQ_HOTES": "*"}, "GEDIQ_HOTES"),
        ({"GEDIQ_HOTES": ".exemple.org"}, "sans joker"),
        ({"GEDIQ_COURRIEL_URL": "consolemail://"}, "vrai serveur de courriel"),
    ],
)
def test_production_refuses_in_plain_words_what_is_not_safe(changed, word):
    result = manage("check", **(PRODUCTION | changed))

    assert result.returncode != 0
    assert result.stderr.startswith("GEDIQ_PRODUCTION=1 est refusé.")
    assert word in result.stderr


@pytest.mark.parametrize("name", ["GEDIQ_PRODUCTION", "GEDIQ_DEBUG"])
def test_a_switch_that_is_neither_0_nor_1_is_refused_rather_than_guessed(name):
    result = manage("check", **{name: "oui"})

    assert (result.returncode, result.stderr) == (1, f"{name} vaut 0 ou 1, et non «\xa0oui\xa0».\n")


IMPORT = """
import sys, csp.constants, django.utils.translation, django.core.exceptions, environ
seen = []
def note(event, arguments):
    is_code = event == "open" and str(arguments[0]).endswith((".py", ".pyc"))
    if event in {"open", "os.mkdir", "sqlite3.connect"} and not is_code:
        seen.append((event, arguments[0]))
sys.dont_write_bytecode = True
sys.addaudithook(note)
import gediq.settings
print(seen)
"""


def test_importing_the_settings_touches_no_disk(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"


def test_a_right_production_passes_the_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", ["charger_volume", "charger_demo"])
def test_invented_rows_are_refused_in_production(command):
    result = manage(command, **PRODUCTION)

    assert result.returncode != 0
    assert "refusé en production" in result.stderr


def test_the_pool_joins_the_options_of_the_address_and_replaces_none():
    config = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"host": "/un/dossier"}}

    complete_database(config)

    assert config["OPTIONS"]["host"] == "/un/dossier"
    assert config["OPTIONS"]["pool"]["max_size"] == 10


def test_sqlite_waits_for_writers_and_takes_its_lock_at_once():
    config = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 5}}

    complete_database(config)

    assert config["OPTIONS"]["timeout"] == 5
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_every_variable_is_told_in_the_readme_and_only_those():
    name = re.compile(r"GEDIQ_[A-Z_]*[A-Z]|DATABASE_URL")
    read = set(
        re.findall(
            r'(?:env\.\w+|is_on)\(\s*"(\w+)"', (ROOT / "gediq/settings.py").read_text(encoding="utf-8")
        )
    )
    told = {
        found[0]
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `") and (found := name.findall(line))
    }

    assert told == read
