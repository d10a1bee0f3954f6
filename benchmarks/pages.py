"""Measures cold public pages: SQL queries, CPU and bytes, and their growth with the data.

    .venv/bin/python -m benchmarks.pages

For each size (20, 200, 2000 sessions) a throw-away SQLite database is made, filled by
`charger_volume`, and each page is rendered whole by Django (middleware included). CPU is the
process's own time, median of the rounds. Beside each request a fixed piece of work is timed: what a
page costs in that unit hardly depends on what else the machine does, and that cost times the unit
at its fastest is the page's on a quiet core.
"""

import gzip
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

SIZES = (20, 200, 2000)
ROUNDS = 15
# Quebec has no more, whatever the number of sessions.
MUNICIPALITES = 1123
PAGES = {
    "accueil": "/fr/",
    "liste": "/fr/programmation/",
    "liste d’un cycle": "/fr/programmation/?cycle=1900-1901",
    "liste filtrée": "/fr/programmation/?mode=visioconference",
    "mois": "/fr/programmation/calendrier/?mois=1900-09",
    "séance": "/fr/programmation/seances/mesure-0/",
    "référentiels": "/fr/referentiels/",
    "référentiel": "/fr/referentiels/1/",
    "recherche": "/fr/recherche/?q=immigration",
    "liste (en)": "/en/programmation/",
    "municipalités": "/fr/municipalites/?toutes=1",
    "municip. par part": "/fr/municipalites/?toutes=1&tri=immigrants",
    "comparaison": "/fr/municipalites/comparer/?m=10000&m=10001&m=10002&m=10003&m=10004",
}


def timed(work):
    """CPU milliseconds of this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def yardstick():
    """A fixed piece of work of the same kind as a page's: small strings and a dictionary."""
    kept = {}
    for rank in range(40_000):
        kept[rank % 1000] = f"{rank} séances"


def measure(size):
    """Print one line per page for `size` sessions (runs in a process of its own)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gediq.settings")
    import django  # slow import

    django.setup()
    from django.core.management import call_command  # slow import
    from django.db import connection  # slow import
    from django.test import Client  # slow import
    from django.test.utils import CaptureQueriesContext  # slow import

    call_command("migrate", verbosity=0)
    rows = {"seances": size, "municipalites": max(50, min(size, MUNICIPALITES))}
    call_command("charger_volume", **rows, verbosity=0, stdout=io.StringIO())
    client = Client(headers={"host": "localhost"})
    lines, units = [], []
    for name, path in PAGES.items():
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        asked = len(queries)  # now: the next request empties the log
        pairs = [(timed(partial(client.get, path)), timed(yardstick)) for _round in range(ROUNDS)]
        units += [unit for _cpu, unit in pairs]
        lines.append((name, response, asked, pairs))
    for name, response, asked, pairs in lines:
        cpu = statistics.median(cpu for cpu, _unit in pairs)
        quiet = statistics.median(cpu / unit for cpu, unit in pairs) * min(units)
        body = response.content
        rows = body.count(b'class="seance-titre"')
        print(
            f"{size:>5} | {name:<17} | {response.status_code} | {asked:>3} | {rows:>3} | {cpu:>7.1f} | "
            f"{quiet:>7.1f} | {len(body):>7} | {len(gzip.compress(body)):>6}",
            flush=True,
        )


def main():
    print("séances | page | code | requêtes SQL | fiches | CPU ms | CPU ms au repos | octets | octets gzip")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {"DATABASE_URL": f"sqlite:///{Path(folder) / 'mesure.sqlite3'}"}
            subprocess.run([sys.executable, "-m", "benchmarks.pages", str(size)], env=environment, check=True)


if __name__ == "__main__":
    measure(int(sys.argv[1])) if len(sys.argv) > 1 else main()
