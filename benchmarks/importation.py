"""Measures imports of figures: time, memory and what a second import of the same file costs.

    .venv/bin/python -m benchmarks.importation

On a throw-away SQLite database, then on a throw-away PostgreSQL: the municipalities of the
reference files, a wide table of 20 indicators for each, imported twice by the command, then a
Census Profile of half a million lines. Memory is the peak of the process that imports.
"""

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import database_url, postgres_server

INDICATEURS = 20
TERRITOIRES_PROFIL = 200
CARACTERISTIQUES = 2_631
RESTE = "Total - Age groups of the population - 100% data"


def prepare(folder):
    """Make the database and the two files (in a process of its own: it counts for nothing)."""
    _setup()
    from django.core.management import call_command  # slow import

    from municipalites.models import Indicateur, Municipalite  # slow import

    call_command("migrate", verbosity=0)
    call_command("charger_municipalites", stdout=io.StringIO())
    codes = list(Municipalite.objects.order_by("code").values_list("code", flat=True))
    rows = Indicateur.objects.filter(unite="personnes", base=None).exclude(code="pop_mp").order_by("pk")
    write_table(folder / "large.csv", codes, [row.code for row in rows])
    write_profil(folder / "profil.csv", codes[:TERRITOIRES_PROFIL])
    print(len(codes))


def write_table(path, codes, indicateurs):
    """Twenty columns: some indicators, each for as many years as it takes."""
    columns = [f"{indicateur}_{annee}" for annee in range(1990, 2030) for indicateur in indicateurs]
    columns = columns[:INDICATEURS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["code", *columns])
        for rank, code in enumerate(codes):
            writer.writerow([code, *(f"{1000 + rank + column}" for column in range(len(columns)))])


def write_profil(path, codes):
    titles = ["CENSUS_YEAR", "DGUID", "ALT_GEO_CODE", "GEO_LEVEL", "GEO_NAME", "TNR_SF", "TNR_LF"]
    titles += ["DATA_QUALITY_FLAG", "CHARACTERISTIC_ID", "CHARACTERISTIC_NAME", "CHARACTERISTIC_NOTE"]
    titles += ["C1_COUNT_TOTAL", "SYMBOL", "C10_RATE_TOTAL", "SYMBOL"]
    names = {
        1: "Population, 2021",
        1528: "Non-immigrants",
        1529: "Immigrants",
        1537: "Non-permanent residents",
    }
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(titles)
        for code in codes:
            head = [2021, f"2021A000524{code}", f"24{code}", "Census subdivision", code, 3.1, 4.2, "00000"]
            for number in range(1, CARACTERISTIQUES + 1):
                writer.writerow([*head, number, names.get(number, RESTE), "", 1000, "", 10.5, ""])


def measure(path):
    """Print seconds, megabytes at the peak and the report's counts of one import, as JSON."""
    _setup()
    from municipalites.domain.importation.service import import_file  # slow import
    from municipalites.models import Importation  # slow import

    kind = Importation.TypeImportation.INDICATEURS
    start = time.perf_counter()
    with path.open("rb") as file:
        rapport = import_file(file, type_importation=kind, nom=path.name, by=None)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = {name: number for name, number in rapport.resume.items() if isinstance(number, int) and number}
    print(json.dumps({"secondes": round(seconds, 1), "Mo": round(peak), **counts}))


def _setup():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gediq.settings")
    import django  # slow import

    django.setup()


def run(*arguments, url):
    """What a process of its own prints, with this database."""
    command = [sys.executable, "-m", "benchmarks.importation", *map(str, arguments)]
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def compare(nom, url, folder):
    number = run("prepare", folder, url=url)
    print(f"{nom}, {number} municipalités", flush=True)
    for titre, file in (
        (f"tableau de {INDICATEURS} colonnes", "large.csv"),
        ("le même, une deuxième fois", "large.csv"),
        (f"profil de {TERRITOIRES_PROFIL * CARACTERISTIQUES} lignes", "profil.csv"),
        ("le même, une deuxième fois", "profil.csv"),
    ):
        print(f"  {titre}\t{run('measure', folder / file, url=url)}", flush=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        compare("SQLite", f"sqlite:///{Path(folder) / 'mesure.sqlite3'}", Path(folder))
    with tempfile.TemporaryDirectory() as folder, postgres_server() as host:
        compare("PostgreSQL", database_url(host), Path(folder))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        {"prepare": prepare, "measure": measure}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
