"""A published session never changes behind its readers' back."""

import pytest
from django.core.exceptions import ValidationError

from gediq.models import Publication
from programmation.domain.changements import changes_between, check_changes, record_changes, snapshot
from programmation.domain.instantane import snapshot_of
from programmation.enums import Mode, ModeConnu, Statut
from programmation.models import AvisSeance, DateSeance
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_lieu,
    create_programme,
    create_seance,
)

pytestmark = pytest.mark.django_db


def record(seance, before, motif_fr="Tempête de neige", motif_en="Snowstorm"):
    return record_changes(seance, before, by=create_utilisateur(), motif_fr=motif_fr, motif_en=motif_en)


def told(notice):
    return (notice.objet, notice.avant_fr, notice.apres_fr, notice.avant_en, notice.apres_en)


def test_a_moved_day_is_told_alone_in_both_languages_with_its_reason():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    before = snapshot(seance)
    DateSeance.objects.filter(jour="2020-06-12").update(jour="2020-06-19")

    (notice,) = record(seance, before)

    assert told(notice) == (
        "date",
        "12\xa0juin\xa02020",
        "19\xa0juin\xa02020",
        "June\xa012, 2020",
        "June\xa019, 2020",
    )
    assert (notice.motif_fr, notice.motif_en) == ("Tempête de neige", "Snowstorm")


def test_a_day_added_or_removed_is_named_as_such_and_not_taken_for_the_only_one():
    seance = create_seance(jours=["2020-06-05"])
    before = snapshot(seance)
    added = create_date(seance, "2020-06-12")

    (notice,) = record(seance, before)
    assert (notice.avant_fr, notice.apres_fr) == ("", "Date ajoutée\xa0: 12\xa0juin\xa02020")

    before = snapshot(seance)
    added.delete()

    (notice,) = record(seance, before)
    assert (notice.avant_fr, notice.apres_fr) == ("12\xa0juin\xa02020", "Date retirée")


def test_the_same_day_in_another_row_did_not_move():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    before = snapshot(seance)
    seance.dates.get(jour="2020-06-05").delete()
    DateSeance.objects.filter(jour="2020-06-12").update(jour="2020-06-05")

    (notice,) = record(seance, before)

    assert (notice.avant_fr, notice.apres_fr) == ("12\xa0juin\xa02020", "Date retirée")


def test_of_two_dates_to_be_confirmed_the_one_that_gets_its_day_is_told():
    seance = create_seance(jours=[None, None])
    before = snapshot(seance)
    DateSeance.objects.filter(pk=seance.dates.last().pk).update(jour="2020-06-12")

    (notice,) = record(seance, before)

    assert (notice.avant_fr, notice.apres_fr) == ("À confirmer", "12\xa0juin\xa02020")


def test_an_hour_changed_on_one_day_leaves_the_others_unsaid():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    before = snapshot(seance)
    DateSeance.objects.filter(jour="2020-06-12").update(debut="09:00")

    (notice,) = record(seance, before)

    assert notice.avant_fr == "12\xa0juin\xa02020"
    assert notice.apres_fr == "12\xa0juin\xa02020, à 9\xa0h"


def test_only_the_date_that_changed_gets_a_higher_sequence_and_all_keep_their_uid():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    uids = set(seance.dates.values_list("uid", flat=True))
    before = snapshot(seance)
    DateSeance.objects.filter(jour="2020-06-12").update(jour="2020-06-19")

    record(seance, before)

    assert list(seance.dates.values_list("jour__day", "sequence")) == [(5, 0), (19, 1)]
    assert set(seance.dates.values_list("uid", flat=True)) == uids


def test_a_changed_place_raises_only_the_dates_it_holds_for():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    lieu = create_lieu(seance, date=seance.dates.get(jour="2020-06-12"))
    before = snapshot(seance)
    lieu.salle = "Salle des pas perdus"
    lieu.save()

    record(seance, before)

    assert list(seance.dates.values_list("jour__day", "sequence")) == [(5, 0), (12, 1)]


def test_a_change_without_reason_is_refused_and_writes_nothing():
    seance = create_seance(jours=["2020-06-05"])
    before = snapshot(seance)
    DateSeance.objects.update(debut="09:00")

    with pytest.raises(ValidationError) as refusal:
        record(seance, before, motif_fr="  ")

    assert refusal.value.code == "motif_requis"
    assert not AvisSeance.objects.exists()
    assert seance.dates.get().sequence == 0


@pytest.mark.parametrize("draft", ["seance", "programme"])
def test_a_session_nobody_could_read_changes_without_a_word(draft):
    state = {"publication": Publication.BROUILLON}
    programme = create_programme(**(state if draft == "programme" else {}))
    seance = create_seance(
        cycle=create_cycle(programme=programme), jours=["2020-06-05"], **(state if draft == "seance" else {})
    )
    before = snapshot(seance)
    DateSeance.objects.update(jour="2020-06-06")

    assert record(seance, before, motif_fr="", motif_en="") == []


