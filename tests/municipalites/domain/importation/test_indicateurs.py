"""Tables of figures, wide and long, as staff save them."""

import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from municipalites.domain.importation.service import (
    PlanChangeError,
    apply_importation,
    import_file,
    plan_file,
    simulate_importation,
)
from municipalites.models import ChangementValeur, Importation, Source, Valeur
from tests.factories.classeurs import csv_file, xlsx_file
from tests.factories.municipalites import (
    create_indicateur,
    create_municipalite,
    create_source,
    create_territoire,
    create_valeur,
)

pytestmark = pytest.mark.django_db

KIND = {"type_importation": Importation.TypeImportation.INDICATEURS}
LONGUE = "code,indicateur,annee,valeur,source"


@pytest.fixture(autouse=True)
def rows(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    create_source(code="statcan")
    base = create_indicateur("pop_mp", libelle_fr="Population des ménages privés")
    create_indicateur(
        "imm", libelle_fr="Personnes immigrantes", libelle_en="Immigrants, all", base=base, unite="personnes"
    )
    create_indicateur("pop", libelle_fr="Population totale", libelle_en="Total population")
    create_indicateur("chomage", libelle_fr="Taux de chômage", unite="pourcentage", decimales=1)
    create_municipalite(code="99801", nom="Sainte-Invention-d’Essai")
    create_municipalite(code="99802", nom="Val-Imaginé")


def load(fichier, **options):
    return import_file(fichier, nom="a.csv", by=None, options=options, **KIND)


def judge(fichier, **options):
    return plan_file(fichier, options=options, **KIND)


def actions_of(rapport):
    return [(row.ligne, row.code, str(row.action)) for row in rapport.enregistrements]


def motif_of(rapport, rank=-1):
    return rapport.enregistrements[rank].motif


def figures():
    columns = ("territoire__code", "indicateur__code", "annee", "valeur", "motif")
    return sorted(Valeur.objects.values_list(*columns), key=str)


def one(line, entete=LONGUE):
    """The only row of a long file."""
    return judge(csv_file(entete, line)).enregistrements[0]


# --- Headings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entete", "indicateur", "annee"),
    [
        ("imm_2016", "imm", 2016),
        ("IMM 2016", "imm", 2016),
        ("Personnes immigrantes 2021", "imm", 2021),
        ("PERSONNES IMMIGRANTES (2021)", "imm", 2021),
        ("immigrants, all - 2021", "imm", 2021),
        ("Population (2021)", "pop", 2021),
        ("population_2016", "pop", 2016),
        ("Population totale en 2016", "pop", 2016),
        ("taux de chomage 2021", "chomage", 2021),
        ("2021 pop", "pop", 2021),
    ],
)
def test_a_heading_names_an_indicator_by_code_or_label_and_a_year(entete, indicateur, annee):
    load(csv_file(f"code;{entete}", "99801;30"))

    assert figures() == [("99801", indicateur, annee, 30, "")]


def test_a_column_of_years_dates_the_columns_of_indicators():
    load(csv_file("code;annee;imm;pop", "99801;2016;30;6045", "99801;2021;35;6100"))

    assert figures() == [
        ("99801", "imm", 2016, 30, ""),
        ("99801", "imm", 2021, 35, ""),
        ("99801", "pop", 2016, 6045, ""),
        ("99801", "pop", 2021, 6100, ""),
    ]


def test_columns_without_indicator_or_without_year_are_named_and_left_aside():
    rapport = load(csv_file("code;imm_2021;zzz_2021;pop", "99801;30;1;2"))

    assert figures() == [("99801", "imm", 2021, 30, "")]
    assert "«\xa0pop\xa0»" in rapport.remarques[0]
    assert rapport.remarques[1].startswith("Ligne 1, ")
    assert "«\xa0zzz_2021\xa0»" in rapport.remarques[1]


def test_a_table_without_any_known_indicator_is_refused_whole():
    with pytest.raises(ValidationError, match="aucun indicateur reconnu.*zzz"):
        judge(csv_file("code;nom;zzz_2021", "99801;;1"))


def test_a_label_that_two_indicators_share_names_neither():
    create_indicateur("autre", libelle_fr="Personnes immigrantes")

    load(csv_file("code;imm_2021;Personnes immigrantes 2016", "99801;30;40"))

    assert figures() == [("99801", "imm", 2021, 30, "")]


# --- Wide ------------------------------------------------------------------------------------------


