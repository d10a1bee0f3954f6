import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from municipalites.domain.importation.rapport import Action
from municipalites.domain.importation.service import (
    PlanChangeError,
    apply_importation,
    earlier_application,
    import_file,
    plan_file,
    read_report,
    simulate_importation,
)
from municipalites.models import ChangementValeur, Importation, Municipalite, Valeur
from tests.factories.classeurs import csv_file
from tests.factories.comptes import create_superuser
from tests.factories.municipalites import create_indicateur, create_municipalite

pytestmark = pytest.mark.django_db
LINES = ("code;nom;pop 2016", "99999;Rive;5", "99998;Val;mille")


@pytest.fixture(autouse=True)
def rive(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    create_indicateur("pop")
    return create_municipalite(code="99999", nom="Rive")


def simulate(*lines, **fields):
    defaults = {
        "type_importation": "municipalites",
        "nom": "C:\\Bureau\\été\u202e.csv",
        "by": create_superuser(),
    }
    return simulate_importation(csv_file(*lines), **{**defaults, **fields})


def test_a_simulation_keeps_the_file_and_its_report_and_writes_nothing_else(settings):
    importation = simulate(*LINES)

    content = csv_file(*LINES).getvalue()
    assert (importation.statut, importation.nom_fichier) == ("simulee", "été.csv")
    assert importation.empreinte == hashlib.sha256(content).hexdigest()
    [kept] = settings.MEDIA_ROOT.rglob("*.bin")
    assert (kept.parent.name, kept.read_bytes()) == ("importations", content)
    assert (Valeur.objects.count(), Municipalite.objects.count()) == (0, 1)


def test_the_report_kept_is_the_report_made():
    importation = Importation.objects.get(pk=simulate(*LINES).pk)

    made = plan_file(csv_file(*LINES), type_importation="municipalites")
    kept = read_report(importation)
    assert kept == made
    assert importation.resume == made.resume


def test_the_report_is_in_french_whoever_asks():
    with override("en"):
        importation = simulate(*LINES)

    assert "n’est pas un nombre" in read_report(importation).enregistrements[1].motif


def test_accepted_rows_are_applied_once_and_signed():
    importation, author = simulate(*LINES), create_superuser()

    apply_importation(importation, by=author)
    with pytest.raises(ValidationError) as refusal:
        apply_importation(importation, by=author)

    importation.refresh_from_db()
    trace = ChangementValeur.objects.get()
    assert (importation.statut, refusal.value.messages) == (
        "appliquee",
        ["Cette importation est déjà appliquée."],
    )
    assert (trace.importation, trace.created_by, trace.apres) == (importation, author, "5")
    assert Valeur.objects.get().valeur == 5


def test_a_plan_that_the_database_has_changed_is_shown_again_before_it_is_applied(rive):
    importation = simulate(*LINES)
    Municipalite.objects.update(nom="Autre")

    with pytest.raises(PlanChangeError):
        apply_importation(importation, by=create_superuser())

    importation.refresh_from_db()
    assert (importation.statut, importation.resume["rejeter"]) == ("simulee", 2)
    assert not Valeur.objects.exists()


def test_a_fault_while_applying_leaves_nothing_behind(monkeypatch):
    importation = simulate(*LINES)
    monkeypatch.setattr(ChangementValeur.objects, "bulk_create", lambda rows: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        apply_importation(importation, by=create_superuser())

    importation.refresh_from_db()
    assert (importation.statut, Valeur.objects.count()) == ("simulee", 0)


def test_a_file_gone_from_the_disk_is_said():
    importation = simulate(*LINES)
    importation.fichier.storage.delete(importation.fichier.name)

    with pytest.raises(ValidationError) as refusal:
        apply_importation(importation, by=create_superuser())

    assert refusal.value.code == "perdu"


def test_the_same_file_applied_before_is_recognised():
    first, second = simulate(*LINES), simulate(*LINES)
    assert earlier_application(second) is None

    apply_importation(first, by=create_superuser())

    assert earlier_application(second) == first
    assert earlier_application(first) is None


def test_a_command_that_changes_nothing_leaves_no_trace():
    arguments = {"type_importation": "municipalites", "nom": "a.csv", "by": None}

    first = import_file(csv_file(*LINES), **arguments)
    second = import_file(csv_file(*LINES), **arguments)

    assert (first.acceptees, second.acceptees) == (1, 0)
    assert Importation.objects.get().statut == "appliquee"


def test_an_unknown_source_is_refused():
    with pytest.raises(ValidationError) as refusal:
        plan_file(csv_file(*LINES), type_importation="municipalites", options={"source": "nulle-part"})

    assert refusal.value.messages == ["Aucune source n’a le code «\xa0nulle-part\xa0»."]


def test_a_hostile_file_is_never_kept(settings):
    with pytest.raises(ValidationError):
        simulate_importation(io.BytesIO(b"\0"), type_importation="municipalites", nom="a.csv", by=None)

    assert list(settings.MEDIA_ROOT.rglob("*.*")) == []
    assert not Importation.objects.exists()


def test_the_report_as_data_has_the_agreed_keys_and_no_other():
    rapport = plan_file(csv_file(*LINES), type_importation="municipalites")

    data = rapport.to_json()
    assert data["enregistrements"][0] == {
        "ligne": 2,
        "code": "99999",
        "action": "mettre_a_jour",
        "motif": "",
        "avertissements": [],
    }
    assert data["resume"] == {
        "lignes": 2,
        "creer": 0,
        "mettre_a_jour": 1,
        "ignorer": 0,
        "rejeter": 1,
        "avertissements": 0,
        "remarques": [],
    }


def test_the_report_in_words_goes_row_by_row():
    rapport = plan_file(csv_file(*LINES), type_importation="municipalites")
    rapport.enregistrements[0].avertissements.append("à voir")

    assert list(rapport.to_lines()) == [
        "Ligne 2, 99999 Rive\xa0: mettre à jour.",
        "  pop 2016\xa0: lu «\xa05\xa0» – inscrit 5",
        "  Attention\xa0: à voir",
        "Ligne 3, 99998 Val\xa0: refuser – pop 2016\xa0: «\xa0mille\xa0» n’est pas un nombre qui se lit "
        "sans ambiguïté.",
        "2 lignes lues\xa0: 0 à créer, 1 à mettre à jour, 0 sans effet, 1 à corriger.",
    ]


def test_a_row_without_a_code_has_a_subject_too():
    rapport = plan_file(csv_file("code;nom;pop 2016", ";;5;6"), type_importation="municipalites")

    assert next(rapport.to_lines()).startswith("Ligne 2, sans code\xa0: refuser – ")
    assert rapport.enregistrements[0].action == Action.REJETER
