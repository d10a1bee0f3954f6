"""The rules of the house that a machine can hold: imports, names, migrations."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field

ROOT = Path(__file__).resolve().parent.parent
APPS = ("gediq", "programmation", "municipalites")
MAY_IMPORT = {"gediq": set(), "programmation": {"gediq"}, "municipalites": {"gediq"}}
LAYERS = {"models": 0, "enums": 0, "domain": 1}
REASONS = {"thin method", "app ready", "slow import", "optional"}
GLOSSARY = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")

SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.relative_to(ROOT).parts
]


def imports_of(path):
    """(absolute module, line, is inside a function) for each import of a file."""
    package = path.relative_to(ROOT).parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nested = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in nested
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{module}.{alias.name}" for alias in node.names] if not node.module else [module]
            for name in names:
                yield name, node.lineno, id(node) in nested


def layer_of(parts):
    """Rank of a module inside its app: models, then domain, then what shows them; None if shared."""
    inside = parts[1] if len(parts) > 1 else ""
    if inside in LAYERS:
        return LAYERS[inside]
    return 2 if inside in {"admin", "forms", "views", "exports", "feeds", "templatetags", "urls"} else None


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_and_apps_do_not_meet(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    faults = []
    for module, line, _nested in imports_of(path):
        target = tuple(module.split("."))
        if target[0] not in APPS or path == ROOT / "gediq" / "urls.py":
            continue
        if target[0] != parts[0] and target[0] not in MAY_IMPORT[parts[0]]:
            faults.append(f"{line}: {parts[0]} ne doit pas importer {module}")
        mine, theirs = layer_of(parts), layer_of(target)
        if target[0] == parts[0] and None not in (mine, theirs) and theirs > mine:
            faults.append(f"{line}: {module} est plus haut que {'.'.join(parts)}")

    assert faults == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_import_inside_a_function_says_why(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    faults = []
    for module, number, nested in imports_of(path):
        reason = lines[number - 1].partition("# ")[2].strip()
        if nested and reason not in REASONS:
            faults.append(f"{number}: {module}")

    assert faults == []


def test_no_accent_in_identifiers_or_file_names():
    names = [path.name for path in SOURCES if not path.name.isascii()]
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "attr", None)
            if isinstance(name, str) and not name.isascii():
                names.append(f"{path.name}: {name}")

    assert names == []


def test_every_model_is_in_the_glossary():
    known = set(re.findall(r"`(\w+)`", GLOSSARY))
    models = [model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()]

    assert sorted(set(models) - known) == []


def test_labelled_fields_use_no_forbidden_word():
    section = GLOSSARY.split("## Mots interdits dans un champ étiqueté")[1]
    forbidden = set(re.findall(r"`(\w+)`", section))
    used = [
        f"{model.__name__}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.name in forbidden
    ]

    assert used == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
