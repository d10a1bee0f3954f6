"""Copying a session or a cycle: what is kept, what must not be."""

import pytest
from django.core.exceptions import ValidationError

from gediq.models import EntreeRecherche, Publication
from programmation.domain.duplication import duplicate_cycle, duplicate_seance, next_code
from programmation.enums import Mode, ModeConnu, Statut
from programmation.models import Cycle, Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_lieu, create_referentiel, create_seance

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return create_utilisateur("Rédaction")


def test_next_code_follows_the_highest_number_not_the_longest_word():
    for code in ("op-02", "op-10", "op-9", "op-x", "autre-50"):
        create_seance(code=code)

    assert next_code() == "op-11"


def test_first_code_of_all_is_op_01():
    assert next_code() == "op-01"


def test_copied_session_is_a_draft_at_the_end_of_its_cycle_with_the_next_code(editor):
    seance = create_seance(code="op-07", position=3, jours=["2020-06-05"])

    copy = duplicate_seance(seance, by=editor)

    assert (copy.code, copy.position, copy.cycle) == ("op-08", 4, seance.cycle)
    assert (copy.publication, copy.created_by) == (Publication.BROUILLON, editor)
    assert not EntreeRecherche.objects.filter(objet_id=str(copy.pk), objet="programmation.seance").exists()


def test_copied_session_keeps_texts_in_both_languages_themes_and_referentiels(editor):
    referentiel, theme = create_referentiel(), create_theme()
    seance = create_seance(titre_fr="Loisirs", titre_en="Recreation", referentiels=[referentiel])
    seance.themes.set([theme])

    copy = Seance.objects.get(pk=duplicate_seance(seance, by=editor).pk)

    assert (copy.titre_fr, copy.titre_en, copy.types) == ("Loisirs", "Recreation", seance.types)
    assert (list(copy.referentiels.all()), list(copy.themes.all())) == ([referentiel], [theme])


def test_copied_dates_are_to_confirm_and_places_are_kept_in_order(editor):
    laval, quebec = create_municipalite(nom="Laval"), create_municipalite(nom="Québec")
    seance = create_seance(jours=["2020-06-05", "2020-06-12"], villes=[quebec])
    second_date = seance.dates.last()
    create_lieu(seance, municipalite=laval, position=5, salle="Salle 2", date=second_date, statut="annulee")

    copy = duplicate_seance(seance, by=editor)

    assert [(row.jour, row.mois, row.debut) for row in copy.dates.all()] == [(None, "", None)] * 2
    first, second = copy.lieux.all()
    assert (first.municipalite, second.municipalite, second.salle) == (quebec, laval, "Salle 2")
    assert (second.date, second.statut) == (copy.dates.last(), "")


def test_copied_rows_have_identities_of_their_own(editor):
    seance = create_seance(jours=["2020-06-05"], villes=[create_municipalite()])

    copy = duplicate_seance(seance, by=editor)

    rows = [seance, copy, *seance.dates.all(), *copy.dates.all(), *seance.lieux.all(), *copy.lieux.all()]
    assert len({row.uid for row in rows}) == 6


def test_copy_takes_nothing_from_the_source_or_the_life_of_its_model(editor):
    seance = create_seance(
        statut=Statut.ANNULEE,
        motif_fr="Tempête",
        extrait_source="27 mars 2019, Montréal",
        compte_rendu_fr="<p>Ce fut bien.</p>",
        mode=Mode.EN_PERSONNE,
        mode_connu=ModeConnu.DEDUIT,
    )

    copy = duplicate_seance(seance, by=editor)

    assert (copy.statut, copy.motif_fr, copy.extrait_source, copy.compte_rendu_fr) == (
        "prevue",
        None,
        "",
        None,
    )
    assert (copy.mode, copy.mode_connu) == ("", "")


def test_copy_keeps_a_mode_the_team_confirmed(editor):
    seance = create_seance(mode=Mode.MIXTE, mode_connu=ModeConnu.CONFIRME)

    copy = duplicate_seance(seance, by=editor)

    assert (copy.mode, copy.mode_connu) == (Mode.MIXTE, ModeConnu.CONFIRME)


def test_copied_cycle_follows_the_last_one_with_a_draft_of_each_session_in_order(editor):
    cycle = create_cycle(position=3)
    create_seance(code="op-02", cycle=cycle, position=2, titre_fr="Deuxième")
    create_seance(code="op-01", cycle=cycle, position=1, titre_fr="Première")

    copy = duplicate_cycle(cycle, by=editor, code="2021-2022", titre_fr="Quatrième cycle", titre_en="Fourth")

    assert (copy.position, copy.programme, copy.titre_en) == (4, cycle.programme, "Fourth")
    copies = copy.seances.order_by("position")
    assert [(row.code, row.titre_fr, row.publication) for row in copies] == [
        ("op-03", "Première", "brouillon"),
        ("op-04", "Deuxième", "brouillon"),
    ]


def test_copied_cycle_with_a_taken_period_changes_nothing(editor):
    cycle = create_cycle(code="2018-2019")
    create_seance(cycle=cycle)

    with pytest.raises(ValidationError):
        duplicate_cycle(cycle, by=editor, code="2018-2019", titre_fr="Encore")

    assert (Cycle.objects.count(), Seance.objects.count()) == (1, 1)