def test_a_messy_export_of_excel_is_read_as_a_person_would():
    lines = [
        "Tableau remis en novembre;;;",
        "Code géographique;Municipalité;Personnes immigrantes 2021;Taux de chômage 2021",
        "99801;Ste-Invention d'Essai;1\u202f210;8,6",
        "99802;Ville de Val-Imaginé;x;n/d",
        "Total;;1210;8,6",
        "Source : Statistique Canada;;;",
    ]

    load(io.BytesIO("\r\n".join(lines).encode("utf-16")))

    assert figures() == [
        ("99801", "chomage", 2021, Decimal("8.6"), ""),
        ("99801", "imm", 2021, 1210, ""),
        ("99802", "chomage", 2021, None, "non_disponible"),
        ("99802", "imm", 2021, None, "confidentiel"),
    ]


def test_a_workbook_is_read_like_a_text_file():
    load(xlsx_file(["code", "Population 2021"], [99801, 12190]))

    assert figures() == [("99801", "pop", 2021, 12190, "")]


def test_totals_footers_and_repeated_headings_are_ignored_with_the_reason():
    rapport = judge(
        csv_file("code;nom;imm_2021", "99801;;30", "code;nom;imm_2021", ";Total;30", "Note : arrondi;;")
    )

    assert actions_of(rapport)[0] == (2, "99801", "creer")
    assert [(row.ligne, row.action.value, row.motif) for row in rapport.enregistrements[1:]] == [
        (3, "ignorer", "Ligne d’en-têtes répétée."),
        (4, "ignorer", "Ligne de total."),
        (5, "ignorer", "Note autour du tableau."),
    ]


def test_a_fault_in_one_cell_refuses_its_whole_row_and_only_that_row():
    rapport = load(csv_file("code;imm_2021;pop_2021", "99801;30;abc", "99802;40;50"))

    assert actions_of(rapport) == [(2, "99801", "rejeter"), (3, "99802", "creer")]
    assert "Colonne «\xa0pop_2021\xa0»\xa0: «\xa0abc\xa0»" in motif_of(rapport, 0)
    assert figures() == [("99802", "imm", 2021, 40, ""), ("99802", "pop", 2021, 50, "")]


def test_a_code_that_lost_its_zero_is_restored_with_a_warning():
    create_municipalite(code="09901", nom="Petit-Code")

    row = judge(csv_file("code;imm_2021", "9901;30")).enregistrements[0]

    assert (row.code, str(row.action)) == ("09901", "creer")
    assert "09901" in row.avertissements[0]


def test_a_name_that_contradicts_its_code_is_refused():
    rapport = load(csv_file("code;nom;imm_2021", "99801;Val-Imaginé;30"))

    assert actions_of(rapport) == [(2, "99801", "rejeter")]
    assert "Sainte-Invention-d’Essai" in motif_of(rapport)
    assert figures() == []


def test_the_province_its_regions_and_mrc_have_figures_of_their_own():
    create_territoire("province", code="QC", nom="Québec")
    create_territoire("region", code="96", nom="Région-Inventée")
    create_territoire("mrc", code="968", nom="Les Essais")

    load(csv_file("code;nom;pop_2021", "QC;Québec;900", "96;;300", "968;MRC des Essais;100"))

    assert [(code, value) for code, _indicateur, _annee, value, _motif in figures()] == [
        ("96", 300),
        ("968", 100),
        ("QC", 900),
    ]


def test_a_total_beside_the_code_of_the_province_is_no_figure_of_it():
    create_territoire("province", code="QC", nom="Québec")

    load(csv_file("code;nom;pop_2021", "QC;Total;900"))

    assert figures() == []


def test_a_territory_closed_before_the_year_is_warned_about():
    create_municipalite(code="99803", nom="Fermée", date_fin="2019-12-31")

    rows = judge(csv_file("code;annee;imm", "99803;2016;30", "99803;2021;30")).enregistrements

    assert [len(row.avertissements) for row in rows] == [0, 1]


# --- Long ------------------------------------------------------------------------------------------


def test_a_long_row_carries_source_base_quality_and_note():
    load(
        csv_file(
            f"{LONGUE},base,qualite,note",
            '99801,Personnes immigrantes,2016,30,statcan,"6 045",Estimée,"Arrondi, selon la ville"',
        )
    )

    row = Valeur.objects.get()
    assert (row.valeur, row.base, row.qualite, row.note_fr) == (
        30,
        6045,
        "3_estimee",
        "Arrondi, selon la ville",
    )
    assert row.source.code == "statcan"


