"""A file about people is erased once it has served, and what stays names nobody."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from municipalites.domain.importation.oubli import DUREE, RAISONS, forget_old_files, say_reasons
from municipalites.domain.importation.service import (
    PlanChangeError,
    apply_importation,
    import_file,
    read_report,
    simulate_importation,
)
from municipalites.models import Contact, Importation
from tests.factories.classeurs import csv_file
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.personnes import create_contact

# The file goes when the transaction is over, and not before.
pytestmark = pytest.mark.django_db(transaction=True)
LINES = (
    "Ville;Nom;Courriel;canari-colonne",
    "Rive-Essai;Canari Un;canari1@exemple.org;",
    "Rive-Essai;Canari Deux;canari2@;",
    "Ailleurs-Canari;Canari Trois;canari3@exemple.org;",
    "Rive-Essai;Canari Quatre;canari4@exemple.org;",
    "Rive-Essai;Canari Quatre;canari4@exemple.org;",
    "Rive-Essai;Canari Cinq;canari5@exemple.org;",
    "Rive-Essai;Canari Six;canari5@exemple.org;",
)


@pytest.fixture
def by():
    return create_utilisateur("Rédaction")


@pytest.fixture(autouse=True)
def rive(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return create_municipalite(code="99999", nom="Rive-Essai")


def simulated(by, *lines):
    return simulate_importation(csv_file(*(lines or LINES)), type_importation="contacts", nom="c.csv", by=by)


def kept_files(settings):
    return list(settings.MEDIA_ROOT.rglob("*.bin"))


def all_that_is_kept():
    return json.dumps(list(Importation.objects.values()), default=str).lower()


def test_an_applied_file_is_erased_and_its_report_names_nobody(by, settings):
    importation = simulated(by)
    assert len(kept_files(settings)) == 1
    assert "canari" in all_that_is_kept()

    apply_importation(importation, by=by)

    assert Contact.objects.count() == 2
    assert kept_files(settings) == []
    assert "canari" not in all_that_is_kept()
    report = read_report(Importation.objects.get())
    assert [(row.ligne, row.action.value, row.raisons) for row in report.enregistrements] == [
        (2, "creer", []),
        (3, "rejeter", ["courriel"]),
        (4, "rejeter", ["lieu"]),
        (5, "creer", []),
        (6, "ignorer", ["identique"]),
        (7, "rejeter", ["doublon"]),
        (8, "rejeter", ["doublon"]),
    ]
    assert say_reasons(report.enregistrements[1]) == "Adresse de courriel à corriger."
    assert {raison for row in report.enregistrements for raison in row.raisons} <= set(RAISONS)


def test_a_file_erased_is_not_applied_again(by):
    importation = simulated(by)
    apply_importation(importation, by=by)

    with pytest.raises(ValidationError, match="déjà appliquée"):
        apply_importation(importation, by=by)


def test_a_file_whose_application_fails_is_still_there(by, rive, settings):
    importation = simulated(by)
    create_contact(territoire_id=rive.pk, courriel="canari1@exemple.org", nom="Autre")

    with pytest.raises(PlanChangeError):
        apply_importation(importation, by=by)

    assert len(kept_files(settings)) == 1


def test_a_simulation_left_for_a_week_is_forgotten_when_another_begins(by, settings):
    old = simulated(by)
    Importation.objects.update(created_at=timezone.now() - DUREE - timedelta(minutes=1))

    fresh = simulated(by, "Ville;Nom", "Rive-Essai;Récente Personne")

    assert len(kept_files(settings)) == 1
    assert "canari" not in all_that_is_kept()
    old.refresh_from_db()
    assert (old.fichier.name, old.statut) == ("", "simulee")
    with pytest.raises(ValidationError, match="n’est plus là"):
        apply_importation(old, by=by)
    apply_importation(fresh, by=by)


def test_a_simulation_of_this_week_and_files_about_places_are_kept(by, settings):
    simulated(by)
    figures = csv_file("code;nom", "99999;Rive-Essai")
    simulate_importation(figures, type_importation="municipalites", nom="v.csv", by=by)
    Importation.objects.filter(type_importation="municipalites").update(created_at="2020-01-01T00:00Z")

    forget_old_files(timezone.now() + DUREE - timedelta(minutes=1))

    assert len(kept_files(settings)) == 2


def test_a_command_keeps_no_name_either(by, settings):
    rapport = import_file(csv_file(*LINES), type_importation="contacts", nom="c.csv", by=None)

    assert rapport.enregistrements[0].nom == "Rive-Essai – Canari Un"
    assert Importation.objects.get().statut == "appliquee"
    assert "canari" not in all_that_is_kept()
    assert kept_files(settings) == []
