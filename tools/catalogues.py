"""Keeps the two catalogues equal to the strings of the code; needs no gettext program.

    .venv/bin/python -m tools.catalogues          adds new strings, drops dead ones, compiles
    .venv/bin/python -m tools.catalogues --liste  prints what English still lacks

Source strings are French. The English catalogue translates all of them; the French one only holds
plurals, because without it « 0 réponses » would be written with an s.
"""

import ast
import re
import sys
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("gediq", "programmation", "municipalites")
LOCALE = ROOT / "gediq" / "locale"
# function name → positions of (msgid, plural, context)
CALLS = {
    "_": (0, None, None),
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
# templatize turns a template into lines such as ` gettext('…') ` and ` ngettext('…', '…', count) `.
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(?:n?p?gettext|_)\({TEXT}(?:, *{TEXT})*(?:, *\w+)?\)")


def messages():
    """Every (context, msgid, plural) of the code and templates, without doubles, in a steady order."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= set(_calls(ast.parse(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "templates").rglob("*.*"):
        if path.suffix in {".html", ".txt", ".xml"}:
            found |= set(template_messages(path))
    return sorted(found, key=lambda message: (message[1], message[0] or "", message[2] or ""))


def template_messages(path):
    for line in templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines():
        for call in TEMPLATE_CALL.findall(line):
            try:
                yield from _calls(ast.parse(call.strip()))
            except SyntaxError:
                continue


def _calls(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name in CALLS:
            texts = [_literal(argument) for argument in node.args]
            msgid, plural, context = (
                texts[place] if place is not None and place < len(texts) else None for place in CALLS[name]
            )
            if msgid:
                yield context, msgid, plural


def _literal(node):
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def wanted(langue):
    return [message for message in messages() if langue == "en" or message[2]]


def catalogue_path(langue):
    return LOCALE / langue / "LC_MESSAGES" / "django.po"


def update(langue):
    """Write the catalogue of `langue` with exactly the wanted strings, keeping its translations."""
    path = catalogue_path(langue)
    old = {}
    if path.exists():
        old = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}
    catalogue = polib.POFile(wrapwidth=100)
    plural = "nplurals=2; plural=(n > 1);" if langue == "fr" else "nplurals=2; plural=(n != 1);"
    catalogue.metadata = {
        "Language": langue,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }
    for context, msgid, plural_id in wanted(langue):
        known = old.get((context, msgid))
        entry = polib.POEntry(msgid=msgid, msgctxt=context)
        if plural_id:
            entry.msgid_plural = plural_id
            default = {0: msgid, 1: plural_id} if langue == "fr" else {0: "", 1: ""}
            entry.msgstr_plural = (known and known.msgstr_plural) or default
        else:
            entry.msgstr = known.msgstr if known else ""
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return catalogue


if __name__ == "__main__":
    if "--liste" in sys.argv:
        for entry in polib.pofile(str(catalogue_path("en"))):
            if not entry.translated():
                print(repr(entry.msgid), entry.msgid_plural or "")
    else:
        for langue in ("fr", "en"):
            catalogue = update(langue)
            print(f"{langue} : {len(catalogue)} chaînes, {len(catalogue.untranslated_entries())} à traduire")
