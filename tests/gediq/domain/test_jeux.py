"""What holds for every open data set, whichever app gives it."""

import csv
import io
import json

import pytest

from gediq.domain.jeux import count_lines, find_jeu, jeu_csv, jeu_json, list_jeux, table_schema
from gediq.registre import Colonne, JeuDonnees
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_valeur,
)
from tests.factories.tout import create_everything

pytestmark = pytest.mark.django_db

PYTHON = {"string": str, "date": str, "integer": int, "number": (int, float), "boolean": bool}
# A promise to those who read these files by machine: a column may be added, never renamed nor retyped.
COLUMNS = {
    "municipalites": "code nom nature mrc_code mrc region_code region latitude:number longitude:number "
    "site_web date_fin:date successeur_code",
    "indicateurs": "code libelle_fr libelle_en libelle_part_fr libelle_part_en famille unite "
    "decimales:integer base definition_fr definition_en",
    "valeurs": "niveau code territoire indicateur annee:integer valeur:number motif base:number qualite "
    "source note_fr note_en",
    "sources": "code producteur_fr producteur_en titre_fr titre_en licence_fr licence_en attribution_fr "
    "attribution_en note_fr note_en url consultee_le:date",
    "ententes": "id:integer programme programme_fr programme_en ministere_fr ministere_en ministere_sigle "
    "mandataire date_debut:date date_fin:date montant_ministere:number montant_local:number "
    "signataire_niveau signataire_code signataire url note_fr note_en",
    "seances": "code cycle types titre_fr titre_en referentiels mode mode_connu statut jour debut fin "
    "statut_date codes_lieux lieux",
    "documents": "id:integer numero titre_fr titre_en type_fr type_en referentiel:integer seance "
    "municipalite date langue audience accessible:boolean format octets:integer pages:integer",
}


@pytest.fixture
def rows():
    """Some of each set; a session without date too."""
    create_everything(2)
    ville = create_municipalite(latitude="45.5", longitude="-73.25")
    create_municipalite(date_fin="2020-01-01", successeur_id=ville.pk)
    create_valeur(ville, create_indicateur("essai-taux", decimales=1), valeur="7.5", base=100)
    create_valeur(ville, create_indicateur("essai-absent"), valeur=None)
    create_entente(ville, montant_ministere="1000.50")


def lines_of(code):
    return json.loads(jeu_json(find_jeu(code)))["lignes"]


def test_columns_keep_their_names_and_types():
    found = {
        jeu.code: " ".join(
            colonne.nom if colonne.type == "string" else f"{colonne.nom}:{colonne.type}"
            for colonne in jeu.colonnes
        )
        for jeu in list_jeux()
    }

    assert found == COLUMNS


@pytest.mark.parametrize("code", COLUMNS)
def test_both_formats_hold_the_same_lines_as_many_as_counted(rows, code):
    jeu = find_jeu(code)

    lines = lines_of(code)
    table = list(csv.DictReader(io.StringIO(jeu_csv(jeu).decode("utf-8-sig"), newline="")))

    assert len(table) == len(lines) == count_lines(list_jeux())[code] > 0
    assert [list(line) for line in table] == [jeu.noms] * len(table)
    # A cell of the table is the text of the value, or nothing.
    texts = [{name: "" if v is None else str(v) for name, v in line.items()} for line in lines]
    assert texts == [
        {name: {"true": "True", "false": "False"}.get(text, text) for name, text in line.items()}
        for line in table
    ]


@pytest.mark.parametrize("code", COLUMNS)
def test_values_have_the_type_of_their_column_and_the_key_tells_lines_apart(rows, code):
    jeu = find_jeu(code)
    lines = lines_of(code)

    wrong = [
        (colonne.nom, line[colonne.nom])
        for line in lines
        for colonne in jeu.colonnes
        if line[colonne.nom] is not None and type(line[colonne.nom]) not in _types(colonne)
    ]
    keys = [tuple(line[name] for name in jeu.cle) for line in lines]

    assert wrong == []
    assert "" not in [value for line in lines for value in line.values()]
    assert not jeu.cle or len(set(keys)) == len(keys)


def _types(colonne):
    python = PYTHON[colonne.type]
    return python if isinstance(python, tuple) else (python,)


@pytest.mark.parametrize("code", COLUMNS)
def test_lines_come_in_the_same_order_at_each_reading(rows, code):
    jeu = find_jeu(code)

    assert len({jeu_csv(jeu) for _time in range(3)}) == 1


def test_dictionary_is_a_table_schema_in_the_language_asked():
    colonnes = (Colonne("code", "string", "Repère"), Colonne("nombre", "integer", "Compte"))
    jeu = JeuDonnees(1, "essai", "Essai", "…", colonnes, None, None, cle=("code",))

    assert table_schema(jeu) == {
        "fields": [
            {"name": "code", "type": "string", "description": "Repère"},
            {"name": "nombre", "type": "integer", "description": "Compte"},
        ],
        "missingValues": [""],
        "primaryKey": ["code"],
    }


def test_no_text_becomes_a_formula_and_no_number_is_changed():
    colonnes = (Colonne("texte", "string", "…"), Colonne("nombre", "number", "…"))
    jeu = JeuDonnees(1, "essai", "Essai", "…", colonnes, None, lambda: [("=1+1", -5)])

    assert jeu_csv(jeu) == b"\xef\xbb\xbftexte,nombre\r\n'=1+1,-5\r\n"
    assert json.loads(jeu_json(jeu)) == {"jeu": "essai", "lignes": [{"texte": "=1+1", "nombre": -5}]}
