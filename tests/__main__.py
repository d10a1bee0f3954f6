"""`python -m tests [pytest's arguments]`: the whole suite on SQLite, then on PostgreSQL, browser included.

Without arguments the run fails unless something passed on each database and in the browser: a suite that did
not run must never look like one that passed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import database_url, postgres_server
from tools.systeme import obtain_chromium, obtain_pango

NOTHING_RAN = {"passed": 0, "browser": 0, "failed": 0}
NO_TESTS_COLLECTED = 5


def main(arguments):
    # So that a run stopped from outside also stops its PostgreSQL.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    obtain_chromium()
    obtain_pango()
    sqlite, sqlite_code = run_pytest("SQLite", None, arguments)
    with postgres_server() as host:
        postgres, postgres_code = run_pytest("PostgreSQL", database_url(host), arguments)

    passed = {
        "sur SQLite": sqlite["passed"],
        "sur PostgreSQL": postgres["passed"],
        "dans le navigateur": sqlite["browser"] + postgres["browser"],
    }
    failed = sqlite["failed"] + postgres["failed"]
    report(passed, failed)
    return 0 if is_success(passed, failed, {sqlite_code, postgres_code}, partial=bool(arguments)) else 1


def is_success(passed, failed, codes, *, partial):
    """Whether the run proves something; a partial one may leave a database or the browser out."""
    if partial:
        return any(passed.values()) and not failed and codes <= {0, NO_TESTS_COLLECTED}
    return all(passed.values()) and not failed and codes == {0}


def run_pytest(name, url, arguments):
    """Run the suite on one database; return its counts and pytest's exit code."""
    print(f"\n=== {name} ===", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comptes.json"
        command = [sys.executable, "-m", "pytest", f"--comptes={path}", *arguments]
        code = subprocess.run(command, env=environment).returncode
        counts = json.loads(path.read_text()) if path.exists() else NOTHING_RAN
    return counts, code


def report(passed, failed):
    print("\nEssais réussis : " + ", ".join(f"{count} {where}" for where, count in passed.items()) + ".")
    for where, count in passed.items():
        if not count:
            print(f"Aucun essai n’a réussi {where}.")
    print(f"{sum(passed.values())} passed, {failed} failed")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
