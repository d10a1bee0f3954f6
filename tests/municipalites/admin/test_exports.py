"""Lists taken away: what is filtered, in both formats, with nothing that calculates."""

import csv
import tracemalloc
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from municipalites.models import Niveau, Valeur
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)
from tests.pages import body

MUNICIPALITES = "/admin/municipalites/municipalite/"
ENTENTES = "/admin/municipalites/entente/"


@pytest.fixture
def lecture(client, db):
    client.force_login(create_utilisateur("Lecture"))
    return client


def read_csv(response):
    text = body(response).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def read_xlsx(response):
    sheet = load_workbook(BytesIO(body(response)), read_only=True).active
    titles, *lines = sheet.iter_rows(values_only=True)
    # Empty cells at the end of a line are not in the file.
    return [dict(zip(titles, line, strict=False)) for line in lines]


def test_municipalities_of_the_filter_alone_are_exported(lecture):
    region = create_territoire(Niveau.REGION, nom="Région Une")
    mrc = create_territoire(parent=region, nom="MRC Une")
    create_municipalite(nom="L’Île", code="99301", parent=mrc, latitude="46.5", longitude="-72.25")
    create_municipalite()

    response = lecture.get(f"{MUNICIPALITES}liste.csv?region={region.code}")

    (line,) = read_csv(response)
    assert response["Content-Type"].startswith("text/csv")
    assert ".csv" in response["Content-Disposition"]
    assert (line["Code géographique"], line["Nom officiel"]) == ("99301", "L’Île")
    assert (line["MRC"], line["Région administrative"]) == ("MRC Une", "Région Une")
    assert (line["Latitude"], line["Nature"], line["Territoire inventé"]) == ("46,5", "Ville", "non")


def test_agreements_are_exported_with_all_their_signatories(lecture):
    create_entente(
        create_municipalite(nom="Aaa", code="99302"),
        create_municipalite(nom="Bbb", code="99303"),
        montant_ministere=Decimal("1234.50"),
        date_debut="2018-04-01",
    )

    (text,) = read_csv(lecture.get(f"{ENTENTES}liste.csv"))
    (native,) = read_xlsx(lecture.get(f"{ENTENTES}liste.xlsx"))

    assert (text["Codes des signataires"], text["Signataires"]) == ("99302 | 99303", "Aaa | Bbb")
    assert (text["Montant du ministère"], text["Début"]) == ("1234,5", "2018-04-01")
    assert native["Montant du ministère"] == 1234.5
    assert native["Début"].date() == date(2018, 4, 1)


def test_figures_of_the_municipalities_listed_are_exported(lecture):
    indicateur = create_indicateur("pop", libelle_fr="Population")
    source = create_source(code="recensement")
    ville = create_municipalite(nom="Ville-Cherchée", code="99304")
    create_valeur(ville, indicateur, 2016, Decimal("7590.5"), source=source)
    create_valeur(ville, indicateur, 2021, None, source=source, motif="confidentiel")
    create_valeur(create_municipalite(), indicateur, 2021, 1, source=source)

    lines = read_csv(lecture.get(f"{MUNICIPALITES}chiffres.csv?q=cherchee"))

    facts = [(line["Année"], line["Valeur"], line["Motif d’absence"]) for line in lines]
    assert facts == [("2016", "7590,5", ""), ("2021", "", "Confidentiel")]
    assert {line["Code de la source"] for line in lines} == {"recensement"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_text_that_would_calculate_stays_a_text(lecture, sign):
    create_municipalite(nom=f"{sign}1+1", code="99305")

    (text,) = read_csv(lecture.get(f"{MUNICIPALITES}liste.csv"))
    sheet = load_workbook(BytesIO(body(lecture.get(f"{MUNICIPALITES}liste.xlsx")))).active

    assert text["Nom officiel"].startswith("'")
    assert (sheet["B2"].value, sheet["B2"].data_type) == (f"{sign}1+1", "s")
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("99305", "s")


def test_links_of_the_list_carry_its_filter(lecture):
    page = lecture.get(f"{MUNICIPALITES}?nature=ville").content.decode()

    assert f'href="{MUNICIPALITES}liste.csv?nature=ville"' in page
    assert f'href="{MUNICIPALITES}chiffres.xlsx?nature=ville"' in page


@pytest.mark.parametrize("query", ["parent__exact=99999999999999999999", "n_existe_pas=1", "q=%00"])
def test_filter_that_cannot_be_read_leads_back_to_the_list(lecture, query):
    response = lecture.get(f"{MUNICIPALITES}liste.csv?{query}")

    assert (response.status_code, response["Location"]) == (302, MUNICIPALITES)


def test_nothing_is_taken_away_without_the_right(client, db):
    client.force_login(create_utilisateur())

    addresses = (f"{MUNICIPALITES}liste.csv", f"{MUNICIPALITES}chiffres.xlsx", f"{ENTENTES}liste.csv")
    assert [client.get(address).status_code for address in addresses] == [403] * 3


def peak(client, address):
    tracemalloc.start()
    size = sum(map(len, client.get(address).streaming_content))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size, most


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_figures(lecture, extension):
    fields = {"territoire_id": create_municipalite().pk, "indicateur": create_indicateur("pop"), "valeur": 7}

    def fill(sources):
        for _rank in range(sources):
            source = create_source()
            years = (Valeur(annee=annee, source=source, **fields) for annee in range(1850, 2101))
            Valeur.objects.bulk_create(years)

    address = f"{MUNICIPALITES}chiffres.{extension}"
    fill(4)
    small, few = peak(lecture, address)
    fill(12)
    large, many = peak(lecture, address)

    assert large > 3 * small
    assert many < 1.3 * few
