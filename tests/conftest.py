"""What every test gets: shuffled unordered rows, a browser on demand, and honest counts at the end."""

import json
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, transaction

from tests import melange

# A busy machine is not a fault of the property tried.
hypothesis.settings.register_profile("gediq", deadline=None)
hypothesis.settings.load_profile("gediq")

RUN_ONCE = ("axe", "outillage")
pytest_plugins = ["tests.navigateur"]


def pytest_addoption(parser):
    parser.addoption("--comptes", metavar="FILE", help="write the counts of this run there, for `make test`")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what needs the browser, and leave to SQLite what would only be repeated on PostgreSQL."""
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("navigateur")
    if connection.vendor != "sqlite":
        repeated = [item for item in items if any(map(item.get_closest_marker, RUN_ONCE))]
        config.hook.pytest_deselected(items=repeated)
        items[:] = [item for item in items if item not in repeated]


def pytest_terminal_summary(terminalreporter, config):
    if path := config.getoption("--comptes"):
        reports = terminalreporter.stats
        passed = reports.get("passed", [])
        in_browser = [report for report in passed if "navigateur" in report.keywords]
        counts = {
            "passed": len(passed) - len(in_browser),
            "browser": len(in_browser),
            "failed": len(reports.get("failed", [])) + len(reports.get("error", [])),
        }
        Path(path).write_text(json.dumps(counts))


@pytest.fixture(autouse=True, scope="session")
def unordered_rows_are_shuffled():
    with pytest.MonkeyPatch.context() as monkeypatch:
        melange.shuffle_unordered_querysets(monkeypatch)
        yield


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """The database open for a whole module: what a fixture of the module creates, all its tests find."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def same_shuffle_at_each_run(request):
    melange.dice.seed(request.node.nodeid)


@pytest.fixture(autouse=True)
def no_counter_outlives_its_test(request, django_db_blocker):
    """The table of the cache is no model's: what empties the others after a browser's test leaves it."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        with django_db_blocker.unblock():
            cache.clear()
