"""Open data of the programme: what is public of sessions and documents, and no name of a person."""

import json
import re

import pytest

from gediq.domain.jeux import find_jeu, jeu_json
from gediq.models import Publication
from programmation.enums import Audience, Statut
from tests.factories.fichiers import create_edition
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_document,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
    create_type_document,
)

pytestmark = pytest.mark.django_db


def lines_of(code):
    return json.loads(jeu_json(find_jeu(code)))["lignes"]


def test_session_has_a_line_per_date_with_the_places_of_that_date():
    seance = create_seance(
        code="op-99",
        types=["synthese", "echange"],
        titre_fr="Titre",
        titre_en="Title",
        referentiels=[create_referentiel(numero=2), create_referentiel(numero=4)],
        mode_connu="deduit",
    )
    create_date(seance, "2020-06-05", debut="09:00")
    second = create_date(seance, "2020-06", statut=Statut.ANNULEE)
    everywhere, then = create_municipalite(), create_municipalite()
    create_lieu(seance, municipalite=everywhere)
    create_lieu(seance, municipalite=then, date=second, position=1)

    first, later = lines_of("seances")

    assert first == {
        "code": "op-99",
        "cycle": seance.cycle.code,
        "types": "synthese|echange",
        "titre_fr": "Titre",
        "titre_en": "Title",
        "referentiels": "2|4",
        "mode": "en_personne",
        "mode_connu": "deduit",
        "statut": "prevue",
        "jour": "2020-06-05",
        "debut": "09:00",
        "fin": None,
        "statut_date": "prevue",
        "codes_lieux": everywhere.code,
        "lieux": everywhere.nom,
    }
    assert (later["jour"], later["statut_date"]) == ("2020-06", "annulee")
    assert later["codes_lieux"] == f"{everywhere.code}|{then.code}"


def test_session_without_date_has_a_line_and_french_is_never_given_for_english():
    create_seance(titre_fr="Titre", titre_en="")

    (line,) = lines_of("seances")

    assert (line["titre_fr"], line["titre_en"], line["jour"]) == ("Titre", None, None)


def test_document_says_what_is_known_of_its_newest_file():
    seance, referentiel = create_seance(), create_referentiel()
    ville, kind = create_municipalite(), create_type_document(nom_fr="Outil", nom_en="Tool")
    document = create_document(
        numero="1.2",
        type=kind,
        seance=seance,
        referentiel=referentiel,
        municipalite=ville,
        date_document="2021-03",
        est_accessible=False,
    )
    create_edition(document, numero=1)
    edition = create_edition(document, numero=2)

    (line,) = lines_of("documents")

    assert line == {
        "id": document.pk,
        "numero": "1.2",
        "titre_fr": document.titre_fr,
        "titre_en": document.titre_en,
        "type_fr": "Outil",
        "type_en": "Tool",
        "referentiel": referentiel.numero,
        "seance": seance.code,
        "municipalite": ville.code,
        "date": "2021-03",
        "langue": "fr",
        "audience": "public",
        "accessible": False,
        "format": "pdf",
        "octets": edition.taille,
        "pages": edition.pages,
    }


def test_what_is_not_public_or_belongs_to_an_invented_city_is_nowhere():
    hidden = {"publication": Publication.BROUILLON}
    fictif = create_municipalite(code="00010", est_fictif=True)
    create_seance(**hidden)
    create_seance(cycle=create_cycle(programme=create_programme(**hidden)))
    create_seance(villes=[create_municipalite(), fictif])
    create_document(**hidden)
    create_document(referentiel=create_referentiel(**hidden))
    create_document(municipalite=fictif)

    assert lines_of("seances") == lines_of("documents") == []


def test_title_never_borrows_that_of_a_draft():
    draft = create_referentiel(titre_fr="Secret", publication=Publication.BROUILLON)
    create_seance(titre_fr="", titre_en="", referentiels=[draft], types=["echange"])

    (line,) = lines_of("seances")

    assert (line["titre_fr"], line["titre_en"], line["referentiels"]) == ("Échange", "Exchange", None)


def test_no_name_of_a_person_enters_a_file_that_cannot_be_taken_back():
    create_seance(personnes_ressources_fr="Ana Roy, conseillère")
    create_document(auteurs="Ana Roy", audience=Audience.PARTICIPANTS)

    assert not [code for code in ("seances", "documents") if re.search("Roy", str(lines_of(code)))]