@pytest.mark.parametrize(
    ("line", "colonne", "extrait"),
    [
        ("99801,zzz,2016,30,statcan", "indicateur", "zzz"),
        ("99801,imm,2016,30,inconnue", "source", "inconnue"),
        ("99899,imm,2016,30,statcan", "code", "99899"),
        ("abc,imm,2016,30,statcan", "", "abc"),
        ("00123,imm,2016,30,statcan", "", "00"),
        ("99801,imm,1816,30,statcan", "annee", "1816"),
        ("99801,imm,deux,30,statcan", "annee", "deux"),
        ("99801,imm,2016,-30,statcan", "valeur (imm 2016)", "négatif"),
        ("99801,imm,2016,12.5,statcan", "valeur (imm 2016)", "décimales"),
        ("99801,imm,2016,1234567890123,statcan", "valeur (imm 2016)", "trop grand"),
        ("99801,chomage,2016,101,statcan", "valeur", "100"),
    ],
)
def test_what_cannot_be_is_refused_and_names_its_column(line, colonne, extrait):
    row = one(line)

    assert (row.ligne, str(row.action)) == (2, "rejeter")
    assert extrait in row.motif
    assert colonne.split(" (")[0] in row.motif


@pytest.mark.parametrize(
    ("fields", "extrait"),
    [("0,,", "plus grande que zéro"), (",douteuse,", "douteuse"), (f",,{'a' * 401}", "400")],
)
def test_a_base_of_zero_an_unknown_quality_or_an_endless_note_is_refused(fields, extrait):
    row = one(f"99801,imm,2016,30,statcan,{fields}", f"{LONGUE},base,qualite,note")

    assert str(row.action) == "rejeter"
    assert extrait in row.motif


def test_an_identical_row_is_ignored_and_contradictory_ones_are_all_refused():
    rapport = load(
        csv_file(
            LONGUE,
            "99801,imm,2016,30,statcan",
            "99801,imm,2016,30,statcan",
            "99802,imm,2016,40,statcan",
            "99802,imm,2016,41,statcan",
        )
    )

    assert [action for _line, _code, action in actions_of(rapport)] == [
        "creer",
        "ignorer",
        "rejeter",
        "rejeter",
    ]
    assert "ligne 2" in motif_of(rapport, 1)
    assert figures() == [("99801", "imm", 2016, 30, "")]


def test_two_sources_may_give_two_figures_of_one_year():
    create_source(code="ville")

    load(csv_file(LONGUE, "99801,imm,2016,30,statcan", "99801,imm,2016,33,ville"))

    assert [value for *_key, value, _motif in figures()] == [30, 33]


# --- Sources ---------------------------------------------------------------------------------------


def test_the_source_chosen_serves_the_rows_that_name_none():
    create_source(code="ville")

    load(csv_file(LONGUE, "99801,imm,2016,30,statcan", "99802,imm,2016,40,"), source="ville")

    assert sorted(Valeur.objects.values_list("valeur", "source__code")) == [(30, "statcan"), (40, "ville")]


def test_an_unknown_source_chosen_refuses_the_file():
    with pytest.raises(ValidationError, match="inconnue"):
        judge(csv_file("code;imm_2016", "99801;30"), source="inconnue")


def test_an_invented_source_is_no_source_of_a_file():
    create_source(code="inventee", est_fictive=True)

    assert "aucune source" in one("99801,imm,2016,30,inventee").motif
    with pytest.raises(ValidationError, match="inventee"):
        judge(csv_file("code;imm_2016", "99801;30"), source="inventee")


def test_figures_without_any_source_are_attributed_to_the_team_and_a_simulation_creates_nothing():
    fichier = csv_file("code;imm_2016", "99801;30")

    rapport = judge(fichier)
    assert not Source.objects.filter(code="fichier-chiffres").exists()

    load(fichier)
    assert Valeur.objects.get().source.code == "fichier-chiffres"
    assert "Chiffres remis par l’équipe" in rapport.remarques[-1]


# --- What is already known -------------------------------------------------------------------------


