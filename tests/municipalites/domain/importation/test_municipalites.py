from decimal import Decimal

import pytest
import reversion
from django.core.exceptions import ValidationError
from reversion.models import Revision

from municipalites.domain.importation.municipalites import SOURCE_PAR_DEFAUT, plan_municipalites
from municipalites.domain.importation.rapport import Action
from municipalites.models import ChangementValeur, Importation, Motif, Municipalite, Source, Valeur
from tests.factories.classeurs import csv_file, xlsx_file
from tests.factories.comptes import create_superuser
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db

ENTETE = (
    "code_geographique,nom,designation,region_administrative,mrc,population_2016,immigrants_2016,"
    "population_2021,immigrants_2021,latitude,longitude,site_web"
)


@pytest.fixture(autouse=True)
def indicateurs():
    return create_indicateur("pop"), create_indicateur("imm")


@pytest.fixture
def region():
    return create_territoire("region", code="06", nom="Montréal-Inventée")


def plan(*lines, **options):
    return plan_municipalites(csv_file(*lines), **options)


def load(*lines, by=None, **options):
    """Apply as an import does; return its report."""
    planned = plan(*lines, **options)
    importation = Importation.objects.create(type_importation="municipalites", nom_fichier="essai.csv")
    planned.apply(importation=importation, by=by)
    return planned.rapport


def actions_of(rapport):
    return [(row.ligne, row.code, str(row.action)) for row in rapport.enregistrements]


def figures():
    return sorted(
        Valeur.objects.values_list("territoire__code", "indicateur__code", "annee", "valeur", "motif")
    )


# --- Creating, updating, doing nothing -----------------------------------------------------------


def test_a_new_municipality_is_created_with_all_its_columns(region):
    mrc = create_territoire("mrc", nom="La Vallée-Inventée", parent=region)
    place = "Montréal-inventée,MRC de la Vallée-Inventée"
    line = f'99999,Ville de la Rive,Ville,{place},1 200,x,"1\xa0300",,47.3821,-61.8597,www.rive.example.ca'

    rapport = load(ENTETE, line, by=create_superuser())

    city = Municipalite.objects.get(code="99999")
    assert actions_of(rapport) == [(2, "99999", "creer")]
    assert (city.nom, city.nature, city.parent.pk, city.site_web) == (
        "La Rive",
        "ville",
        mrc.pk,
        "http://www.rive.example.ca",
    )
    assert (city.latitude, city.longitude) == (Decimal("47.38210"), Decimal("-61.85970"))
    assert figures() == [
        ("99999", "imm", 2016, None, Motif.CONFIDENTIEL),
        ("99999", "pop", 2016, 1200, ""),
        ("99999", "pop", 2021, 1300, ""),
    ]


def test_columns_come_in_any_order_from_a_workbook_too(region):
    create_municipalite(code="01023", nom="Les Îles-Inventées", parent=region)
    fichier = xlsx_file(
        ["POPULATION 2016", "Municipalité", "Couleur", "Code"], [1250.0, "Îles-inventées", "vert", 1023]
    )

    rapport = plan_municipalites(fichier).rapport

    assert actions_of(rapport) == [(2, "01023", "mettre_a_jour")]
    assert rapport.enregistrements[0].avertissements == [
        "Zéro de tête rétabli\xa0: «\xa01023\xa0» est lu 01023."
    ]
    assert rapport.remarques == ["Colonnes inconnues, laissées de côté\xa0: «\xa0Couleur\xa0»."]