def test_publishing_a_new_session_is_not_a_change():
    seance = create_seance(jours=["2020-06-05"], publication=Publication.BROUILLON)
    before = snapshot(seance)
    seance.publication = Publication.PUBLIEE
    seance.save()

    assert changes_between(before, snapshot(seance)) == []


def test_a_title_is_corrected_without_notice():
    seance = create_seance(jours=["2020-06-05"])
    before = snapshot(seance)
    seance.titre_fr = "Titre corrigé"
    seance.save()

    assert record(seance, before, motif_fr="") == []


def test_a_session_held_as_planned_is_no_news():
    seance = create_seance(jours=["2020-06-05"], statut=Statut.PREVUE)
    before = snapshot(seance)
    seance.statut = Statut.TENUE
    seance.save()

    assert record(seance, before, motif_fr="") == []
    assert seance.dates.get().sequence == 0


def test_one_city_passes_to_video_and_the_other_stays():
    quebec, montreal = create_municipalite(nom="Québec-Essai"), create_municipalite(nom="Montréal-Essai")
    seance = create_seance(jours=["2020-06-05"], villes=[quebec, montreal])
    before = snapshot(seance)
    lieu = seance.lieux.get(municipalite=quebec)
    lieu.mode = Mode.VISIOCONFERENCE
    lieu.save()

    (notice,) = record(seance, before)

    assert told(notice) == (
        "mode",
        "En personne",
        "En personne; Québec-Essai\xa0: visioconférence",
        notice.avant_en,
        notice.apres_en,
    )


def test_one_date_alone_is_cancelled():
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    before = snapshot(seance)
    DateSeance.objects.filter(jour="2020-06-12").update(statut=Statut.ANNULEE)

    (notice,) = record(seance, before)

    assert (notice.avant_fr, notice.apres_fr) == ("Prévue", "Prévue; 12\xa0juin\xa02020\xa0: annulée")


def test_places_are_told_in_their_order_and_swapping_them_is_no_change():
    villes = [create_municipalite(nom="Québec-Essai"), create_municipalite(nom="Montréal-Essai")]
    seance = create_seance(jours=["2020-06-05"], villes=villes)
    before = snapshot(seance)
    seance.lieux.filter(municipalite=villes[0]).update(position=5)
    assert record(seance, before, motif_fr="") == []

    seance.lieux.filter(municipalite=villes[0]).delete()

    (notice,) = record(seance, before)
    assert (notice.avant_fr, notice.apres_fr) == ("Québec-Essai et Montréal-Essai", "Montréal-Essai")


def test_the_day_readers_noted_is_not_erased():
    seance = create_seance(jours=["2020-06-05"])
    before = snapshot(seance)
    DateSeance.objects.update(jour=None, statut=Statut.REPORTEE)

    with pytest.raises(ValidationError) as refusal:
        record(seance, before)

    assert refusal.value.code == "jour_efface"


@pytest.mark.parametrize("postponed", ["date", "seance"])
def test_a_postponed_date_that_gets_its_new_day_is_planned_again(postponed):
    seance = create_seance(jours=["2020-06-05"])
    before = snapshot(seance)
    own = {"statut": Statut.REPORTEE} if postponed == "date" else {}
    DateSeance.objects.update(jour="2020-09-11", **own)
    if postponed == "seance":
        seance.statut = Statut.REPORTEE
        seance.save()

    record(seance, before)

    row = seance.dates.get()
    assert (row.effective_statut, row.sequence) == (Statut.PREVUE, 1)


def test_a_form_knows_before_saving_what_it_would_change():
    seance = create_seance(jours=["2020-06-05"], villes=[create_municipalite()])
    before = snapshot(seance)
    dates, lieux = list(seance.dates.all()), list(seance.lieux.all())
    assert changes_between(before, snapshot_of(seance, dates, lieux)) == []

    dates.append(DateSeance(seance=seance, mois="2020-09"))
    seance.mode, seance.mode_connu = Mode.MIXTE, ModeConnu.CONFIRME

    changes = changes_between(before, snapshot_of(seance, dates, lieux))
    assert [(change.objet, change.apres["fr"]) for change in changes] == [
        ("date", "Date ajoutée\xa0: septembre\xa02020"),
        ("mode", "Mixte"),
    ]
    with pytest.raises(ValidationError):
        check_changes(before, snapshot_of(seance, dates, lieux), motif_fr="")


def test_the_snapshot_reads_the_database_and_not_the_form():
    seance = create_seance(jours=["2020-06-05"])
    seance.statut = Statut.ANNULEE

    assert snapshot(seance).statut == Statut.PREVUE


def test_a_very_long_list_of_dates_fits_in_its_notice():
    seance = create_seance()
    create_date(seance, None)
    before = snapshot(seance)
    for number in range(60):
        create_date(seance, f"20{20 + number // 12}-{number % 12 + 1:02}-05")

    (notice,) = record(seance, before)

    assert 350 < len(notice.apres_fr) <= 400
