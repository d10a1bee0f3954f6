import json

import pytest
from django.core.management import CommandError, call_command

from municipalites.models import Importation, Municipalite, Valeur
from tests.factories.classeurs import csv_file
from tests.factories.municipalites import create_indicateur, create_municipalite

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(tmp_path):
    create_indicateur("pop")
    create_municipalite(code="99999", nom="Rive")
    path = tmp_path / "villes.csv"
    path.write_bytes(csv_file("code;nom;pop 2016", "99999;Rive;5", ";Total;5", encodage="utf-16").getvalue())
    return path


def run(capsys, *arguments):
    call_command("importer_municipalites", *map(str, arguments))
    return capsys.readouterr().out


def test_a_simulation_says_what_would_be_done_and_writes_nothing(fichier, capsys):
    said = run(capsys, fichier, "--simuler")

    assert said.splitlines() == [
        "Ligne 2, 99999 Rive\xa0: mettre à jour.",
        "  pop 2016\xa0: lu «\xa05\xa0» – inscrit 5",
        "Ligne 3, Total\xa0: ignorer – Ligne de total.",
        "2 lignes lues\xa0: 0 à créer, 1 à mettre à jour, 1 sans effet, 0 à corriger.",
        "Simulation\xa0: rien n’a été écrit.",
    ]
    assert (Valeur.objects.count(), Importation.objects.count()) == (0, 0)


def test_an_import_is_applied_then_changes_nothing_again(fichier, capsys):
    first = json.loads(run(capsys, fichier, "--json"))
    second = json.loads(run(capsys, fichier, "--json"))

    assert [row["action"] for row in first["enregistrements"]] == ["mettre_a_jour", "ignorer"]
    assert [row["action"] for row in second["enregistrements"]] == ["ignorer", "ignorer"]
    assert set(first["enregistrements"][0]) == {"ligne", "code", "action", "motif", "avertissements"}
    assert Valeur.objects.get().valeur == 5


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path):
    empty = tmp_path / "vide.csv"
    empty.touch()

    with pytest.raises(CommandError, match="^Le fichier est vide.$"):
        call_command("importer_municipalites", str(empty))
    with pytest.raises(CommandError, match="ne s’ouvre pas"):
        call_command("importer_municipalites", str(tmp_path / "absent.csv"))
    with pytest.raises(CommandError, match="ne s’ouvre pas"):
        call_command("importer_municipalites", str(tmp_path))


def test_a_long_file_shows_its_progress_apart_from_its_report(tmp_path, capsys):
    path = tmp_path / "long.csv"
    path.write_bytes(csv_file("code;nom", *["99999;Rive"] * 5_000).getvalue())

    call_command("importer_municipalites", str(path), "--json", "--simuler")

    said = capsys.readouterr()
    assert said.err == "5000 lignes lues…\n"
    assert json.loads(said.out)["resume"] | {"remarques": []} == {
        "lignes": 5000,
        "creer": 1,
        "mettre_a_jour": 0,
        "ignorer": 4999,
        "rejeter": 0,
        "avertissements": 1,
        "remarques": [],
    }
    assert not Municipalite.objects.exists()
