"""A session in one screen: what staff type is what is saved, shown and found."""

import pytest
from django.urls import reverse

from gediq.models import Publication
from programmation.enums import Mode, ModeConnu, Statut, TypeSeance
from programmation.models import Seance
from tests.factories.gediq import create_theme
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_referentiel, create_seance
from tests.formulaires import add_row, posted_by

ADD = "/admin/programmation/seance/add/"


def change(seance):
    return f"/admin/programmation/seance/{seance.pk}/change/"


def typed_in(client, **values):
    """The « add » page with the least a session needs, and `values`."""
    least = {"types_0": TypeSeance.ECHANGE, "titre_fr": "Rencontre d’échange"}
    return posted_by(client.get(ADD), **(least | values))


@pytest.fixture
def cycle():
    return create_cycle(code="2020-2021")


def test_one_screen_makes_a_public_session_on_two_dates_in_two_cities_in_both_languages(redaction, cycle):
    quebec, laval = create_municipalite(nom="Québec"), create_municipalite(nom="Laval")
    data = typed_in(
        redaction,
        titre_fr="Les parcs partagés",
        titre_en="Shared parks",
        types_0=TypeSeance.SYNTHESE,
        types_1=TypeSeance.ECHANGE,
        mode=Mode.EN_PERSONNE,
        publication=Publication.PUBLIEE,
        **{
            "dates-0-jour": "2021-06-12",
            "lieux-0-municipalite": quebec.pk,
            "lieux-0-salle": "Salle des promotions",
            "lieux-0-acces_fr": "Entrée sud",
            "lieux-0-acces_en": "South door",
        },
    )
    data = add_row(data, "dates", jour="2021-06-05", debut="09:00", fin="12:00")
    data = add_row(data, "lieux", municipalite=laval.pk, position="2")

    response = redaction.post(ADD, data)

    assert response.status_code == 302
    seance = Seance.objects.get()
    assert (seance.code, seance.types, seance.cycle) == ("op-01", ["synthese", "echange"], cycle)
    assert [(str(row.jour), row.debut and row.debut.hour) for row in seance.dates.all()] == [
        ("2021-06-05", 9),
        ("2021-06-12", None),
    ]
    assert [(row.municipalite.nom, row.acces_en) for row in seance.lieux.all()] == [
        ("Québec", "South door"),
        ("Laval", ""),
    ]
    assert seance.is_translated("en")


def test_what_was_added_is_public_in_both_languages_in_the_feeds_and_in_search(redaction, cycle, client):
    data = typed_in(redaction, titre_fr="Les parcs partagés", titre_en="Shared parks", publication="publiee")
    redaction.post(ADD, data | {"dates-0-jour": "2021-06-05"})
    client.logout()

    page = reverse("programmation:seance-detail", args=["op-01"])
    assert "Les parcs partagés" in client.get(page).content.decode()
    assert "Shared parks" in client.get(page.replace("/fr/", "/en/")).content.decode()
    assert "DTSTART;VALUE=DATE:20210605" in client.get("/fr/programmation/calendrier.ics").content.decode()
    assert page.replace("/fr/", "/en/") in client.get("/en/recherche/?q=park").content.decode()


def test_add_page_proposes_the_next_code_and_the_newest_cycle(redaction):
    create_seance(code="op-14", cycle=create_cycle(code="2019-2020", position=2))
    newest = create_cycle(code="2020-2021", position=3)

    data = posted_by(redaction.get(ADD))

    assert (data["code"], data["cycle"]) == ("op-15", str(newest.pk))


def test_code_no_longer_changes_once_created(redaction):
    seance = create_seance(code="op-03")

    data = posted_by(redaction.get(change(seance)))
    redaction.post(change(seance), data | {"code": "op-99"})

    seance.refresh_from_db()
    assert ("code" in data, seance.code) == (False, "op-03")


def test_taken_code_is_refused_with_the_next_free_one(redaction, cycle):
    create_seance(code="op-03", cycle=cycle)

    response = redaction.post(ADD, typed_in(redaction, code="op-03"))

    assert response.context["adminform"].form.errors["code"] == [
        "Ce code est déjà celui d’une autre séance; le prochain code libre est op-04."
    ]


def test_new_session_goes_to_the_end_of_its_cycle(redaction, cycle):
    create_seance(cycle=cycle, position=7)

    redaction.post(ADD, typed_in(redaction))

    assert Seance.objects.get(titre_fr="Rencontre d’échange").position == 8


@pytest.mark.parametrize("cycle_key", ["9" * 20, "9" * 5000, "²", "x", ""])
def test_cycle_that_is_none_is_refused_beside_its_field(redaction, cycle, cycle_key):
    response = redaction.post(ADD, typed_in(redaction, cycle=cycle_key))

    assert "cycle" in response.context["adminform"].form.errors


def test_rank_left_empty_keeps_the_one_it_had(redaction):
    seance = create_seance(position=4)

    redaction.post(change(seance), posted_by(redaction.get(change(seance)), position=""))

    seance.refresh_from_db()
    assert seance.position == 4


def test_second_type_added_to_a_session_is_kept_in_order(redaction):
    seance = create_seance(types=[TypeSeance.SYNTHESE])

    redaction.post(change(seance), posted_by(redaction.get(change(seance)), types_1=TypeSeance.ECHANGE))

    seance.refresh_from_db()
    assert seance.types == ["synthese", "echange"]


