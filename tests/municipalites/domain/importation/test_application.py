"""Figures written in bulk: what changed is traced, an absence erases nothing."""

from decimal import Decimal

import pytest

from municipalites.domain.importation.application import ValeurLue, apply_values, in_batches
from municipalites.models import ChangementValeur, Importation, Valeur
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_indicateur, create_municipalite, create_source, create_valeur

pytestmark = pytest.mark.django_db


@pytest.fixture
def importation():
    return Importation.objects.create(type_importation="indicateurs", nom_fichier="a.csv", empreinte="0")


@pytest.fixture
def cle():
    return create_municipalite().pk, create_indicateur("imm").pk, 2021, create_source().pk


def apply(lues, importation, by=None):
    counts = apply_values(lues, importation=importation, by=by)
    return {action.value: number for action, number in counts.items()}


def changes():
    return list(ChangementValeur.objects.order_by("id").values_list("avant", "apres"))


def stored():
    return Valeur.objects.values_list("valeur", "motif", "base", "qualite", "note_fr").get()


def test_a_new_figure_is_written_whole_with_the_trace_of_who_brought_it(importation, cle):
    by = create_utilisateur()

    counts = apply([ValeurLue(*cle, Decimal(7590), base=Decimal(47215), note="Arrondi")], importation, by)

    assert counts == {"creer": 1}
    assert stored() == (7590, "", 47215, "1_officielle", "Arrondi")
    change = ChangementValeur.objects.get()
    assert (change.avant, change.apres) == ("", "7590 / 47215")
    assert (change.importation, change.created_by) == (importation, by)


def test_writing_the_same_figures_again_touches_no_row_and_leaves_no_trace(importation, cle):
    lues = [ValeurLue(*cle, Decimal("12.5"), base=Decimal(100), note="Arrondi")]
    apply(lues, importation)
    before = Valeur.objects.values().get()

    counts = apply(lues, importation)

    assert counts == {"ignorer": 1}
    assert Valeur.objects.values().get() == before
    assert len(changes()) == 1


def test_a_figure_that_differs_replaces_the_one_of_the_same_source_only(importation, cle):
    lue = ValeurLue(*cle, Decimal(30))
    apply([lue], importation)
    other = lue._replace(source_id=create_source().pk, valeur=Decimal(99))
    apply([other], importation)

    counts = apply([lue._replace(valeur=Decimal(35))], importation)

    assert counts == {"mettre_a_jour": 1}
    assert set(Valeur.objects.values_list("valeur", flat=True)) == {35, 99}
    assert changes()[-1] == ("30", "35")


def test_an_absence_erases_no_known_figure(importation, cle):
    apply([ValeurLue(*cle, Decimal(30))], importation)

    counts = apply([ValeurLue(*cle, None, "confidentiel")], importation)

    assert counts == {"ignorer": 1}
    assert stored()[:2] == (30, "")


def test_an_absence_is_kept_with_its_reason_and_a_better_reason_replaces_it(importation, cle):
    apply([ValeurLue(*cle, None, "non_disponible")], importation)
    apply([ValeurLue(*cle, None, "confidentiel")], importation)
    apply([ValeurLue(*cle, None, "non_disponible")], importation)

    assert stored()[:2] == (None, "confidentiel")
    assert changes() == [("", "non_disponible"), ("non_disponible", "confidentiel")]


def test_a_figure_replaces_an_absence(importation, cle):
    apply([ValeurLue(*cle, None, "confidentiel")], importation)
    apply([ValeurLue(*cle, Decimal(0))], importation)

    assert stored()[:2] == (0, "")


def test_what_a_file_leaves_out_is_kept(importation, cle):
    territoire, indicateur, annee, source = cle
    Valeur.objects.create(
        territoire_id=territoire,
        indicateur_id=indicateur,
        annee=annee,
        source_id=source,
        valeur=30,
        base=6045,
        qualite="3_estimee",
        note_fr="Estimation",
        note_en="Estimate",
    )

    apply([ValeurLue(*cle, Decimal(35))], importation)

    assert stored() == (35, "", 6045, "3_estimee", "Estimation")
    assert Valeur.objects.get().note_en == "Estimate"


def test_only_the_figures_of_the_file_change_among_those_of_the_same_cities_and_years(importation):
    villes = [create_municipalite(), create_municipalite()]
    indicateurs = [create_indicateur(), create_indicateur()]
    source = create_source()
    crossed = create_valeur(villes[0], indicateurs[1], valeur=1, source=source)

    lues = [
        ValeurLue(villes[0].pk, indicateurs[0].pk, 2021, source.pk, Decimal(10)),
        ValeurLue(villes[1].pk, indicateurs[1].pk, 2021, source.pk, Decimal(20)),
    ]
    counts = apply(lues, importation)

    crossed.refresh_from_db()
    assert counts == {"creer": 2}
    assert crossed.valeur == 1


def test_a_fault_in_the_last_batch_leaves_nothing_of_the_first_ones(importation, cle, monkeypatch):
    monkeypatch.setattr("municipalites.domain.importation.application.LOT", 1)
    good, bad = ValeurLue(*cle, Decimal(1)), ValeurLue(*cle, Decimal(-1))._replace(annee=2016)

    with pytest.raises(Exception, match="valeur_positive"):
        apply([good, bad], importation)

    assert Valeur.objects.count() == 0
    assert changes() == []


def test_rows_come_in_batches_of_at_most_the_size_asked():
    assert list(in_batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