def test_the_report_says_for_each_cell_what_was_read_and_what_will_happen(indicateurs):
    city = create_municipalite(code="99999", nom="Sainte-Rive", site_web="http://ancien.example.ca")
    create_valeur(city, indicateurs[0], 2016, 7000)

    row = plan(
        "code;ville;pop 2016;site", "99999;Ste-Rive;7 590;http://neuf.example.ca"
    ).rapport.enregistrements[0]

    assert [(d.colonne, d.lu, d.effet) for d in row.details] == [
        ("ville", "Ste-Rive", "nom officiel gardé\xa0: Sainte-Rive"),
        (
            "site",
            "http://neuf.example.ca",
            "remplace «\xa0http://ancien.example.ca\xa0» par «\xa0http://neuf.example.ca\xa0»",
        ),
        ("pop 2016", "7 590", "7\xa0590 au lieu de 7\xa0000"),
    ]


def test_a_second_import_of_the_same_file_changes_nothing(region):
    lines = [
        ENTETE,
        "99999,La Rive,Ville,06,,1200,x,1300,,47.3821,-61.8597,www.rive.example.ca",
        "99998,Le Val,M,06,,10,,..,,,,",
    ]
    load(*lines)
    before = [*Municipalite.objects.order_by("pk").values(), *Valeur.objects.order_by("pk").values()]

    rapport = load(*lines)

    assert [(row.action, row.motif) for row in rapport.enregistrements] == [
        (Action.IGNORER, "Rien à changer.")
    ] * 2
    assert [*Municipalite.objects.order_by("pk").values(), *Valeur.objects.order_by("pk").values()] == before


def test_what_is_absent_erases_nothing(region, indicateurs):
    city = create_municipalite(
        code="99999", nom="Rive", parent=region, site_web="http://rive.example.ca", latitude=47, longitude=-61
    )
    create_valeur(city, indicateurs[0], 2016, 7000)
    before = Municipalite.objects.values().get()

    rapport = load(ENTETE, "99999,Rive,,,,x,..,,n/d,-,..,n. d.")

    assert rapport.enregistrements[0].action == Action.METTRE_A_JOUR
    assert Municipalite.objects.values().get() == before
    assert figures() == [
        ("99999", "imm", 2016, None, "non_disponible"),
        ("99999", "imm", 2021, None, "non_disponible"),
        ("99999", "pop", 2016, 7000, ""),
    ]


def test_a_changed_municipality_keeps_its_history_and_raises_its_lock():
    create_municipalite(code="99999", nom="Rive")
    author = create_superuser()

    load("code;nom;site web", "99999;Rive;http://rive.example.ca", by=author)

    city = Municipalite.objects.get()
    assert (city.verrou, city.updated_by) == (1, author)
    assert reversion.models.Version.objects.get_for_object(city).count() == 1
    assert Revision.objects.get().user == author


# --- Names and codes -----------------------------------------------------------------------------


def test_a_name_that_contradicts_its_code_is_refused_and_overwrites_nothing():
    create_municipalite(code="99998", nom="Sainte-Rive")
    create_municipalite(code="99999", nom="Saint-Val")
    before = list(Municipalite.objects.order_by("pk").values())

    rapport = load(
        "code;nom;site web;pop 2016", "99999;Ste-Rive;http://rive.example.ca;5", "99998;Sainte-Rive;;6"
    )

    refused = rapport.enregistrements[0]
    assert actions_of(rapport) == [(2, "99999", "rejeter"), (3, "99998", "mettre_a_jour")]
    assert refused.motif == "Le code 99999 est celui de Saint-Val, et non de «\xa0Ste-Rive\xa0» (99998)."
    assert refused.details == []
    assert list(Municipalite.objects.order_by("pk").values()) == before
    assert figures() == [("99998", "pop", 2016, 6, "")]


def test_a_name_that_is_exactly_another_citys_is_refused_even_for_an_article():
    create_municipalite(code="99998", nom="L'Ange-Inventé")
    create_municipalite(code="99999", nom="Ange-Inventé")

    rapport = plan("code;nom", "99998;Ange-Inventé", "99999;Ange-Inventé").rapport

    assert [row.action for row in rapport.enregistrements] == [Action.REJETER, Action.IGNORER]


