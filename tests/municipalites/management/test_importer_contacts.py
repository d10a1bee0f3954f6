import json

import pytest
from django.core.management import CommandError, call_command

from municipalites.models import Contact, Importation
from tests.factories.classeurs import csv_file
from tests.factories.municipalites import create_municipalite

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(tmp_path):
    create_municipalite(code="99999", nom="Rive-Essai")
    path = tmp_path / "contacts.csv"
    path.write_bytes(
        csv_file("Ville;Nom;Courriel", "Rive-Essai;Ana;ana@exemple.org", "Rive-Essai;Bob;bob@").getvalue()
    )
    return path


def run(capsys, *arguments):
    call_command("importer_contacts", *map(str, arguments))
    return capsys.readouterr().out


def test_a_simulation_says_what_would_be_done_and_writes_nothing(fichier, capsys):
    said = run(capsys, fichier, "--simuler")

    assert said.splitlines() == [
        "Ligne 2, 99999 Rive-Essai – Ana\xa0: créer.",
        "  Nom\xa0: lu «\xa0Ana\xa0» – inscrit «\xa0Ana\xa0»",
        "  Courriel\xa0: lu «\xa0ana@exemple.org\xa0» – inscrit «\xa0ana@exemple.org\xa0»",
        "Ligne 3, 99999 Rive-Essai – Bob\xa0: refuser – "
        "Courriel\xa0: «\xa0bob@\xa0» n’est pas une adresse de courriel.",
        "2 lignes lues\xa0: 1 à créer, 0 à mettre à jour, 0 sans effet, 1 à corriger.",
        "Simulation\xa0: rien n’a été écrit.",
    ]
    assert (Contact.objects.count(), Importation.objects.count()) == (0, 0)


def test_an_import_is_applied_then_changes_nothing_again(fichier, capsys):
    first = json.loads(run(capsys, fichier, "--json"))
    second = json.loads(run(capsys, fichier, "--json"))

    assert [row["action"] for row in first["enregistrements"]] == ["creer", "rejeter"]
    assert [row["action"] for row in second["enregistrements"]] == ["ignorer", "rejeter"]
    assert Contact.objects.count() == Importation.objects.count() == 1


def test_a_source_of_figures_is_not_asked_for(fichier):
    with pytest.raises(CommandError, match="--source"):
        call_command("importer_contacts", str(fichier), "--source=x")
