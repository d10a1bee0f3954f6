"""The programme as a table for spreadsheets."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from programmation.domain.ouverture import COLUMNS
from programmation.enums import Statut, TypeSeance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_date, create_lieu, create_referentiel, create_seance

pytestmark = pytest.mark.django_db


def rows(client, langue="fr"):
    content = client.get(f"/{langue}/programmation/calendrier.csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_a_session_has_one_line_per_date_with_the_places_of_that_date(client):
    seance = create_seance(
        code="op-99",
        types=[TypeSeance.SYNTHESE, TypeSeance.ECHANGE],
        titre_fr="Titre, « à virgule »",
        referentiels=[create_referentiel(numero=2), create_referentiel(numero=4)],
    )
    create_date(seance, "2020-06-05", debut="09:00")
    second = create_date(seance, "2020-06-12", statut=Statut.ANNULEE)
    everywhere, then = create_municipalite(), create_municipalite()
    create_lieu(seance, municipalite=everywhere)
    create_lieu(seance, municipalite=then, date=second, position=1)

    first_row, second_row = rows(client)

    assert first_row == {
        "code": "op-99",
        "cycle": seance.cycle.code,
        "types": "synthese|echange",
        "titre": "Titre, « à virgule »",
        "referentiels": "2|4",
        "mode": "en_personne",
        "statut": "prevue",
        "jour": "2020-06-05",
        "debut": "09:00",
        "fin": "",
        "statut_date": "prevue",
        "codes_lieux": everywhere.code,
        "lieux": everywhere.nom,
        "url": "http://testserver/fr/programmation/seances/op-99/",
    }
    assert second_row["statut_date"] == "annulee"
    assert second_row["codes_lieux"] == f"{everywhere.code}|{then.code}"


def test_a_session_without_date_has_a_line_too(client):
    create_seance(code="op-99")

    (row,) = rows(client)

    assert (row["code"], row["jour"], row["statut_date"]) == ("op-99", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_becomes_a_formula(client, start):
    create_seance(titre_fr=f"{start}HYPERLINK(1)")

    (row,) = rows(client)

    assert row["titre"].startswith("'")


def test_names_of_columns_are_the_same_in_both_languages_and_documented(client):
    create_seance(jours=["2020-06-05"])

    (fr,), (en,) = rows(client, "fr"), rows(client, "en")

    assert list(fr) == list(en) == list(COLUMNS)
    assert {name for name in fr if fr[name] != en[name]} == {"titre", "url"}
    documentation = (Path(settings.BASE_DIR) / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in documentation] == []


def test_it_is_a_file_to_keep(client):
    response = client.get("/fr/programmation/calendrier.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="gedciq-programmation.csv"'