def test_a_name_that_nobody_has_is_refused_too():
    create_municipalite(code="99999", nom="Saint-Val")

    row = plan("code;nom;pop 2016", "99999;Nulle-Part;5").rapport.enregistrements[0]

    assert row.motif == "Le code 99999 est celui de Saint-Val, et non de «\xa0Nulle-Part\xa0»."


def test_two_municipalities_of_one_name_are_known_by_their_codes():
    create_municipalite(code="99998", nom="Saint-Val")
    create_municipalite(code="99999", nom="Saint-Val")

    rapport = plan("code;nom;pop 2016", "99998;Saint-Val;5", "99999;St-Val;6").rapport

    assert [row.action for row in rapport.enregistrements] == [Action.METTRE_A_JOUR] * 2


def test_a_new_code_under_a_known_name_is_taken_for_a_mistyped_one(region):
    other = create_territoire("region", code="05", nom="Ailleurs")
    create_municipalite(code="99998", nom="Saint-Val", parent=other)

    rapport = plan(
        "code;nom;région", "99997;Saint-Val;", "99996;St-Val;Ailleurs", "99995;Saint-Val;06"
    ).rapport

    assert [row.action for row in rapport.enregistrements] == [Action.REJETER, Action.REJETER, Action.CREER]
    assert (
        rapport.enregistrements[0].motif == "Ce code est nouveau, mais le nom est celui de Saint-Val (99998)."
    )


def test_a_new_code_without_a_name_is_refused():
    row = plan("code;nom", "99997;").rapport.enregistrements[0]

    assert (row.action, row.motif) == (Action.REJETER, "Ce code est nouveau\xa0: il faut aussi un nom.")


def test_an_english_name_is_accepted():
    create_municipalite(code="99999", nom="Rive", appellation_anglaise="Shore City")

    assert plan("code;name;pop 2016", "99999;Shore City;5").rapport.resume["mettre_a_jour"] == 1


# --- Rows that are no data -----------------------------------------------------------------------


def test_headings_again_totals_and_footers_are_ignored_with_a_reason():
    create_municipalite(code="99999", nom="Rive")

    rapport = plan(
        "Liste des municipalités;;",
        "code;nom;pop 2016",
        "99999;Rive;5",
        "",
        "Code;Nom;Pop 2016",
        ";Total;5",
        "Total;;5",
        "24;Québec;8164361",
        ";Ensemble du Québec;8 164 361",
        "Source\xa0: Statistique Canada, tableau 1;;",
        "Note; les chiffres; sont arrondis",
        "* fin",
    ).rapport

    assert [(row.ligne, str(row.action), row.motif) for row in rapport.enregistrements] == [
        (3, "mettre_a_jour", ""),
        (5, "ignorer", "Ligne d’en-têtes répétée."),
        (6, "ignorer", "Ligne de total."),
        (7, "ignorer", "Ligne de total."),
        (8, "ignorer", "Ligne de total."),
        (9, "ignorer", "Ligne de total."),
        (10, "ignorer", "Note autour du tableau."),
        (11, "ignorer", "Note autour du tableau."),
        (12, "ignorer", "Note autour du tableau."),
    ]


def test_a_row_with_figures_but_no_code_is_refused():
    rapport = plan("code;nom;pop 2016", ";Rive;5", "12;Rive;5").rapport

    assert [(str(row.action), row.motif) for row in rapport.enregistrements] == [
        ("rejeter", "Le code géographique manque."),
        ("rejeter", "«\xa012\xa0» n’est pas un code géographique\xa0: il en faut les cinq chiffres."),
    ]


def test_a_list_far_longer_than_quebec_is_refused():
    with pytest.raises(ValidationError, match="10000 lignes"):
        plan("code;nom", *["99999;Rive"] * 10_001)


# --- Doubles -------------------------------------------------------------------------------------