def test_importing_the_same_file_again_changes_nothing():
    fichier = csv_file("code;imm_2016;pop_2016", "99801;30;6045", "99802;x;")
    load(fichier)
    before = list(Valeur.objects.order_by("pk").values())

    rapport = load(fichier)

    assert [action for _line, _code, action in actions_of(rapport)] == ["ignorer", "ignorer"]
    assert list(Valeur.objects.order_by("pk").values()) == before
    assert ChangementValeur.objects.count() == 4
    assert Importation.objects.count() == 1


def test_an_absence_keeps_the_known_figure_and_says_so():
    fichier = csv_file("code;imm_2016", "99801;30")
    load(fichier)

    rapport = load(csv_file("code;imm_2016", "99801;x"))

    assert figures() == [("99801", "imm", 2016, 30, "")]
    assert "30 est gardé" in rapport.enregistrements[0].avertissements[0]


def test_an_absence_never_stands_beside_the_figure_of_another_source():
    ville = create_source(code="ville")
    territoire = create_municipalite(code="99804", nom="Connue")
    create_valeur(territoire, create_indicateur("gen1"), annee=2016, valeur=30, source=ville)

    load(csv_file("code;gen1_2016", "99804;.."), source="statcan")

    assert figures() == [("99804", "gen1", 2016, 30, "")]


def test_an_empty_cell_over_a_known_figure_is_passed_over_in_silence():
    load(csv_file("code;imm_2016", "99801;30"))

    row = judge(csv_file("code;imm_2016;pop_2016", "99801;;5")).enregistrements[0]

    assert row.avertissements == []
    assert [detail.colonne for detail in row.details] == ["pop_2016"]


def test_the_report_tells_the_figure_before_and_after():
    load(csv_file("code;imm_2016", "99801;30"))

    row = judge(csv_file("code;imm_2016", "99801;1 230")).enregistrements[0]

    assert str(row.action) == "mettre_a_jour"
    assert [(d.colonne, d.lu, d.effet) for d in row.details] == [
        ("imm_2016", "1 230", "1\xa0230 au lieu de 30")
    ]


# --- Parts and wholes ------------------------------------------------------------------------------


def test_a_part_larger_than_its_base_in_the_same_file_is_refused():
    rapport = judge(csv_file("code;pop_mp_2021;imm_2021", "99801;100;150"))

    assert actions_of(rapport) == [(2, "99801", "rejeter")]
    assert "150 passe sa base, 100" in motif_of(rapport)


def test_a_part_larger_than_the_base_stored_for_its_source_is_refused():
    load(csv_file("code;pop_mp_2021", "99801;100"))

    assert str(judge(csv_file("code;imm_2021", "99801;150")).enregistrements[0].action) == "rejeter"


@pytest.mark.parametrize("valeur", [101, 110])
def test_a_part_that_rounding_alone_may_explain_is_only_warned_about(valeur):
    row = judge(csv_file("code;pop_mp_2021;imm_2021", f"99801;100;{valeur}")).enregistrements[0]

    assert str(row.action) == "creer"
    assert "passe sa base" in row.avertissements[0]


def test_a_part_larger_than_the_base_of_another_source_is_only_warned_about():
    load(csv_file("code;pop_mp_2021", "99801;100"), source="statcan")

    row = judge(csv_file("code;imm_2021", "99801;150")).enregistrements[0]

    assert str(row.action) == "creer"
    assert "passe sa base" in row.avertissements[0]


def test_a_part_equal_to_its_base_raises_no_doubt():
    row = judge(csv_file("code;pop_mp_2021;imm_2021", "99801;100;100")).enregistrements[0]

    assert (str(row.action), row.avertissements) == ("creer", [])


# --- On the site -----------------------------------------------------------------------------------


def test_a_file_sent_to_the_site_is_simulated_then_applied_as_it_was_shown():
    fichier = csv_file("code;imm_2016", "99801;30", "99899;5")

    importation = simulate_importation(fichier, nom="a.csv", by=None, **KIND)
    assert figures() == []

    apply_importation(importation, by=None)
    assert figures() == [("99801", "imm", 2016, 30, "")]
    assert ChangementValeur.objects.get().importation == importation


def test_a_figure_changed_since_the_simulation_is_shown_anew_before_anything_is_written():
    importation = simulate_importation(csv_file("code;imm_2016", "99801;30"), nom="a.csv", by=None, **KIND)
    load(csv_file("code;imm_2016", "99801;25"))

    with pytest.raises(PlanChangeError):
        apply_importation(importation, by=None)

    assert figures() == [("99801", "imm", 2016, 25, "")]
