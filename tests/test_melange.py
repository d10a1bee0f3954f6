"""Rows asked for without an order never come in the order of insertion."""

import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db
NAMES = ["a", "b", "c", "d"]


@pytest.fixture
def groups():
    Group.objects.all().delete()
    return [Group.objects.create(name=name) for name in NAMES]


@pytest.mark.usefixtures("groups")
def test_unordered_objects_never_come_as_inserted():
    names = [group.name for group in Group.objects.all()]

    assert names != NAMES
    assert sorted(names) == NAMES


@pytest.mark.usefixtures("groups")
def test_unordered_values_never_come_as_inserted():
    assert list(Group.objects.values_list("name", flat=True)) != NAMES


@pytest.mark.usefixtures("groups")
def test_ordered_rows_keep_their_order():
    assert list(Group.objects.order_by("-name").values_list("name", flat=True)) == NAMES[::-1]


def test_members_of_a_relation_never_come_as_added(groups, django_user_model):
    user = django_user_model.objects.create(courriel="a@example.org")
    user.groups.set(groups)

    (fetched,) = django_user_model.objects.prefetch_related("groups")

    assert [group.name for group in fetched.groups.all()] != NAMES