def test_identical_rows_are_done_once_and_contradictory_ones_not_at_all():
    for code, nom in (("99997", "Sainte-Rive"), ("99998", "Val"), ("99999", "Mont")):
        create_municipalite(code=code, nom=nom)

    rapport = load(
        "code;nom;pop 2016",
        "99997;Sainte-Rive;1 000",
        "99998;Val;5",
        "2499997;Ste-Rive;1000,0",
        "99998;Val;6",
        "99999;Mont;7",
        "99998;Val;5",
    )

    assert [(row.ligne, str(row.action), row.motif) for row in rapport.enregistrements] == [
        (2, "mettre_a_jour", ""),
        (3, "rejeter", "Contredit une autre ligne du même code (ligne 5, 7)."),
        (4, "ignorer", "Identique à la ligne 2."),
        (5, "rejeter", "Contredit une autre ligne du même code (ligne 3, 7)."),
        (6, "mettre_a_jour", ""),
        (7, "rejeter", "Contredit une autre ligne du même code (ligne 3, 5)."),
    ]
    assert figures() == [("99997", "pop", 2016, 1000, ""), ("99999", "pop", 2016, 7, "")]


def test_a_row_of_another_city_does_not_contradict_the_right_one():
    create_municipalite(code="99997", nom="Sainte-Rive")
    create_municipalite(code="99998", nom="Val")

    rapport = plan("code;nom;pop 2016", "99998;Ste-Rive;5", "99998;Val;6").rapport

    assert [row.action for row in rapport.enregistrements] == [Action.REJETER, Action.METTRE_A_JOUR]


# --- Cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "texte", "motif"),
    [
        ("pop 2016", "mille", "pop 2016\xa0: «\xa0mille\xa0» n’est pas un nombre qui se lit sans ambiguïté."),
        ("pop 2016", "1,234", "pop 2016\xa0: «\xa01,234\xa0» a plus de décimales que prévu (0)."),
        ("désignation", "Bourg", "désignation\xa0: «\xa0Bourg\xa0» n’est pas une désignation connue."),
        ("latitude", "47.1", "La latitude et la longitude vont ensemble."),
        ("site web", f"http://{'a' * 60}.example.ca/{'b' * 200}", None),
    ],
)
def test_a_cell_that_cannot_be_kept_refuses_its_row_and_quotes_it(column, texte, motif):
    create_municipalite(code="99999", nom="Rive")

    row = plan(f"code;nom;{column}", f"99999;Rive;{texte}").rapport.enregistrements[0]

    assert (row.action, row.details) == (Action.REJETER, [])
    assert motif in (row.motif, None)
    assert row.motif


def test_coordinates_outside_quebec_refuse_their_row():
    create_municipalite(code="99999", nom="Rive")

    row = plan("code;nom;lat;long", "99999;Rive;-61,85;47,38").rapport.enregistrements[0]

    assert row.motif == "Les coordonnées ne tombent pas au Québec."


def test_a_wrong_web_address_is_said_and_the_rest_is_kept():
    create_municipalite(code="99999", nom="Rive")

    row = plan("code;nom;site;pop 2016", "99999;Rive;http://rive.qc,ca;5").rapport.enregistrements[0]

    assert (row.action, row.avertissements) == (
        Action.METTRE_A_JOUR,
        ["site\xa0: «\xa0http://rive.qc,ca\xa0» n’est pas une adresse web."],
    )


def test_a_place_is_known_by_name_or_number_and_an_unknown_one_is_said(region):
    mrc = create_territoire("mrc", nom="L’Érable-Inventé", parent=region)
    elsewhere = create_territoire("region", code="05", nom="Ailleurs")
    for code in ("99995", "99996", "99997", "99998", "99999"):
        create_municipalite(code=code, nom=f"Rive {code}", parent=mrc if code == "99999" else None)

    rapport = load(
        "code;nom;région;mrc",
        "99995;Rive 99995;Montréal-Inventée (06);",
        "99996;Rive 99996;6;MRC de l'Érable-inventé",
        "99997;Rive 99997;Narnia;Hors MRC",
        "99998;Rive 99998;Ailleurs;L'Érable-Inventé",
        "99999;Rive 99999;06;",
    )

    rows = rapport.enregistrements
    assert [str(row.action) for row in rows] == [
        "mettre_a_jour",
        "mettre_a_jour",
        "ignorer",
        "rejeter",
        "ignorer",
    ]
    assert rows[2].avertissements == ["région\xa0: «\xa0Narnia\xa0» est inconnu, laissé de côté."]
    assert rows[3].motif == f"La MRC {mrc} n’est pas dans la région {elsewhere}."
    parents = Municipalite.objects.order_by("code").values_list("parent", flat=True)
    assert list(parents) == [region.pk, mrc.pk, None, None, mrc.pk]


