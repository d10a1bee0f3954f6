"""What a newcomer meets before the site: what is missing is said in one sentence, nothing is left behind."""

import ast
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.__main__ import is_success, run_pytest
from tests.postgres import postgres_server
from tools import systeme
from tools.demarrer import steps

pytestmark = pytest.mark.outillage

ROOT = Path(__file__).resolve().parent.parent
BOOTSTRAP = ROOT / "tools" / "bootstrap.py"
OLD_PYTHON = "sys.version_info = (3, 9, 2, 'final', 0)"
NO_ENSUREPIP = "sys.modules['ensurepip'] = None"


@pytest.fixture
def bootstrap(tmp_path):
    """Run the script in an empty project whose lock has the given lines."""

    def run(*, lock="", fault="pass"):
        (tmp_path / "requirements.txt").write_text(lock)
        sys_argv = f"sys.argv = ['bootstrap.py', 'requirements.txt']; {fault}"
        code = f"import runpy, sys; {sys_argv}; runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
        command = [sys.executable, "-c", code]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")

    return run


@pytest.mark.parametrize(("fault", "advice"), [(OLD_PYTHON, "Python 3.11"), (NO_ENSUREPIP, "python3-venv")])
def test_python_that_does_not_suit_is_refused_in_one_sentence(bootstrap, tmp_path, fault, advice):
    result = bootstrap(fault=fault)

    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert advice in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_failed_installation_leaves_no_environment(bootstrap, tmp_path):
    result = bootstrap(lock="django==5.2.19\n")

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("Les bibliothèques n’ont pas pu être installées")
    assert not (tmp_path / ".venv").exists()


def test_environment_is_made_once_and_again_for_another_python(bootstrap, tmp_path):
    config = tmp_path / ".venv" / "pyvenv.cfg"

    first, second = bootstrap(), bootstrap()
    config.write_text(config.read_text().replace("version = 3", "version = 2"))
    third = bootstrap()

    assert [first.returncode, second.returncode, third.returncode] == [0, 0, 0]
    assert second.stderr == ""
    assert "version = 3" in config.read_text()
    assert (tmp_path / ".venv" / "verrous").exists()


def test_interrupted_installation_is_done_again(bootstrap, tmp_path):
    bootstrap()
    failed = bootstrap(lock="django==5.2.19\n")
    again = bootstrap()

    assert failed.returncode == 1
    assert "Installation" in again.stderr
    assert "Création" not in again.stderr


def test_an_old_python_can_read_the_script_that_refuses_it():
    tree = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)

    assert [node.lineno for node in ast.walk(tree) if isinstance(node, newer)] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_lock_pins_every_library_and_names_no_place(lock):
    text = (ROOT / lock).read_text()
    libraries = [line for line in text.splitlines() if not line.startswith(" ")]

    assert all("==" in line for line in libraries)
    assert text.count("--hash=sha256:") >= len(libraries)
    assert not any(word in text for word in ("//", "index", "find-links", "file:"))


