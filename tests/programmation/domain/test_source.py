"""What the loaded programme says, and what it refrains from saying: the seventeen traps of the brochure."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from gediq.domain.chargement import load_source
from gediq.domain.chiffres import announced_figures
from gediq.models import ChiffreAnnonce, Organisme
from gediq.registre import Calcul
from municipalites.models import Municipalite
from programmation.domain.intitule import is_title_derived, session_title
from programmation.models import (
    Cycle,
    DateSeance,
    Financement,
    LieuSeance,
    Programme,
    Referentiel,
    Seance,
    Serie,
)

LOADED = (Programme, Cycle, Seance, DateSeance, LieuSeance, Referentiel, Financement, ChiffreAnnonce, Serie)


@pytest.fixture(autouse=True, scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """These tests only read: one loading serves them all, and is undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_source()
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def seance(code):
    return Seance.objects.with_details().get(code=code)


def cities(code):
    return [lieu.municipalite.nom for lieu in seance(code).lieux.all()]


def days(code):
    return [row.jour for row in seance(code).dates.all()]


def figures():
    return {pair.annonce.code: pair for pair in announced_figures()}


def test_totals_are_those_of_the_brochure():
    assert [model.objects.count() for model in LOADED] == [1, 3, 14, 16, 11, 9, 1, 6, 2]
    assert [cycle.seances.count() for cycle in Cycle.objects.all()] == [5, 4, 5]
    assert DateSeance.objects.filter(seance__lieux__isnull=True).count() == 7
    assert DateSeance.objects.values("jour").distinct().count() == 16


def test_sessions_come_in_the_order_of_the_brochure():
    codes = [row.code for row in Seance.objects.in_brochure_order()]

    assert codes == [f"op-{number:02}" for number in range(1, 15)]


def test_everything_is_public():
    assert Seance.objects.published().count() == 14
    assert Referentiel.objects.published().count() == 9


def test_trap_1_announced_and_counted_figures_stand_side_by_side_with_a_note():
    referentiels, seances = figures()["referentiels"], figures()["seances-echange-formation"]

    assert (referentiels.annonce.valeur, referentiels.calcul) == (9, Calcul(9))
    assert (seances.annonce.valeur, seances.calcul) == (6, Calcul(5))
    assert (referentiels.differs, seances.differs) == (False, True)
    assert "24\xa0janvier\xa02020" in seances.annonce.note_fr
    assert "January\xa024, 2020" in seances.annonce.note_en


def test_trap_2_one_session_in_two_cities_is_one_session_without_a_link_invented():
    op_08 = seance("op-08")

    assert days("op-08") == [date(2020, 1, 24)]
    assert (op_08.mode, op_08.mode_connu) == ("en_personne", "deduit")
    assert {lieu.mode for lieu in op_08.lieux.all()} == {""}


def test_trap_3_two_cities_by_videoconference_are_not_called_mixed():
    op_02 = seance("op-02")

    assert (op_02.mode, op_02.mode_connu) == ("visioconference", "mention")
    assert days("op-02") == [date(2018, 11, 30)]


def test_trap_4_cities_keep_the_order_of_each_line():
    assert cities("op-02") == ["Québec", "Montréal"]
    assert cities("op-08") == ["Montréal", "Québec"]


@pytest.mark.parametrize("code", ["op-10", "op-12"])
def test_trap_5_two_dates_are_two_days_not_a_stretch(code):
    first, second = days(code)

    assert second - first == timedelta(days=7)


def test_trap_6_the_training_given_twice_is_two_sessions_of_one_series():
    trainings = Seance.objects.filter(types="formation").order_by("code")

    assert [row.code for row in trainings] == ["op-03", "op-04"]
    assert {row.titre_fr for row in trainings} == {"Les compétences interculturelles"}
    assert {(row.serie.titre_fr, row.rang_serie) for row in trainings} == {
        ("Les compétences interculturelles", None)
    }


def test_trap_7_the_cycle_is_the_one_of_the_brochure_whatever_the_date():
    assert days("op-10")[0] == date(2020, 6, 5)
    assert seance("op-10").cycle.code == "2020-2021"
    assert [(cycle.titre_fr, cycle.code) for cycle in Cycle.objects.order_by("position")] == [
        ("Premier cycle de programmation", "2018-2019"),
        ("Deuxième cycle de programmation", "2019-2020"),
        ("Troisième cycle de programmation", "2020-2021"),
    ]


def test_trap_8_a_session_without_title_of_its_own_borrows_the_one_of_its_referentiel():
    derived = [row for row in Seance.objects.in_brochure_order() if is_title_derived(row)]

    assert [row.referentiels.get().numero for row in derived] == list(range(1, 10))
    assert session_title(seance("op-01"), "fr") == (
        "Référentiel\xa01\xa0: Questions et réponses sur l'immigration"
    )


def test_trap_9_the_syntheses_are_linked_to_no_referentiel():
    linked = Seance.objects.filter(types__contains="synthese", referentiels__isnull=False)

    assert not linked.exists()