def test_session_without_type_or_twice_the_same_is_refused(redaction, cycle):
    for first, second, sentence in (
        ("", "", "Ce champ est obligatoire."),
        ("echange", "echange", "Le même choix est fait deux fois."),
    ):
        response = redaction.post(ADD, typed_in(redaction, types_0=first, types_1=second))

        assert response.context["adminform"].form.errors["types"] == [sentence]


def test_referentiel_stands_for_a_title(redaction, cycle):
    referentiel, theme = create_referentiel(), create_theme()

    redaction.post(ADD, typed_in(redaction, titre_fr="", referentiels=[referentiel.pk], themes=[theme.pk]))

    seance = Seance.objects.get()
    assert (list(seance.referentiels.all()), list(seance.themes.all())) == ([referentiel], [theme])


def test_neither_title_nor_referentiel_is_refused_beside_the_title(redaction, cycle):
    response = redaction.post(ADD, typed_in(redaction, titre_fr=""))

    assert response.context["adminform"].form.errors["titre_fr"] == [
        "Donnez un titre, ou choisissez un référentiel\xa0: la séance prend le sien."
    ]


def test_english_without_french_is_refused_and_nothing_typed_is_lost(redaction, cycle):
    data = typed_in(redaction, personnes_ressources_en="Someone", titre_fr="Les parcs")

    response = redaction.post(ADD, data | {"dates-0-jour": "2021-06-05"})

    assert response.context["adminform"].form.errors == {
        "personnes_ressources_fr": ["Le texte anglais demande d’abord le texte français."]
    }
    shown = posted_by(response)
    assert (shown["titre_fr"], shown["personnes_ressources_en"]) == ("Les parcs", "Someone")
    assert (shown["dates-0-jour"], shown["uid"]) == ("2021-06-05", data["uid"])


def test_mode_chosen_by_the_team_is_confirmed_by_the_team(redaction, cycle):
    redaction.post(ADD, typed_in(redaction, mode=Mode.VISIOCONFERENCE))

    seance = Seance.objects.get()
    assert (seance.mode, seance.mode_connu) == (Mode.VISIOCONFERENCE, ModeConnu.CONFIRME)


def test_one_edit_moves_a_session_of_presumed_mode_to_video(redaction):
    seance = create_seance(mode=Mode.EN_PERSONNE, mode_connu=ModeConnu.DEDUIT)

    redaction.post(
        change(seance),
        posted_by(redaction.get(change(seance)), mode=Mode.VISIOCONFERENCE, motif_changement_fr="Tempête"),
    )

    seance.refresh_from_db()
    assert (seance.mode, seance.mode_connu) == (Mode.VISIOCONFERENCE, ModeConnu.CONFIRME)


def test_how_a_mode_is_known_is_kept_while_the_mode_is(redaction):
    seance = create_seance(mode=Mode.EN_PERSONNE, mode_connu=ModeConnu.DEDUIT)

    redaction.post(change(seance), posted_by(redaction.get(change(seance)), titre_fr="Autre titre"))

    seance.refresh_from_db()
    assert (seance.titre_fr, seance.mode_connu) == ("Autre titre", ModeConnu.DEDUIT)


def test_rank_in_a_series_asks_for_the_series(redaction, cycle):
    response = redaction.post(ADD, typed_in(redaction, rang_serie="2"))

    assert response.context["adminform"].form.errors["serie"] == ["Un rang dans la série demande une série."]


def test_double_click_on_add_makes_one_session(redaction, cycle):
    data = typed_in(redaction, mode=Mode.MIXTE)
    data |= {"dates-0-jour": "2021-06-05", "lieux-0-municipalite": create_municipalite().pk}

    codes = [redaction.post(ADD, data).status_code for _click in range(2)]

    assert codes == [302, 302]
    assert (Seance.objects.count(), Seance.objects.get().dates.count()) == (1, 1)


def test_double_click_on_a_change_with_its_reason_saves_once(redaction):
    seance = create_seance(jours=["2020-06-05"], mode=Mode.EN_PERSONNE, mode_connu=ModeConnu.DEDUIT)
    data = posted_by(
        redaction.get(change(seance)), mode=Mode.VISIOCONFERENCE, motif_changement_fr="Tempête de neige"
    )

    codes = [redaction.post(change(seance), data).status_code for _click in range(2)]

    assert (codes, seance.avis.count()) == ([302, 302], 1)


def test_line_of_the_source_is_read_not_edited_on_loaded_sessions(redaction):
    loaded = create_seance(extrait_source="4 octobre 2018, Drummondville")

    response = redaction.get(change(loaded))

    assert "4 octobre 2018, Drummondville" in response.content.decode()
    assert "extrait_source" not in posted_by(response)


def test_line_of_the_source_typed_by_the_team_stays_open(redaction, editor):
    typed = create_seance(extrait_source="Note de l’équipe", created_by=editor)

    assert "extrait_source" in posted_by(redaction.get(change(typed)))


def test_session_keeps_its_statut_unless_told(redaction):
    seance = create_seance(statut=Statut.TENUE)

    redaction.post(change(seance), posted_by(redaction.get(change(seance)), titre_en="Other"))

    seance.refresh_from_db()
    assert (seance.statut, seance.titre_en) == (Statut.TENUE, "Other")
