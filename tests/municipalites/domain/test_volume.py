"""Municipalities for measuring: as many as asked, each with its figures, none of them counted as invented."""

import pytest
from django.core.management import CommandError, call_command

from gediq.models import EntreeRecherche
from municipalites.domain.volume import load_volume
from municipalites.models import Indicateur, Municipalite, Valeur
from programmation.models import LieuSeance, Seance
from tests.factories.municipalites import create_municipalite

pytestmark = pytest.mark.django_db


def test_volume_brings_what_is_missing_to_the_number_asked():
    create_municipalite(code="10001")

    assert load_volume(3) == "3 municipalités de mesure."
    assert load_volume(15) == "15 municipalités de mesure."

    assert Municipalite.objects.count() == 16
    assert Valeur.objects.count() == 15 * 2 * Indicateur.objects.count()
    assert EntreeRecherche.objects.filter(titre__startswith="Municipalité de mesure").count() == 30


def test_measured_municipality_has_all_a_page_shows():
    load_volume(13)

    last = Municipalite.objects.with_parents().get(nom="Municipalité de mesure 12")
    assert (last.mrc.nom, last.region.nom) == ("MRC de mesure 1", "Région administrative de mesure 0")
    assert last.get_absolute_url().endswith(f"/{last.code}-municipalite-de-mesure-12/")
    last.full_clean()


def test_command_makes_rows_of_every_app(capsys):
    call_command("charger_volume", seances=8, municipalites=3)

    assert capsys.readouterr().out.splitlines() == [
        "3 municipalités de mesure.",
        "8 séances de mesure créées.",
    ]
    assert Seance.objects.count() == 8
    assert LieuSeance.objects.count() == 10


@pytest.mark.parametrize(("municipalites", "lieux"), [(0, 0), (1, 2)])
def test_sessions_need_no_municipality_and_go_once_to_the_only_one(municipalites, lieux):
    call_command("charger_volume", seances=2, municipalites=municipalites)

    assert (Seance.objects.count(), LieuSeance.objects.count()) == (2, lieux)


@pytest.mark.parametrize("number", [-1, 4001])
def test_number_out_of_bounds_is_refused_before_anything_is_made(number):
    with pytest.raises(CommandError, match="--seances va de 0 à 4000"):
        call_command("charger_volume", seances=number, municipalites=3)

    assert not Municipalite.objects.exists()
