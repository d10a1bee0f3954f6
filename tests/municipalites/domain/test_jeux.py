"""Open data about municipalities: real ones only, absent figures said, releases of names as they were."""

import json

import pytest

from gediq.domain.jeux import find_jeu, jeu_json
from gediq.models import NomOrganisme, Publication
from municipalites.models import Niveau, ProgrammeAide
from tests.factories.gediq import create_organisme
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db


def lines_of(code):
    return json.loads(jeu_json(find_jeu(code)))["lignes"]


def test_municipality_has_its_place_its_point_and_no_other_place():
    region = create_territoire(Niveau.REGION, code="06", nom="Région inventée")
    mrc = create_territoire(Niveau.MRC, code="991", nom="MRC inventée", parent=region)
    create_municipalite(
        code="99500",
        nom="L’Île",
        parent=mrc,
        latitude="45.50000",
        longitude="-73.25",
        site_web="https://a.ca/",
    )
    create_municipalite(code="99501", nom="Hors", parent=region, nature="village_cri")

    first, second = lines_of("municipalites")

    assert first == {
        "code": "99500",
        "nom": "L’Île",
        "nature": "ville",
        "mrc_code": "991",
        "mrc": "MRC inventée",
        "region_code": "06",
        "region": "Région inventée",
        "latitude": 45.5,
        "longitude": -73.25,
        "site_web": "https://a.ca/",
        "date_fin": None,
        "successeur_code": None,
    }
    assert (second["mrc_code"], second["region_code"], second["latitude"]) == (None, "06", None)


def test_closed_municipality_stays_with_its_successor():
    new = create_municipalite(code="99501")
    create_municipalite(code="99500", date_fin="2022-01-01", successeur_id=new.pk)

    first, _second = lines_of("municipalites")

    assert (first["date_fin"], first["successeur_code"]) == ("2022-01-01", "99501")


def test_figure_says_its_base_quality_and_source_or_why_it_is_absent():
    ville = create_municipalite(code="99500", nom="L’Île")
    source = create_source(code="enquete")
    taux, imm = create_indicateur("taux", position=1), create_indicateur("imm", position=2)
    facts = {"source": source, "qualite": "3_estimee", "base": 1200, "note_fr": "Arrondi"}
    create_valeur(ville, taux, 2016, "7.50", **facts)
    create_valeur(ville, imm, 2016, None, source=source)

    first, second = lines_of("valeurs")

    assert first == {
        "niveau": "municipalite",
        "code": "99500",
        "territoire": "L’Île",
        "indicateur": "taux",
        "annee": 2016,
        "valeur": 7.5,
        "motif": None,
        "base": 1200,
        "qualite": "estimee",
        "source": "enquete",
        "note_fr": "Arrondi",
        "note_en": None,
    }
    assert (second["valeur"], second["motif"], second["qualite"]) == (None, "non_disponible", "officielle")


def test_zero_is_a_figure():
    create_valeur(create_municipalite(), create_indicateur(), valeur=0)

    assert [line["valeur"] for line in lines_of("valeurs")] == [0]


def test_every_source_of_a_figure_has_its_line_in_a_stable_order():
    villes = [create_municipalite(code=code) for code in ("99502", "99501")]
    quebec = create_territoire(Niveau.PROVINCE, code="QC")
    late, early = create_indicateur("b", position=1), create_indicateur("a", position=2)
    sources = [create_source(code="z"), create_source(code="a")]
    for territoire in (*villes, quebec):
        for source in sources:
            create_valeur(territoire, early, 2016, source=source)
            create_valeur(territoire, late, 2021, source=source)

    lines = lines_of("valeurs")

    keys = [(line["code"], line["indicateur"], line["source"]) for line in lines]
    assert keys == [
        (code, indicateur, source)
        for code in ("99501", "99502", "QC")
        for indicateur in ("b", "a")
        for source in ("z", "a")
    ]


def test_invented_territories_sources_figures_and_agreements_are_nowhere():
    fictif = create_municipalite(code="00010", nom="Ville-Fictive", est_fictif=True)
    source = create_source(code="fictive", est_fictive=True)
    create_valeur(fictif, create_indicateur("imm"), source=source)
    create_valeur(fictif, create_indicateur("pop"), source=create_source(code="reelle"))
    create_valeur(create_municipalite(), create_indicateur("rnp"), source=source)
    create_entente(fictif)

    assert "00010" not in [line["code"] for line in lines_of("municipalites")]
    assert [line["code"] for line in lines_of("sources")] == ["reelle"]
    assert lines_of("valeurs") == lines_of("ententes") == []


def test_indicator_names_its_base_and_says_nothing_twice():
    pop = create_indicateur("pop_mp", position=1)
    create_indicateur("imm", position=2, base=pop, libelle_part_fr="Part", libelle_en="")

    _first, second = lines_of("indicateurs")

    assert (second["base"], second["libelle_part_fr"], second["libelle_en"]) == ("pop_mp", "Part", None)


def test_agreement_has_a_line_per_signatory_with_the_ministry_of_its_time():
    ministere = create_organisme(noms=0)
    NomOrganisme.objects.create(
        organisme=ministere, nom_fr="MIDI d’alors", nom_en="", sigle="MIDI", fin="2018-12-31"
    )
    NomOrganisme.objects.create(
        organisme=ministere, nom_fr="MIFI", nom_en="", sigle="MIFI", debut="2019-01-01"
    )
    ville, mrc = create_municipalite(code="99500"), create_territoire(code="991")
    aide = ProgrammeAide.objects.create(code="pac", nom_fr="Aide", nom_en="Aid")
    fields = {"date_debut": "2018-04-01", "montant_ministere": "75000.50"}
    create_entente(ville, mrc, organisme=ministere, programme_aide=aide, **fields)

    lines = lines_of("ententes")

    assert [(line["signataire_niveau"], line["signataire_code"]) for line in lines] == [
        ("mrc", "991"),
        ("municipalite", "99500"),
    ]
    facts = (
        "ministere_fr",
        "ministere_sigle",
        "programme",
        "programme_en",
        "date_debut",
        "montant_ministere",
    )
    assert [lines[0][name] for name in facts] == ["MIDI d’alors", "MIDI", "pac", "Aid", "2018-04-01", 75000.5]


def test_agreement_not_public_is_nowhere():
    create_entente(create_municipalite(), publication=Publication.BROUILLON)

    assert lines_of("ententes") == []
