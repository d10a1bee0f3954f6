"""The table of rights: what each group may do, whatever happened to it before."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from gediq.domain.groupes import GROUPS, apply_groups
from tests.factories.comptes import create_utilisateur

pytestmark = pytest.mark.django_db


def test_the_five_groups_exist_after_migration():
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Lecture",
        "Rédaction",
        "Relecture",
        "Enquêtes",
        "Administration",
    }


def test_applying_the_table_again_takes_back_what_was_added_by_hand():
    lecture = Group.objects.get(name="Lecture")
    before = set(lecture.permissions.all())
    lecture.permissions.add(Permission.objects.get(codename="delete_seance"))

    apply_groups(Group, Permission)

    assert set(lecture.permissions.all()) == before


def test_lecture_sees_the_programme_and_changes_nothing():
    person = create_utilisateur("Lecture")

    rights = person.get_all_permissions()

    assert "programmation.view_seance" in rights
    assert [right for right in rights if ".view_" not in right] == []
    assert "gediq.view_utilisateur" not in rights


def test_redaction_writes_the_programme_and_not_the_accounts():
    person = create_utilisateur("Rédaction")

    assert person.has_perms(
        ["programmation.add_seance", "gediq.change_page", "municipalites.change_municipalite"]
    )
    assert not person.has_perm("municipalites.delete_municipalite")
    assert not person.has_perm("gediq.view_utilisateur")


def test_accounts_belong_to_administration():
    assert create_utilisateur("Administration").has_perm("gediq.change_utilisateur")
    assert not create_utilisateur("Relecture").has_perm("gediq.change_utilisateur")


def test_every_model_staff_edit_is_in_the_table():
    labels = {label for rights in GROUPS.values() for label in rights}
    derived = {"gediq.entreerecherche", "gediq.jeton", "gediq.demandecode"}
    models = {
        model._meta.label_lower
        for app in ("gediq", "programmation", "municipalites")
        for model in apps.get_app_config(app).get_models()
    }

    assert models - labels == derived