def test_trap_10_synthesis_and_exchange_are_both_kept_and_numbered_on_one_subject():
    serie = Serie.objects.get(titre_fr="Concertation locale")
    ranked = [(row.code, row.types, row.rang_serie) for row in serie.seances.order_by("rang_serie")]

    assert ranked == [("op-08", ["synthese", "echange"], 1), ("op-14", ["synthese", "echange"], 2)]
    assert seance("op-11").types == ["echange"]


def test_trap_11_no_hour_no_room_no_speaker_and_a_past_programme():
    assert not DateSeance.objects.exclude(debut=None, fin=None, mois="").exists()
    assert not LieuSeance.objects.exclude(salle="", adresse="").exists()
    assert not any(row.personnes_ressources_fr or row.acces_fr for row in Seance.objects.all())
    assert {row.statut for row in Seance.objects.all()} == {"tenue"}


def test_trap_12_videoconference_is_not_a_place():
    without_place = Seance.objects.filter(lieux__isnull=True).order_by("code")

    assert [row.code for row in without_place] == ["op-10", "op-11", "op-12", "op-13", "op-14"]
    assert Municipalite.objects.count() == 5


def test_trap_13_in_person_is_always_said_to_be_inferred():
    known = Counter(Seance.objects.order_by().values_list("mode", "mode_connu"))

    assert known == {("en_personne", "deduit"): 8, ("visioconference", "mention"): 6}


def test_trap_14_quebec_is_the_city_in_the_lines_and_the_province_in_the_note():
    ville = LieuSeance.objects.get(seance__code="op-04").municipalite

    assert (ville.code, ville.nom, ville.name_in("en")) == ("23027", "Québec", "Québec City")
    assert "52 % de la population du Québec" in Programme.objects.get().note_fr


def test_trap_15_the_four_figures_of_the_survey_are_announced_and_the_rate_is_ours():
    survey = {code: pair for code, pair in figures().items() if code not in ("referentiels", SEANCES)}

    assert {code: (pair.annonce.valeur, pair.annonce.unite) for code, pair in survey.items()} == {
        "municipalites-contactees": (54, "nombre"),
        "municipalites-repondantes": (32, "nombre"),
        "part-population": (Decimal(52), "pourcentage"),
        "part-immigrants": (Decimal(80), "pourcentage"),
    }
    assert {pair.calcul for pair in survey.values()} == {None}
    assert survey["municipalites-repondantes"].part == Calcul(32, 54)


SEANCES = "seances-echange-formation"


def test_trap_16_the_ministry_keeps_the_name_of_each_time():
    ministere = Organisme.objects.get()

    assert [(nom.sigle, nom.debut, nom.fin) for nom in ministere.noms.order_by("pk")] == [
        ("MIDI", None, None),
        ("", None, None),
    ]
    assert ministere.name_at(None).nom_fr == "MIFI"
    assert "appelé ministère de l'Immigration, de la Diversité et de l'Inclusion (MIDI)" in (
        Programme.objects.get().note_fr
    )
    assert seance("op-11").titre_fr.endswith("les municipalités et le MIFI")


def test_trap_17_the_note_cuts_no_cycle_and_the_stray_space_stays_in_the_excerpt_alone():
    programme = Programme.objects.get()

    assert [seance(code).cycle.position for code in ("op-03", "op-04")] == [1, 1]
    assert programme.remerciements_fr.endswith("Programme Mobilisation-Diversité")
    assert "Programme Mobilisation- Diversité" in programme.extrait_source
    assert programme.financements.get().organisme.code == "immigration"
    assert programme.presentation_fr.count("¹") == 1


def test_identities_known_to_calendars_are_those_of_the_file():
    assert [str(row.uid) for row in seance("op-10").dates.all()] == [
        "d4cbea9b-ce2e-46e4-aaea-28f88fa83606",
        "9cd59b60-2e53-4909-a12c-9699814d6e33",
    ]


def test_each_session_keeps_its_lines_word_for_word():
    assert seance("op-02").extrait_source == (
        "30 novembre 2018, Québec et Montréal en visioconférence\nRéférentiel 2 : Emploi et immigration"
    )
    assert all(row.extrait_source.count("\n") == 1 for row in Seance.objects.all())


def test_no_english_title_is_invented():
    titled = [Seance, Referentiel, Serie, Programme]

    assert not any(row.titre_en for model in titled for row in model.objects.all())
    assert [cycle.titre_en for cycle in Cycle.objects.order_by("position")] == [
        "First program cycle",
        "Second program cycle",
        "Third program cycle",
    ]


def test_a_session_has_the_themes_of_its_referentiel():
    for row in Seance.objects.filter(referentiels__isnull=False):
        assert set(row.themes.all()) == set(row.referentiels.get().themes.all())


@pytest.mark.parametrize("model", LOADED, ids=lambda model: model.__name__)
def test_loaded_rows_pass_the_checks_of_the_form_unchanged(model):
    for row in model.objects.all():
        before = {field.name: getattr(row, field.attname) for field in model._meta.fields}
        row.full_clean()

        assert {field.name: getattr(row, field.attname) for field in model._meta.fields} == before