def test_test_lock_holds_the_runtime_lock():
    assert set((ROOT / "requirements.txt").read_text().splitlines()) <= set(
        (ROOT / "requirements-test.txt").read_text().splitlines()
    )


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """An ordinary user, on a machine without a browser, where nothing can be downloaded."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return tmp_path


@pytest.mark.usefixtures("bare_machine")
def test_browser_out_of_reach_is_one_sentence():
    with pytest.raises(SystemExit, match="demandez à un administrateur d’installer chromium"):
        systeme.obtain_chromium()


def test_root_obtains_the_browser_from_the_system_and_says_so_first(bare_machine, monkeypatch, capfd):
    apt_get = bare_machine / "apt-get"
    apt_get.write_text(
        f"#!/bin/sh\necho apt-get $* >&2\nprintf '#!/bin/sh' > {bare_machine}/chromium\n"
        f"/bin/chmod 755 {bare_machine}/chromium\n"
    )
    apt_get.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    systeme.obtain_chromium()

    said, commands = capfd.readouterr()
    assert said.startswith("Installation de chromium, fonts-dejavu-core par apt-get")
    assert commands.splitlines() == [
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core",
    ]


def test_browser_of_the_path_is_found_only_if_it_starts(bare_machine):
    browser = bare_machine / "chromium"
    browser.write_text("#!/bin/sh\nexit 127\n")
    browser.chmod(0o755)
    broken = systeme.find_chromium()
    browser.write_text("#!/bin/sh\nexit 0\n")

    assert broken is None
    assert systeme.find_chromium() == str(browser)


def test_pango_out_of_reach_is_one_sentence(bare_machine, monkeypatch):
    (bare_machine / "weasyprint.py").write_text("raise OSError('cannot load library')")
    monkeypatch.setenv("PYTHONPATH", str(bare_machine))

    with pytest.raises(SystemExit, match="installer libpango-1.0-0 "):
        systeme.obtain_pango()


def test_busy_port_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-m", "tools.demarrer", port],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    assert result.returncode == 1
    assert result.stderr == (
        f"Le port {port} n’est pas disponible\u00a0: prenez-en un autre, par exemple make run PORT=8001.\n"
    )


def heed_interrupts():
    """A suite started in the background hands down a deaf ear to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start(tmp_path):
    """Start the site as `make run` does, on a database of its own; return the server once it has said all."""
    started = []

    def run():
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        command = [sys.executable, "-m", "tools.demarrer", str(port)]
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=heed_interrupts, **options)
        started.append(server)
        server.said = []
        for line in server.stdout:
            server.said.append(line)
            if line.startswith("Ctrl-C"):
                break
        return server, port

    yield run
    for server in started:
        server.kill()
        server.communicate()


def first_status(port):
    """Return the status of the first answer, waiting for the server to listen."""
    for _attempt in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/fr/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    return None


def test_start_serves_the_programme_names_the_first_account_and_stops_cleanly(start):
    server, port = start()

    status = first_status(port)
    server.send_signal(signal.SIGINT)
    _, complaints = server.communicate(timeout=30)

    said = "".join(server.said)
    assert status == 200
    assert "14\u00a0séances" in said
    assert "1\u00a0118\u00a0municipalités" in said
    assert "Municipalités inventées" in said
    assert "Premier compte" in said
    assert f"http://127.0.0.1:{port}/" in said
    assert (server.returncode, complaints) == (0, "")


def test_start_in_production_invents_nothing():
    assert "charger_demo" in steps(production=False)
    assert "charger_demo" not in steps(production=True)


def test_postgresql_folds_accents_and_disappears():
    with (
        postgres_server() as host,
        psycopg.connect(host=str(host), user="postgres", dbname="postgres") as connection,
    ):
        folded = connection.execute("SELECT upper('école œuvre'), lower('ÉTÉ')").fetchone()

    assert folded == ("ÉCOLE ŒUVRE", "été")
    assert not host.exists()


def test_counts_tell_passed_failed_and_broken_tests_apart(tmp_path):
    (tmp_path / "test_trois.py").write_text(
        "import pytest\n"
        "@pytest.fixture\ndef broken(): raise ValueError\n"
        "def test_good(): pass\n"
        "@pytest.mark.navigateur\ndef test_browser(): pass\n"
        "def test_bad(): assert False\n"
        "def test_broken(broken): pass\n"
    )

    config = str(ROOT / "pyproject.toml")
    counts, code = run_pytest("SQLite", None, ["-c", config, "-p", "tests.conftest", str(tmp_path)])

    assert counts == {"passed": 1, "browser": 1, "failed": 2}
    assert code == 1


@pytest.mark.parametrize("missing", ["sur SQLite", "sur PostgreSQL", "dans le navigateur"])
def test_run_without_one_of_the_three_counts_fails(missing):
    passed = {"sur SQLite": 3, "sur PostgreSQL": 3, "dans le navigateur": 3}

    assert is_success(passed, 0, {0}, partial=False)
    assert not is_success({**passed, missing: 0}, 0, {0}, partial=False)
    assert not is_success(passed, 1, {0}, partial=False)
    assert not is_success(passed, 0, {0, 2}, partial=False)


@pytest.mark.parametrize("command", ["check", "format --check"])
def test_code_is_laid_out_as_agreed(command):
    ruff = [sys.executable, "-m", "ruff", *command.split(), "--quiet"]
    result = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, f"{result.stdout[:3000]}\n`make format` mends most of it."
