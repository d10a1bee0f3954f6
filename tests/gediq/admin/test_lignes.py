"""The rows of an inline in one save: swapped, re-created, moved, without the database in the way."""

from datetime import date

import pytest
from django.db import transaction
from django.forms import inlineformset_factory

from gediq.admin.formulaire import EditableRowForm
from gediq.admin.lignes import EditableFormSet
from programmation.models import DateSeance, LieuSeance, Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.programmation import create_lieu, create_seance

# For real: foreign keys are checked when the transaction ends.
pytestmark = pytest.mark.django_db(transaction=True)

DATES = inlineformset_factory(
    Seance, DateSeance, form=EditableRowForm, formset=EditableFormSet, fields=["jour"], extra=0
)
LIEUX = inlineformset_factory(
    Seance,
    LieuSeance,
    form=EditableRowForm,
    formset=EditableFormSet,
    fields=["municipalite", "date"],
    extra=0,
)
JUIN_5, JUIN_12 = "2020-06-05", "2020-06-12"


def posted(prefix, rows, new=()):
    """What the page posts: existing rows with what changes in them, then new ones."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows) + len(new), f"{prefix}-INITIAL_FORMS": len(rows)}
    for rank, (row, values) in enumerate(rows):
        own = {"id": row.pk, "verrou": row.verrou} | values
        data |= {f"{prefix}-{rank}-{name}": value for name, value in own.items()}
    for rank, values in enumerate(new, start=len(rows)):
        data |= {f"{prefix}-{rank}-{name}": value for name, value in values.items()}
    return data


def save(formset):
    """As the admin does: in one transaction."""
    with transaction.atomic():
        formset.save()


def dates_of(seance):
    return list(seance.dates.order_by("id"))


@pytest.fixture
def seance():
    return create_seance(jours=[JUIN_5, JUIN_12])


def test_two_rows_swap_what_must_be_unique(seance):
    first, second = dates_of(seance)
    lieu = create_lieu(seance, date=first)
    formset = DATES(
        posted("dates", [(first, {"jour": JUIN_12}), (second, {"jour": JUIN_5})]), instance=seance
    )

    assert formset.is_valid(), formset.errors
    save(formset)

    assert [(row.pk, row.uid, row.jour.isoformat()) for row in dates_of(seance)] == [
        (first.pk, first.uid, JUIN_12),
        (second.pk, second.uid, JUIN_5),
    ]
    assert [row.created_at for row in dates_of(seance)] == [first.created_at, second.created_at]
    lieu.refresh_from_db()
    assert lieu.date_id == first.pk


def test_three_rows_turn_round(seance):
    third = DateSeance.objects.create(seance=seance, jour=date(2020, 6, 19))
    first, second, _third = dates_of(seance)
    rows = [(first, {"jour": JUIN_12}), (second, {"jour": "2020-06-19"}), (third, {"jour": JUIN_5})]
    formset = DATES(posted("dates", rows), instance=seance)

    assert formset.is_valid(), formset.errors
    save(formset)

    assert [row.jour.isoformat() for row in dates_of(seance)] == [JUIN_12, "2020-06-19", JUIN_5]


def test_row_deleted_and_typed_again_in_one_save(seance):
    first, second = dates_of(seance)
    rows = [(first, {"jour": JUIN_5, "DELETE": "on"}), (second, {"jour": JUIN_12})]
    formset = DATES(posted("dates", rows, new=[{"jour": JUIN_5}]), instance=seance)

    assert formset.is_valid(), formset.errors
    save(formset)

    assert {row.jour.isoformat() for row in dates_of(seance)} == {JUIN_5, JUIN_12}
    assert not DateSeance.objects.filter(pk=first.pk).exists()


def test_new_row_takes_the_day_that_another_leaves(seance):
    first, second = dates_of(seance)
    rows = [(first, {"jour": "2020-06-19"}), (second, {"jour": JUIN_12})]
    formset = DATES(posted("dates", rows, new=[{"jour": JUIN_5}]), instance=seance)

    assert formset.is_valid(), formset.errors
    save(formset)

    assert sorted(row.jour.isoformat() for row in dates_of(seance)) == [JUIN_5, JUIN_12, "2020-06-19"]


def test_two_identical_rows_are_refused_beside_the_second(seance):
    first, second = dates_of(seance)
    formset = DATES(
        posted("dates", [(first, {"jour": JUIN_12}), (second, {"jour": JUIN_12})]), instance=seance
    )

    assert not formset.is_valid()
    assert formset.errors == [{}, {"jour": ["Ce jour est déjà une date de la séance."]}]


def test_rows_without_a_day_are_not_identical(seance):
    first, second = dates_of(seance)
    formset = DATES(posted("dates", [(first, {"jour": ""}), (second, {"jour": ""})]), instance=seance)

    assert formset.is_valid(), formset.errors


def test_conditional_rule_counts_only_the_rows_it_concerns(seance):
    lieu = create_lieu(seance)
    first, _second = dates_of(seance)
    rows = [(lieu, {"municipalite": lieu.municipalite_id, "date": ""})]
    with_a_date = [{"municipalite": lieu.municipalite_id, "date": first.pk}]
    without = [{"municipalite": lieu.municipalite_id, "date": ""}]

    assert LIEUX(posted("lieux", rows, new=with_a_date), instance=seance).is_valid()
    refused = LIEUX(posted("lieux", rows, new=without), instance=seance)
    assert not refused.is_valid()
    assert refused.errors[1] == {"municipalite": ["Cette municipalité est déjà un lieu de la séance."]}


def test_saved_rows_say_who_and_raise_their_lock(seance):
    first, second = dates_of(seance)
    rows = [(first, {"jour": "2020-06-06"}), (second, {"jour": JUIN_12})]
    formset = DATES(posted("dates", rows, new=[{"jour": "2020-06-20"}]), instance=seance)
    formset.by = create_utilisateur(nom="Ana")
    formset.is_valid()
    save(formset)

    changed, untouched, new = dates_of(seance)
    assert [(row.verrou, str(row.updated_by)) for row in (changed, untouched, new)] == [
        (1, "Ana"),
        (0, "None"),
        (1, "Ana"),
    ]
    assert str(new.created_by) == "Ana"


def test_row_that_comes_back_keeps_its_identity(seance):
    first, _second = dates_of(seance)
    first.delete()
    rows = [(row, {"jour": row.jour.isoformat()}) for row in dates_of(seance)]
    formset = DATES(posted("dates", rows, new=[{"jour": JUIN_5, "uid": str(first.uid)}]), instance=seance)
    formset.is_valid()
    save(formset)

    assert seance.dates.get(jour=JUIN_5).uid == first.uid


def test_identity_already_taken_is_not_given_twice(seance):
    first, second = dates_of(seance)
    rows = [(row, {"jour": row.jour.isoformat()}) for row in (first, second)]
    formset = DATES(
        posted("dates", rows, new=[{"jour": "2020-06-19", "uid": str(first.uid)}]), instance=seance
    )

    assert formset.is_valid(), formset.errors
    save(formset)
    assert seance.dates.get(jour="2020-06-19").uid != first.uid
