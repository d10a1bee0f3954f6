"""Two people save the same page: nobody's text is lost, nothing is written over unseen."""

import pytest

from gediq.models import NomOrganisme, Organisme, Theme
from tests.factories.gediq import create_theme
from tests.formulaires import add_row, posted_by

pytestmark = pytest.mark.django_db


def change_url(obj):
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.fixture
def theme():
    return create_theme(nom_fr="accueil", nom_en="welcome", description_fr="Avant", description_en="Before")


@pytest.fixture
def organisme():
    organisme = Organisme.objects.create(code="ministere", site_web="https://exemple.org/")
    for nom in ("Ministère ancien", "Ministère récent"):
        NomOrganisme.objects.create(organisme=organisme, nom_fr=nom, nom_en=f"{nom} (en)")
    return organisme


def test_first_save_passes_and_raises_the_lock(ana, theme):
    page = ana.get(change_url(theme))
    response = ana.post(change_url(theme), posted_by(page, nom_fr="arrivée"))

    theme.refresh_from_db()
    assert response.status_code == 302
    assert (theme.nom_fr, theme.verrou, theme.updated_by.nom) == ("arrivée", 1, "Ana")


def test_save_without_a_change_writes_nothing(ana, theme):
    response = ana.post(change_url(theme), posted_by(ana.get(change_url(theme))))

    theme.refresh_from_db()
    assert response.status_code == 302
    assert (theme.verrou, theme.updated_by) == (0, None)


def test_stale_form_is_refused_with_both_texts(ana, bo, theme):
    page = bo.get(change_url(theme))
    ana.post(change_url(theme), posted_by(ana.get(change_url(theme)), nom_fr="arrivée"))
    response = bo.post(change_url(theme), posted_by(page, nom_fr="intégration"))

    theme.refresh_from_db()
    text = response.content.decode()
    assert response.status_code == 409
    assert theme.nom_fr == "arrivée"
    assert all(f'<td lang="fr">{words}</td>' in text for words in ("intégration", "arrivée", "accueil"))
    assert "Ana l’a enregistrée" in text


def test_second_save_keeps_mine_where_i_wrote_and_theirs_elsewhere(ana, bo, theme):
    page = bo.get(change_url(theme))
    ana.post(
        change_url(theme),
        posted_by(
            ana.get(change_url(theme)), nom_fr="arrivée", description_fr="D’Ana", description_en="Ana’s"
        ),
    )
    conflict = bo.post(change_url(theme), posted_by(page, nom_fr="intégration"))
    response = bo.post(change_url(theme), posted_by(conflict))

    theme.refresh_from_db()
    assert (conflict.status_code, response.status_code) == (409, 302)
    assert (theme.nom_fr, theme.description_fr, theme.description_en) == ("intégration", "D’Ana", "Ana’s")


def test_taken_over_fields_are_named(ana, bo, theme):
    page = bo.get(change_url(theme))
    ana.post(change_url(theme), posted_by(ana.get(change_url(theme)), description_en="Ana’s"))
    conflict = bo.post(change_url(theme), posted_by(page, nom_fr="intégration"))

    assert "<li>Description (anglais)</li>" in conflict.content.decode()


def test_form_without_a_lock_number_is_refused(ana, theme):
    data = posted_by(ana.get(change_url(theme)), nom_fr="arrivée")
    del data["verrou"]

    assert ana.post(change_url(theme), data).status_code == 409


def test_double_click_on_change_says_already_saved(ana, theme):
    data = posted_by(ana.get(change_url(theme)), nom_fr="arrivée")
    ana.post(change_url(theme), data)
    response = ana.post(change_url(theme), data, follow=True)

    theme.refresh_from_db()
    assert response.redirect_chain == [("/admin/gediq/theme/", 302)]
    assert "Déjà enregistré." in response.content.decode()
    assert theme.verrou == 1


def test_double_click_with_a_new_row_makes_one_row(ana, organisme):
    data = add_row(posted_by(ana.get(change_url(organisme))), "noms", nom_fr="Troisième")
    ana.post(change_url(organisme), data)
    response = ana.post(change_url(organisme), data, follow=True)

    assert "Déjà enregistré." in response.content.decode()
    assert organisme.noms.filter(nom_fr="Troisième").count() == 1


