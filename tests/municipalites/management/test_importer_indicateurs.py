import json

import pytest
from django.core.management import CommandError, call_command

from municipalites.models import Importation, Valeur
from tests.factories.classeurs import csv_file
from tests.factories.municipalites import create_indicateur, create_municipalite, create_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(tmp_path):
    create_indicateur("imm", libelle_fr="Personnes immigrantes")
    create_municipalite(code="99999", nom="Rive")
    create_source(code="ville")
    path = tmp_path / "chiffres.csv"
    path.write_bytes(csv_file("code;imm_2016", "99999;30", "99998;5", encodage="cp1252").getvalue())
    return path


def run(capsys, *arguments):
    call_command("importer_indicateurs", *map(str, arguments))
    return capsys.readouterr().out


def test_a_simulation_tells_each_row_and_writes_nothing(fichier, capsys):
    said = run(capsys, fichier, "--simuler", "--source", "ville").splitlines()

    assert said[:3] == [
        "Ligne 2, 99999 Rive\xa0: créer.",
        "  imm_2016\xa0: lu «\xa030\xa0» – inscrit 30",
        "Ligne 3, 99998\xa0: refuser – Colonne «\xa0code\xa0»\xa0: aucune municipalité n’a le code 99998.",
    ]
    assert (Valeur.objects.count(), Importation.objects.count()) == (0, 0)


def test_the_report_for_machines_has_the_five_keys_of_each_row_and_the_counts(fichier, capsys):
    report = json.loads(run(capsys, fichier, "--json", "--source", "ville"))

    assert report["enregistrements"] == [
        {"ligne": 2, "code": "99999", "action": "creer", "motif": "", "avertissements": []},
        {
            "ligne": 3,
            "code": "99998",
            "action": "rejeter",
            "motif": "Colonne «\xa0code\xa0»\xa0: aucune municipalité n’a le code 99998.",
            "avertissements": [],
        },
    ]
    assert {name: report["resume"][name] for name in ("creer", "rejeter")} == {"creer": 1, "rejeter": 1}
    assert Valeur.objects.get().source.code == "ville"


def test_an_unknown_source_is_refused_in_words(fichier):
    with pytest.raises(CommandError, match="Aucune source n’a le code «\xa0inconnue\xa0»"):
        call_command("importer_indicateurs", str(fichier), "--source", "inconnue")
    assert Valeur.objects.count() == 0
