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
    assert "GEDIQ_PRODUCTION=1 est refusé." in result.stderr
    assert word in result.stderr


def test_a_right_production_passes_the_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr


def test_invented_rows_are_refused_in_production():
    result = manage("charger_volume", **PRODUCTION)

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
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "gediq/settings.py").read_text(encoding="utf-8")))
    told = {
        found[0]
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `") and (found := name.findall(line))
    }

    assert told == read