def test_a_region_that_contradicts_the_known_mrc_does_not_erase_it(region):
    mrc = create_territoire("mrc", nom="L’Érable-Inventé", parent=region)
    create_territoire("region", code="05", nom="Ailleurs")
    create_municipalite(code="99999", nom="Rive", parent=mrc)

    rapport = plan("code;nom;région", "99999;Rive;Ailleurs").rapport

    assert rapport.enregistrements[0].action == Action.REJETER


def test_a_closed_municipality_is_updated_with_a_warning():
    create_municipalite(code="99999", nom="Rive", date_fin="2020-01-01")

    row = plan("code;nom;pop 2016", "99999;Rive;5").rapport.enregistrements[0]

    assert row.avertissements == ["Cette municipalité n’existe plus."]


# --- Figures and their source --------------------------------------------------------------------


def test_a_figure_known_from_another_source_is_not_written_twice(indicateurs):
    city = create_municipalite(code="99999", nom="Rive")
    official = create_valeur(city, indicateurs[0], 2016, 7000)

    load("code;nom;pop 2016;pop 2021", "99999;Rive;7 000;7 100")

    assert [(v.annee, v.valeur, v.source.code) for v in Valeur.objects.order_by("annee")] == [
        (2016, 7000, official.source.code),
        (2021, 7100, SOURCE_PAR_DEFAUT["code"]),
    ]


def test_a_different_figure_is_kept_beside_the_official_one_under_its_own_source(indicateurs):
    city = create_municipalite(code="99999", nom="Rive")
    official = create_valeur(city, indicateurs[0], 2016, 7000)
    chosen = create_source(code="ville-rive")
    author = create_superuser()

    load("code;nom;pop 2016", "99999;Rive;7 100", options={"source": "ville-rive"}, by=author)
    again = plan("code;nom;pop 2016", "99999;Rive;7 100", options={"source": "ville-rive"}).rapport

    assert again.enregistrements[0].action == Action.IGNORER
    official.refresh_from_db()
    mine = Valeur.objects.get(source=chosen)
    trace = ChangementValeur.objects.get()
    assert (official.valeur, mine.valeur) == (7000, 7100)
    assert (trace.avant, trace.apres, trace.created_by) == ("", "7100", author)
    assert not Source.objects.filter(code=SOURCE_PAR_DEFAUT["code"]).exists()


def test_an_indicator_the_base_lacks_leaves_its_column_aside(indicateurs):
    indicateurs[1].delete()
    create_municipalite(code="99999", nom="Rive")

    rapport = plan("code;nom;immigrants 2016", "99999;Rive;5").rapport

    assert rapport.remarques == [
        "L’indicateur «\xa0imm\xa0» n’existe pas\xa0: sa colonne est laissée de côté."
    ]
    assert rapport.enregistrements[0].action == Action.IGNORER


def test_the_number_of_queries_does_not_follow_the_number_of_rows(django_assert_num_queries):
    rows = [f"{99000 + rank};Rive {rank};{rank}" for rank in range(40)]
    for row in rows[:20]:
        code, nom, _pop = row.split(";")
        create_municipalite(code=code, nom=nom)

    with django_assert_num_queries(5):
        plan("code;nom;pop 2016", *rows)
