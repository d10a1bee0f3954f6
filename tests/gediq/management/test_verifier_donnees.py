"""The command says each check, how many rows it found and which."""

import json

import pytest
from django.core.management import call_command

from gediq import registre
from gediq.models import Publication
from tests.factories.gediq import create_page

pytestmark = pytest.mark.django_db


def test_report_names_the_rows_of_each_check(capsys):
    create_page(titre_fr="Page à finir", texte_fr="<p>x</p>", publication=Publication.BROUILLON)

    call_command("verifier_donnees")

    lines = capsys.readouterr().out.splitlines()
    start = lines.index("Pages en brouillon\xa0: 1")
    assert lines[start + 1] == "  Page à finir"
    assert "Pages sans texte\xa0: 0" in lines


def test_long_list_is_cut_and_says_how_many_are_left(capsys):
    for _ in range(22):
        create_page(publication=Publication.BROUILLON)

    call_command("verifier_donnees")

    lines = capsys.readouterr().out.splitlines()
    start = lines.index("Pages en brouillon\xa0: 22")
    assert lines[start + 21] == "  … et 2 de plus."


def test_json_is_one_object_with_every_check_and_every_row(capsys):
    draft = create_page(texte_fr="<p>x</p>", publication=Publication.BROUILLON)

    call_command("verifier_donnees", "--json")

    found = {line["code"]: line for line in json.loads(capsys.readouterr().out)["controles"]}
    assert list(found) == [controle.code for controle in registre.controles]
    assert found["page-brouillon"] == {
        "code": "page-brouillon",
        "libelle": "Pages en brouillon",
        "nombre": 1,
        "fiches": [{"id": draft.pk, "texte": str(draft)}],
    }
