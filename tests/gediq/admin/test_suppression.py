"""Deleting a record: never one that somebody has just changed, never one that others need."""

import pytest
from django.db.models import ProtectedError

from gediq.models import Organisme, Theme
from programmation.models import Financement
from tests.factories.comptes import create_superuser, create_utilisateur
from tests.factories.gediq import create_theme
from tests.factories.programmation import create_programme, create_seance
from tests.formulaires import posted_by

pytestmark = pytest.mark.django_db


def url(obj, name="delete"):
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/{name}/"


@pytest.fixture
def theme():
    return create_theme(nom_fr="accueil")


def test_record_read_as_it_is_gets_deleted(ana, theme):
    page = ana.get(url(theme))
    response = ana.post(url(theme), {"post": "yes", "verrou": page.context["object"].verrou})

    assert response.status_code == 302
    assert not Theme.objects.exists()


def test_record_changed_meanwhile_is_kept_and_the_change_is_told(ana, bo, theme):
    page = bo.get(url(theme))
    ana.post(url(theme, "change"), posted_by(ana.get(url(theme, "change")), nom_fr="arrivée"))
    refused = bo.post(url(theme), {"post": "yes", "verrou": page.context["object"].verrou})

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "La fiche a changé depuis que vous avez demandé sa suppression" in text
    assert "<del>accueil</del><ins>arrivée</ins>" in text
    assert "Ana" in text
    assert Theme.objects.exists()


def test_deletion_confirmed_on_the_refused_page_passes(ana, bo, theme):
    bo.get(url(theme))
    ana.post(url(theme, "change"), posted_by(ana.get(url(theme, "change")), nom_fr="arrivée"))
    refused = bo.post(url(theme), {"post": "yes", "verrou": "0"})
    response = bo.post(url(theme), {"post": "yes", "verrou": refused.context["object"].verrou})

    assert response.status_code == 302
    assert not Theme.objects.exists()


@pytest.mark.parametrize("verrou", ["", "abc", "-1", "\x00"])
def test_deletion_without_a_good_lock_number_is_refused(ana, theme, verrou):
    assert ana.post(url(theme), {"post": "yes", "verrou": verrou}).status_code == 409
    assert Theme.objects.exists()


def test_record_that_others_need_is_named_with_them(ana):
    organisme = Organisme.objects.create(code="ministere")
    Financement.objects.create(programme=create_programme(), organisme=organisme)
    response = ana.post(url(organisme), {"post": "yes", "verrou": "0"})

    assert response.status_code == 200
    assert "protég" in response.content.decode()
    assert Organisme.objects.exists()


def test_link_made_at_the_last_moment_is_a_sentence(ana, theme, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise ProtectedError("utilisé", {theme})

    monkeypatch.setattr(Theme, "delete", refuse)
    response = ana.post(url(theme), {"post": "yes", "verrou": "0"}, follow=True)

    assert "Une autre fiche dépend de celle-ci depuis peu" in response.content.decode()
    assert Theme.objects.exists()


def test_selection_of_a_list_cannot_be_deleted_at_once(ana, theme):
    ana.post(
        "/admin/gediq/theme/", {"action": "delete_selected", "_selected_action": [theme.pk], "index": "0"}
    )

    assert Theme.objects.exists()


def test_nobody_deletes_without_the_right(client, theme):
    client.force_login(create_utilisateur("Lecture"))

    assert client.post(url(theme), {"post": "yes", "verrou": "5"}).status_code == 403
    assert Theme.objects.exists()


def test_deleting_a_theme_shows_no_row_that_only_ties_two_records(client):
    theme = create_theme()
    create_seance().themes.add(theme)
    client.force_login(create_superuser())

    text = client.get(f"/admin/gediq/theme/{theme.pk}/delete/").content.decode()

    assert "object (" not in text


def test_a_cycle_in_use_names_its_sessions_rather_than_a_missing_right(client):
    seance = create_seance(code="op-90")
    client.force_login(create_superuser())

    text = client.get(f"/admin/programmation/cycle/{seance.cycle_id}/delete/").content.decode()

    assert "op-90" in text
    assert "permission" not in text.lower()
