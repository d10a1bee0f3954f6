import io
import time
import tracemalloc
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from municipalites.domain.importation import classeur
from municipalites.domain.importation.entetes import read_tableau, synonym_finder
from municipalites.domain.importation.lignes import MAX_LIGNES
from municipalites.domain.importation.texte import MAX_PHYSIQUE
from tests.factories.classeurs import SHEET, csv_file, saved, sheet_xml, xlsx_file, xlsx_with

find_cle = synonym_finder({"code": ["code géographique"], "nom": ["municipalité"], "note": []})


def read(fichier):
    return read_tableau(fichier, find_cle, ["code"])


def rows_of(fichier):
    return [(row.numero, row["code"], row["nom"]) for row in read(fichier).rangees()]


def refusal_of(fichier):
    with pytest.raises(ValidationError) as refusal:
        list(read(fichier).rangees())
    return refusal.value


# --- Text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fin", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("signe", [";", ",", "\t"])
@pytest.mark.parametrize("encodage", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_delimiter_and_end_of_line_of_excel_reads_the_same(encodage, signe, fin):
    fichier = csv_file(f"Code{signe}Nom", f"01023{signe}L’Île-Dupas", encodage=encodage, fin=fin)

    assert rows_of(fichier) == [(2, "01023", "L’Île-Dupas")]


def test_a_row_is_known_by_the_physical_line_where_it_starts():
    fichier = csv_file("code;nom;note", '1;a;"deux\r\nlignes\r\nencore"', "", "2;b;", '3;"c ""d"" e";')

    assert rows_of(fichier) == [(2, "1", "a"), (6, "2", "b"), (7, "3", 'c "d" e')]


def test_the_delimiter_is_the_one_that_gives_the_headings():
    assert rows_of(csv_file("Liste, mise à jour, en 2024", "code;nom", "1;a, b, c, d")) == [
        (3, "1", "a, b, c, d")
    ]


def test_the_line_by_which_excel_states_its_delimiter_is_no_heading():
    assert rows_of(csv_file("sep=;", "code;nom", "1;a")) == [(3, "1", "a")]
    assert rows_of(csv_file("sep=\t", "code\tnom", "1\ta")) == [(3, "1", "a")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf", "entete"),
        (b"\xff\xfe", "entete"),
        (b"\r\n\r\n", "entete"),
        (b"un;deux\r\n1;2", "entete"),
        (b"code;nom\r\n1;a\0b", "encodage"),
        (b"\0" * 5000, "encodage"),
        ("code;nom\r\n1;\ud800".encode("utf-16-le", "surrogatepass"), "encodage"),
        (b"\xef\xbb\xbfcode;nom\r\n1;\xed\xa0\x80", "encodage"),
        (b"code;nom\r\n1;\x81", "encodage"),
        (b"code;nom\r\n1;" + b"a" * 1_000_000, "trop_grand"),
        (b'code;nom\r\n1;"a' + b"\r\nb" * 1000, "trop_grand"),
        (b'code;nom\r\n1;"' + b"a" * (MAX_PHYSIQUE - 100), "trop_grand"),
        (b"code;nom\r\n1;" + (b"a" * 100_000 + b";") * 3, "trop_grand"),
        (b"code;nom\r\n" + b";" * 600 + b"a", "trop_grand"),
        (b"%PDF-1.7 code;nom", "format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "protege"),
        (b"PK\x03\x04 not an archive", "abime"),
        (b"PK\x03\x04", "abime"),
        (b"code;nom;CODE G\xc9OGRAPHIQUE\r\n1;a;2", "entete"),
    ],
)
def test_a_hostile_or_useless_file_is_refused_in_plain_words(content, code):
    refusal = refusal_of(io.BytesIO(content))

    assert refusal.code == code
    assert refusal.messages[0].endswith((".", "premières."))


def test_headings_alone_are_an_empty_table():
    assert rows_of(csv_file("code;nom")) == []
    assert rows_of(io.BytesIO(b"code;nom")) == []


def test_a_file_above_the_limit_is_refused_before_it_is_read(settings):
    settings.TAILLE_MAX_IMPORTATION = 2_000_000
    fichier = csv_file("code;nom", *["1;a"] * 500_000)

    refusal = refusal_of(fichier)

    assert (refusal.code, refusal.messages) == (
        "trop_lourd",
        ["Le fichier est trop lourd\xa0: la limite est de 2\xa0Mo."],
    )
    assert len(rows_of(csv_file("code;nom", *["1;a"] * 3))) == 3


def test_a_long_text_is_read_with_little_memory():
    fichier = csv_file("code;nom", *["66023;Montréal"] * MAX_LIGNES)
    tracemalloc.start()

    count = sum(1 for _row in read(fichier).rangees())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == MAX_LIGNES
    assert peak < 3_000_000


def test_more_rows_than_any_list_are_refused_before_they_fill_the_memory():
    assert refusal_of(csv_file("code;nom", *["1"] * (MAX_LIGNES + 1))).code == "trop_grand"


# --- Workbooks -----------------------------------------------------------------------------------


def test_a_workbook_reads_like_the_text_a_person_would_type():
    book = Workbook()
    sheet = book.active
    sheet.append(["Code", "Nom"])
    for value in (66023.0, 7590, 0.1 + 0.2, True, date(2021, 5, 1), "  Percé ", 1e16):
        sheet.append([1, value])
    sheet["B9"] = 0.123
    sheet["B9"].number_format = "0.0%"
    sheet["A9"] = 1

    names = [nom for _numero, _code, nom in rows_of(saved(book))]

    assert names == [
        "66023",
        "7590",
        "0.3",
        "VRAI",
        "2021-05-01T00:00:00",
        "Percé",
        "10000000000000000",
        "12.3 %",
    ]


def test_the_table_is_found_below_a_title_and_on_another_sheet():
    fichier = xlsx_file(
        ["Lisez-moi"], feuilles=[("Données", [["Liste"], [], ["Code", "Nom"], [], ["01023", "Percé"]])]
    )

    tableau = read(fichier)

    assert [(row.numero, row["nom"]) for row in tableau.rangees()] == [(5, "Percé")]
    assert (tableau.feuille, tableau.autres_feuilles) == ("Données", ["Sheet"])


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["rien"])
    hidden = book.create_sheet("Cachée")
    hidden.append(["code", "nom"])
    hidden.sheet_state = "hidden"

    assert refusal_of(saved(book)).code == "entete"


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        (SHEET, ENTITIES, "bombe"),
        (SHEET, ENTITIES.decode().encode("utf-16"), "bombe"),
        (SHEET, b"<!--" + b" " * 200_000 + b"-->" + ENTITIES, "bombe"),
        ("xl/sharedStrings.xml", ENTITIES, "bombe"),
        ("xl/worksheets/sheet1.dat", ENTITIES, "bombe"),
        ("xl/media/vide.bin", b"\0" * (classeur.MAX_DECOMPRESSE + 1), "bombe"),
        (SHEET, sheet_xml("<row/>" * (classeur.MAX_BALISES + 1)), "bombe"),
        (
            SHEET,
            sheet_xml('<row r="1"><c t="inlineStr"><is><t>code</t></is></c></row><row r="9999999999"/>'),
            "bombe",
        ),
        (SHEET, sheet_xml('<row r="1"><c r="XFD1"/></row>' * 300_000), "trop_grand"),
        (SHEET, sheet_xml('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), "abime"),
        (SHEET, sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "abime"),
        (SHEET, sheet_xml("<row>")[:-20], "abime"),
        ("[Content_Types].xml", b"<Types/>", "abime"),
    ],
)
def test_a_workbook_built_to_be_heavy_or_broken_is_refused(name, part, code):
    started = time.monotonic()

    refusal = refusal_of(xlsx_with(name, part))

    assert refusal.code == code
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("declared", [b"A1:XFD1048576", b"A1:A1"])
def test_a_sheet_is_read_for_what_it_holds_and_not_for_what_it_declares(declared):
    cells = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in (("A", "code"), ("B", "nom"))
    )
    xml = sheet_xml(f'<row r="1">{cells}</row><row r="3"><c r="A3"><v>7</v></c><c r="SF3" s="0"/></row>')
    xml = xml.replace(b"<sheetData>", b'<dimension ref="%s"/><sheetData>' % declared)

    assert rows_of(xlsx_with(SHEET, xml)) == [(3, "7", "")]


def test_a_sheet_of_more_columns_than_any_table_is_refused():
    assert refusal_of(xlsx_file(["code", "nom"], ["1", *["a"] * 600])).code == "trop_grand"


def test_a_protected_archive_is_refused():
    content = xlsx_file(["code"]).getvalue()
    at = content.index(b"PK\x01\x02") + 8
    locked = content[:at] + b"\x01" + content[at + 1 :]

    assert refusal_of(io.BytesIO(locked)).code == "protege"
