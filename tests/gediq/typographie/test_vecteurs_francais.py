"""Each line is one example of the house rules for French (Quebec), under its number."""

from datetime import date, time
from fractions import Fraction
from functools import partial

import pytest

from gediq import typographie as t
from tests.gediq.typographie import days, visible

dates = partial(t.format_dates, langue="fr")
period = partial(t.format_range, langue="fr")
moment = partial(t.format_moment, langue="fr")
clock = partial(t.format_time, langue="fr")
count = partial(t.format_count, singular="séance", plural="séances", langue="fr")
ordinal = partial(t.format_ordinal, langue="fr")

VECTORS = [
    ("F1", dates(days("2020-06-05")), "5⍽juin⍽2020"),
    ("F2", dates(days("2020-06-01")), "1er⍽juin⍽2020"),
    ("F3", dates(days("2020-06-05", "2020-06-12")), "5 et 12⍽juin⍽2020"),
    ("F4", dates(days("2020-06-12", "2020-06-05", "2020-06-12")), "5 et 12⍽juin⍽2020"),
    ("F5", dates(days("2020-06-01", "2020-06-08")), "1er et 8⍽juin⍽2020"),
    ("F6", dates(days("2020-06-05", "2020-06-12", "2020-06-19")), "5, 12 et 19⍽juin⍽2020"),
    ("F7", dates(days("2020-05-29", "2020-06-05")), "29⍽mai et 5⍽juin⍽2020"),
    ("F8", dates(days("2020-05-29", "2020-06-01")), "29⍽mai et 1er⍽juin⍽2020"),
    ("F9", dates(days("2020-05-22", "2020-05-29", "2020-06-05")), "22 et 29⍽mai et 5⍽juin⍽2020"),
    ("F10", dates(days("2019-12-12", "2020-01-16")), "12⍽décembre⍽2019 et 16⍽janvier⍽2020"),
    ("F11", period(*days("2020-06-05", "2020-06-07")), "du 5 au 7⍽juin⍽2020"),
    ("F12", period(*days("2020-06-05", "2020-06-06")), "5 et 6⍽juin⍽2020"),
    ("F13", period(*days("2020-05-29", "2020-06-01")), "du 29⍽mai au 1er⍽juin⍽2020"),
    ("F14", period(*days("2019-12-30", "2020-01-02")), "du 30⍽décembre⍽2019 au 2⍽janvier⍽2020"),
    ("F15", period(*days("2020-06-05", "2020-06-05")), "5⍽juin⍽2020"),
    ("F16", dates(days("2020-06-05"), weekday=True), "vendredi 5⍽juin⍽2020"),
    ("F17", dates(days("2020-06-05", "2020-06-12"), weekday=True), "vendredis 5 et 12⍽juin⍽2020"),
    ("F18", dates(days("2020-06-05", "2020-06-12"), style="phrase"), "les 5 et 12⍽juin⍽2020"),
    ("F19", dates(days("2020-06-01"), style="phrase"), "le 1er⍽juin⍽2020"),
    ("F20", t.format_month(2018, 6, langue="fr"), "juin⍽2018"),
    ("F21", t.format_season("ete", 2018, langue="fr"), "été⍽2018"),
    ("F22", dates(days("2020-06-05"), style="table"), "2020-06-05"),
    ("F23", t.format_short_date(date(2020, 7, 1), langue="fr"), "1er⍽juill.⍽2020"),
    ("F24", clock(time(9)), "9⍽h"),
    ("F25", clock(time(9, 30)), "9⍽h⍽30"),
    ("F26", clock(time(9, 5)), "9⍽h⍽05"),
    ("F27", clock(time(0)), "0⍽h"),
    ("F28", t.format_hours(time(13, 30), time(16), langue="fr"), "de 13⍽h⍽30 à 16⍽h"),
    ("F29", moment(days("2020-06-05"), time(9), time(12)), "5⍽juin⍽2020, de 9⍽h à 12⍽h"),
    (
        "F30",
        moment(days("2020-06-05"), time(14, 30), videoconference=True),
        "5⍽juin⍽2020, à 14⍽h⍽30 (heure de l’Est)",
    ),
    ("F31", t.format_integer(1762949, langue="fr"), "1⍽762⍽949"),
    ("F32 year", t.format_years(2020, langue="fr"), "2020"),
    ("F32 count", t.format_integer(2020, langue="fr"), "2⍽020"),
    ("F33", t.format_percent(52, langue="fr"), "52⍽%"),
    ("F34", t.format_share(32, 54, 1, langue="fr"), "59,3⍽%"),
    ("F34 fraction", t.format_percent(Fraction(3200, 54), 1, langue="fr"), "59,3⍽%"),
    (
        "F35",
        f"{t.format_percent(80, langue='fr')} des personnes immigrantes",
        "80⍽% des personnes immigrantes",
    ),
    ("F36", t.format_rounded(8484965, langue="fr"), "8,5⍽millions"),
    ("F36 singular", t.format_rounded(1500000, langue="fr"), "1,5⍽million"),
    ("F37 none", count(0), "0⍽séance"),
    ("F37 one", count(1), "1⍽séance"),
    ("F37 two", count(2), "2⍽séances"),
    ("F38", t.format_years(2018, 2021, langue="fr"), "2018-2021"),
    ("F39", t.quote("Opération Partage", langue="fr"), "«⍽Opération Partage⍽»"),
    (
        "F40",
        t.label_value(["Sherbrooke", "Trois-Rivières"], "Lieu", "Lieux", langue="fr"),
        "Lieux⍽: Sherbrooke et Trois-Rivières",
    ),
    ("F41 masculine", ordinal(1), "1er"),
    ("F41 feminine", ordinal(1, feminin=True), "1re"),
    ("F41 second", ordinal(2), "2e"),
    ("F42", t.format_money(1250.5, langue="fr"), "1⍽250,50⍽$"),
    ("F43", t.format_variation(-3.25, 1, langue="fr"), "−3,3⍽points"),
    ("F44 no data", t.format_missing(langue="fr"), "n.⍽d."),
    ("F44 read aloud", t.missing_words(langue="fr"), "non disponible"),
    ("F44 not applicable", t.format_missing("sans_objet", langue="fr"), "s.⍽o."),
    ("F44 not applicable, read aloud", t.missing_words("sans_objet", langue="fr"), "sans objet"),
]


@pytest.mark.parametrize(("number", "written", "expected"), VECTORS, ids=[v[0] for v in VECTORS])
def test_french_is_written_as_the_house_rules_say(number, written, expected):
    assert visible(written) == expected


def test_every_french_example_is_here():
    assert {number.split()[0] for number, *_ in VECTORS} == {f"F{n}" for n in range(1, 45)}
