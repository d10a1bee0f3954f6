"""A published session does not change without telling its readers why."""

import pytest

from programmation.enums import ObjetAvis, Statut
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_seance
from tests.formulaires import add_row, posted_by


def change(seance):
    return f"/admin/programmation/seance/{seance.pk}/change/"


def motif_errors(response):
    return response.context["adminform"].form.errors.get("motif_changement_fr")


@pytest.fixture
def seance(db):
    ville = create_municipalite(nom="Laval")
    return create_seance(jours=["2020-06-05"], villes=[ville], mode="en_personne", mode_connu="confirme")


ASKED = "Cette séance est publiée : dites en une phrase aux lecteurs pourquoi elle change."


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"dates-0-jour": "2020-06-12"}, "Date\xa0: 5\xa0juin\xa02020 → 12\xa0juin\xa02020"),
        ({"lieux-0-salle": "Salle 2"}, "Lieu\xa0: Laval → Laval (Salle 2)"),
        ({"mode": "visioconference"}, "Mode\xa0: En personne → Visioconférence"),
        ({"statut": "reportee"}, "Statut\xa0: Prévue → Reportée"),
        ({"lieux-0-DELETE": "on"}, "Lieu\xa0: Laval → Aucun lieu"),
    ],
)
def test_change_without_reason_is_refused_and_names_what_changed(redaction, seance, typed, named):
    data = posted_by(redaction.get(change(seance)), **typed, titre_fr="Titre retouché")

    response = redaction.post(change(seance), data)

    seance.refresh_from_db()
    assert motif_errors(response)[0].replace("\xa0", " ") == ASKED
    assert named in motif_errors(response)
    assert (seance.statut, seance.mode, seance.avis.count()) == ("prevue", "en_personne", 0)
    shown = posted_by(response)
    assert shown["titre_fr"] == "Titre retouché"
    assert all(shown[name] in (value, [value]) for name, value in typed.items())


def test_change_with_a_reason_is_saved_and_told(redaction, seance):
    data = posted_by(
        redaction.get(change(seance)),
        motif_changement_fr="Tempête de neige",
        motif_changement_en="Snowstorm",
        **{"dates-0-jour": "2020-06-12"},
    )

    redaction.post(change(seance), data)

    avis = seance.avis.get()
    assert (avis.objet, avis.motif_fr, avis.motif_en) == (ObjetAvis.DATE, "Tempête de neige", "Snowstorm")
    assert (avis.avant_fr, avis.apres_en) == ("5\xa0juin\xa02020", "June\xa012, 2020")
    assert str(seance.dates.get().jour) == "2020-06-12"


def test_refused_change_passes_once_its_reason_is_typed(redaction, seance):
    refused = redaction.post(change(seance), posted_by(redaction.get(change(seance)), mode="mixte"))

    response = redaction.post(change(seance), posted_by(refused, motif_changement_fr="Plus de places"))

    seance.refresh_from_db()
    assert (response.status_code, seance.mode, seance.avis.get().motif_fr) == (302, "mixte", "Plus de places")


def test_new_place_added_without_reason_is_refused_and_kept_in_the_form(redaction, seance):
    quebec = create_municipalite(nom="Québec")
    data = add_row(posted_by(redaction.get(change(seance))), "lieux", municipalite=quebec.pk, position="2")

    response = redaction.post(change(seance), data)

    assert "Lieu\xa0: Laval → Laval et Québec" in motif_errors(response)
    assert (posted_by(response)["lieux-1-municipalite"], seance.lieux.count()) == (str(quebec.pk), 1)


def test_reason_typed_beside_the_statut_is_a_reason(redaction, seance):
    data = posted_by(redaction.get(change(seance)), statut="annulee", motif_fr="Trop peu d’inscriptions")

    redaction.post(change(seance), data)

    seance.refresh_from_db()
    assert (seance.statut, seance.avis.get().motif_fr) == (Statut.ANNULEE, "Trop peu d’inscriptions")


def test_text_of_a_published_session_changes_without_a_reason(redaction, seance):
    response = redaction.post(change(seance), posted_by(redaction.get(change(seance)), titre_fr="Autre"))

    assert (response.status_code, seance.avis.count()) == (302, 0)


def test_draft_changes_without_a_reason_and_is_not_asked_for_one(redaction, seance):
    seance.publication = "brouillon"
    seance.save()
    page = redaction.get(change(seance))

    response = redaction.post(change(seance), posted_by(page, **{"dates-0-jour": "2020-06-12"}))

    assert "motif_changement_fr" not in posted_by(page)
    assert (response.status_code, seance.avis.count()) == (302, 0)


def test_held_session_needs_no_reason(redaction, seance):
    response = redaction.post(change(seance), posted_by(redaction.get(change(seance)), statut="tenue"))

    assert (response.status_code, seance.avis.count()) == (302, 0)


def test_announced_day_is_not_erased_without_a_statut(redaction, seance):
    data = posted_by(
        redaction.get(change(seance)),
        motif_changement_fr="À revoir",
        **{"dates-0-jour": "", "dates-0-mois": ""},
    )

    response = redaction.post(change(seance), data)

    (sentence,) = response.context["adminform"].form.non_field_errors()
    assert sentence.startswith("Un jour annoncé ne s’efface pas")
    assert str(seance.dates.get().jour) == "2020-06-05"


def test_reason_typed_on_a_stale_page_is_not_lost(redaction, seance):
    stale = posted_by(redaction.get(change(seance)), mode="mixte", motif_changement_fr="Plus de places")
    redaction.post(change(seance), posted_by(redaction.get(change(seance)), titre_fr="Retouché entre-temps"))

    response = redaction.post(change(seance), stale)

    assert (response.status_code, posted_by(response)["motif_changement_fr"]) == (409, "Plus de places")


def test_notices_already_published_are_read_on_the_screen(redaction, seance):
    redaction.post(
        change(seance),
        posted_by(redaction.get(change(seance)), mode="mixte", motif_changement_fr="Plus de places"),
    )

    page = redaction.get(change(seance)).content.decode()

    assert "Avis déjà publiés" in page
    assert "Plus de places" in page