def test_double_click_on_add_makes_one_record(ana):
    data = posted_by(ana.get("/admin/gediq/theme/add/"), nom_fr="accueil", slug="accueil")
    ana.post("/admin/gediq/theme/add/", data)
    response = ana.post("/admin/gediq/theme/add/", data, follow=True)

    assert "Déjà enregistré." in response.content.decode()
    assert Theme.objects.filter(nom_fr="accueil").count() == 1


def test_add_form_come_back_with_something_else_is_shown_again(ana):
    data = posted_by(ana.get("/admin/gediq/theme/add/"), nom_fr="accueil", slug="accueil")
    ana.post("/admin/gediq/theme/add/", data)
    again = ana.post("/admin/gediq/theme/add/", {**data, "nom_fr": "emploi", "slug": "emploi"})
    saved = ana.post("/admin/gediq/theme/add/", posted_by(again))

    assert (again.status_code, saved.status_code) == (409, 302)
    assert "Ce formulaire a déjà créé une fiche" in again.content.decode()
    assert sorted(Theme.objects.values_list("nom_fr", flat=True)) == ["accueil", "emploi"]


def test_edited_row_deleted_by_the_other_comes_back_as_a_new_one(ana, bo, organisme):
    page = bo.get(change_url(organisme))
    ana.post(change_url(organisme), posted_by(ana.get(change_url(organisme)), **{"noms-0-DELETE": "on"}))
    deleted = page.context["inline_admin_formsets"][0].formset.initial_forms[0].instance
    conflict = bo.post(change_url(organisme), posted_by(page, **{"noms-0-sigle": "MA"}))
    saved = bo.post(change_url(organisme), posted_by(conflict))

    assert (conflict.status_code, saved.status_code) == (409, 302)
    assert "revient comme nouvelle ligne" in conflict.content.decode()
    back = organisme.noms.get(sigle="MA")
    assert (back.nom_fr, back.nom_en) == (deleted.nom_fr, deleted.nom_en)
    assert organisme.noms.count() == 2


def test_untouched_row_deleted_by_the_other_stays_deleted(ana, bo, organisme):
    page = bo.get(change_url(organisme))
    ana.post(change_url(organisme), posted_by(ana.get(change_url(organisme)), **{"noms-0-DELETE": "on"}))
    conflict = bo.post(change_url(organisme), posted_by(page, code="autre"))
    bo.post(change_url(organisme), posted_by(conflict))

    organisme.refresh_from_db()
    assert (organisme.code, organisme.noms.count()) == ("autre", 1)


def test_rows_added_by_each_of_us_all_stay(ana, bo, organisme):
    page = bo.get(change_url(organisme))
    ana.post(
        change_url(organisme), add_row(posted_by(ana.get(change_url(organisme))), "noms", nom_fr="D’Ana")
    )
    conflict = bo.post(change_url(organisme), add_row(posted_by(page), "noms", nom_fr="De Bo"))
    bo.post(change_url(organisme), posted_by(conflict))

    assert conflict.status_code == 409
    assert organisme.noms.count() == 4
    assert {"D’Ana", "De Bo"} <= set(organisme.noms.values_list("nom_fr", flat=True))


def test_deletion_i_asked_is_still_asked_after_a_conflict(ana, bo, organisme):
    page = bo.get(change_url(organisme))
    ana.post(change_url(organisme), posted_by(ana.get(change_url(organisme)), code="autre"))
    conflict = bo.post(change_url(organisme), posted_by(page, **{"noms-0-DELETE": "on"}))
    bo.post(change_url(organisme), posted_by(conflict))

    organisme.refresh_from_db()
    assert (organisme.code, organisme.noms.count()) == ("autre", 1)


def test_row_changed_elsewhere_is_a_conflict_even_if_its_parent_did_not_move(ana, organisme):
    page = ana.get(change_url(organisme))
    row = organisme.noms.first()
    row.verrou += 1
    row.sigle = "XX"
    row.save()
    response = ana.post(change_url(organisme), posted_by(page, **{"noms-0-sigle": "MA"}))

    assert response.status_code == 409
    assert all(f"<td>{sigle}</td>" in response.content.decode() for sigle in ("MA", "XX"))


def test_same_change_by_both_is_no_conflict(ana, bo, theme):
    page = bo.get(change_url(theme))
    ana.post(change_url(theme), posted_by(ana.get(change_url(theme)), nom_fr="arrivée"))
    response = bo.post(change_url(theme), posted_by(page, nom_fr="arrivée"), follow=True)

    assert "Déjà enregistré." in response.content.decode()
