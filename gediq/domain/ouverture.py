"""Texts and cells of the open formats: what no reader of lines, of XML or of a table stumbles on."""

import csv
import re
from io import StringIO

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# The first character is what makes a spreadsheet calculate.
FORMULA = re.compile("[=+\\-@\t\r\n]")
# Between the values of one cell.
SEPARATOR = "|"


def clean_text(text):
    """One kind of line end, no control character."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text or ""))


def safe_cell(value):
    """A cell that a spreadsheet shows and never calculates; a negative number is no formula."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def csv_bytes(rows):
    """A table whose first row is its titles; no cell of it is ever a formula."""
    text = StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    # The mark at the head tells spreadsheets that the accents are in UTF-8.
    return text.getvalue().encode("utf-8-sig")
