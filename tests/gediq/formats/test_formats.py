"""What Django writes and reads by itself, in the admin above all."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

LANGUES = ["fr", "en"]


@pytest.mark.parametrize("langue", LANGUES)
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2020, 6, 1), "2020-06-01"),
        (time(9, 5), "09:05"),
        (datetime(2020, 6, 1, 14, 0, tzinfo=ZoneInfo("America/Toronto")), "2020-06-01 14:00"),
        (2020, "2020"),
    ],
)
def test_values_printed_by_django_are_iso_and_years_are_never_grouped(langue, value, expected):
    with translation.override(langue):
        assert Template("{{ value }}").render(Context({"value": value})) == expected


@pytest.mark.parametrize("langue", LANGUES)
def test_short_date_of_admin_lists_is_iso(langue):
    with translation.override(langue):
        assert formats.date_format(date(2020, 6, 1), "SHORT_DATE_FORMAT") == "2020-06-01"


@pytest.mark.parametrize("langue", LANGUES)
def test_week_starts_on_monday(langue):
    with translation.override(langue):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(("langue", "expected"), [("fr", "1\u00a0234,5"), ("en", "1,234.5")])
def test_decimal_and_thousands_signs(langue, expected):
    with translation.override(langue):
        assert formats.number_format(Decimal("1234.5"), use_l10n=True, force_grouping=True) == expected


@pytest.mark.parametrize("langue", LANGUES)
def test_date_field_shows_and_reads_iso_and_refuses_what_is_ambiguous(langue):
    field = forms.DateField()
    with translation.override(langue):
        assert field.clean("2020-06-05") == date(2020, 6, 5)
        assert 'value="2020-06-05"' in field.widget.render("jour", date(2020, 6, 5))
        with pytest.raises(forms.ValidationError):
            field.clean("05/06/2020")


@pytest.mark.parametrize("typed", ["9:30", "09:30:00", "9 h 30", "9h30"])
def test_hour_is_read_as_french_staff_type_it(typed):
    with translation.override("fr"):
        assert forms.TimeField().clean(typed) == time(9, 30)
