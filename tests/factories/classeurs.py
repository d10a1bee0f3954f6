"""Files as civil servants and hostile people make them, in memory: no binary is kept beside the tests."""

import io
import zipfile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def csv_file(*lines, encodage="utf-8", fin="\r\n"):
    """A text file; each line is written as it is."""
    return io.BytesIO(fin.join([*lines, ""]).encode(encodage))


def xlsx_file(*rows, feuilles=()):
    """A workbook with one sheet of `rows`, then the others: (name, rows)."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for name, others in feuilles:
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def xlsx_with(name, part):
    """A workbook where the part `name` is `part` (bytes), all the rest being right."""
    source, content = zipfile.ZipFile(xlsx_file(["code", "nom"], ["66023", "Ville"])), io.BytesIO()
    with source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry))
        target.writestr(name, part)
    content.seek(0)
    return content


def sheet_xml(rows):
    """The XML of a sheet, of rows already written as XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
