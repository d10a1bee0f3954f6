"""Texts and cells of the open formats: what no reader of lines, of XML or of a table stumbles on."""

import re

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
