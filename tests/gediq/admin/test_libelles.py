"""Values and names of the back office, as readers of each language write them."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.utils.translation import override

from gediq.admin.libelles import display_input, display_plain
from gediq.models import ChiffreAnnonce, Theme
from programmation.models import DateSeance, Document, Edition, LieuSeance
from tests.factories.gediq import create_theme

MOMENT = datetime(2020, 6, 5, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (date(2020, 6, 1), "1er juin 2020", "June 1, 2020"),
        ("2020-06-05", "5 juin 2020", "June 5, 2020"),
        ("2020-06", "juin 2020", "June 2020"),
        (time(9, 5), "9 h 05", "9:05 a.m."),
        (MOMENT, "5 juin 2020, à 14 h 30", "June 5, 2020, 2:30 p.m."),
        ("2020-02-30", "2020-02-30", "2020-02-30"),
        ("2018-2019", "2018-2019", "2018-2019"),
        (12, "12", "12"),
    ],
)
def test_days_months_and_hours_are_written_as_in_the_language_of_the_page(value, french, english):
    for langue, expected in (("fr", french), ("en", english)):
        with override(langue):
            assert display_plain(value).replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("field", "stored", "typed", "text"),
    [
        (forms.DateField(), date(2020, 6, 5), "2020-06-05", "5 juin 2020"),
        (forms.TimeField(), time(9), "9:00", "9 h"),
        (forms.SplitDateTimeField(), MOMENT, ["2020-06-05", "14:30"], "5 juin 2020, à 14 h 30"),
        (forms.BooleanField(), True, "on", "oui"),
        (forms.ChoiceField(choices=[("a", "Annulée")]), "a", "a", "Annulée"),
    ],
)
def test_what_is_stored_and_what_was_just_typed_are_said_alike(field, stored, typed, text):
    with override("fr"):
        said = [display_input(field, value).replace("\xa0", " ") for value in (stored, typed)]

    assert said == [text, text]


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        (forms.DateField(), "demain", "demain"),
        (forms.SplitDateTimeField(), ["2020-02-30", "14:30"], "2020-02-30 14:30"),
    ],
)
def test_what_is_no_day_is_said_as_it_was_typed(field, typed, text):
    assert display_input(field, typed) == text


@pytest.mark.parametrize("model", [Theme, ChiffreAnnonce, LieuSeance, Document])
def test_what_orders_rows_is_called_their_rank(model):
    with override("fr"):
        assert model._meta.get_field("position").verbose_name == "rang"


@pytest.mark.django_db
def test_lists_and_forms_speak_of_a_rank_never_of_a_position(ana):
    create_theme()
    pages = [ana.get(f"/admin/gediq/theme/{page}").content.decode() for page in ("", "add/")]

    assert ["Rang" in page and "Position" not in page for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("row", "french", "english"),
    [
        (DateSeance(jour=date(2027, 2, 19)), "19 février 2027", "February 19, 2027"),
        (DateSeance(mois="2027-02"), "février 2027", "February 2027"),
        (DateSeance(mois="2027-13"), "2027-13", "2027-13"),
        (DateSeance(), "À confirmer", "To be confirmed"),
        (Edition(numero=2), "Édition 2", "Edition 2"),
    ],
)
def test_dates_and_editions_are_named_in_the_language_of_the_page(row, french, english):
    for langue, expected in (("fr", french), ("en", english)):
        with override(langue):
            assert str(row).replace("\xa0", " ") == expected


@pytest.mark.django_db
def test_links_beside_a_choice_are_words_not_pictures(ana):
    page = ana.get("/admin/programmation/cycle/add/").content.decode()
    links = page.partition('id="change_id_programme"')[2].partition("</div>")[0]

    assert [f">{word}<span" in links for word in ("Modifier", "Ajouter")] == [True, True]
    assert "<img" not in links
    assert "view_id_programme" not in page
