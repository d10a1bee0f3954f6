"""The Census Profile of Statistics Canada: its two layouts, in its two languages."""

import csv
import io
import tracemalloc
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from municipalites.domain.importation.caracteristiques import NOMS, NUMEROS, agrees, numbers_of
from municipalites.domain.importation.profil import code_of, find_encodage, split_geo
from municipalites.domain.importation.service import import_file, plan_file, simulate_importation
from municipalites.models import Importation, Source, Valeur
from tests.factories.municipalites import create_indicateur, create_municipalite, create_territoire

pytestmark = pytest.mark.django_db

ENTETE_2021 = [
    *("CENSUS_YEAR", "DGUID", "ALT_GEO_CODE", "GEO_LEVEL", "GEO_NAME", "TNR_SF", "TNR_LF"),
    *("DATA_QUALITY_FLAG", "CHARACTERISTIC_ID", "CHARACTERISTIC_NAME", "CHARACTERISTIC_NOTE"),
    *("C1_COUNT_TOTAL", "SYMBOL", "C2_COUNT_MEN+", "SYMBOL", "C3_COUNT_WOMEN+", "SYMBOL"),
    *("C10_RATE_TOTAL", "SYMBOL", "C11_RATE_MEN+", "SYMBOL", "C12_RATE_WOMEN+", "SYMBOL"),
]
ENTETE_2021_FR = [
    *("ANNÉE_RECENSEMENT", "IDUGD", "CODE_GÉO_ALT", "NIVEAU_GÉO", "NOM_GÉO", "TNR_FA", "TNR_FL"),
    *("INDICATEUR_QUALITÉ_DONNÉES", "ID_CARACTÉRISTIQUE", "NOM_CARACTÉRISTIQUE", "NOTE_CARACTÉRISTIQUE"),
    *("C1_CHIFFRE_TOTAL", "SYMBOLE", "C2_CHIFFRE_HOMMES+", "SYMBOLE", "C3_CHIFFRE_FEMMES+", "SYMBOLE"),
    *("C10_TAUX_TOTAL", "SYMBOLE", "C11_TAUX_HOMMES+", "SYMBOLE", "C12_TAUX_FEMMES+", "SYMBOLE"),
]
PROFIL_2016 = "Profile of Census Subdivisions, all (2247)"
ENTETE_2016 = [
    *("CENSUS_YEAR", "GEO_CODE (POR)", "GEO_LEVEL", "GEO_NAME", "GNR", "GNR_LF", "DATA_QUALITY_FLAG"),
    *("ALT_GEO_CODE", f"DIM: {PROFIL_2016}", f"Member ID: {PROFIL_2016}", f"Notes: {PROFIL_2016}"),
    *("Dim: Sex (3): Member ID: [1]: Total - Sex", "Dim: Sex (3): Member ID: [2]: Male"),
    "Dim: Sex (3): Member ID: [3]: Female",
]
PROFIL_2016_FR = "Profil des subdivisions de recensement (2247)"
ENTETE_2016_FR = [
    *("ANNÉE_RECENSEMENT", "CODE_GÉO (LDR)", "NIVEAU_GÉO", "NOM_GÉO", "TGN", "TGN_FL"),
    *("INDICATEUR_QUALITÉ_DONNÉES", "CODE_GÉO_ALT", f"DIM: {PROFIL_2016_FR}"),
    *(f"Membre ID: {PROFIL_2016_FR}", f"Notes: {PROFIL_2016_FR}"),
    *("Dim: Sexe (3): Membre ID: [1]: Total - Sexe", "Dim: Sexe (3): Membre ID: [2]: Sexe masculin"),
    "Dim: Sexe (3): Membre ID: [3]: Sexe féminin",
]
MENAGES = "Total - Immigrant status and period of immigration for the population in private households"


def line_2021(
    numero, nom, valeur, symbole="", *, geo="00052499801", lieu="Sainte-Invention, Ville (V)", taux=""
):
    head = ["2021", f"2021A{geo}", geo[4:], "Census subdivision", lieu, "3.1", "4.2", "00000", numero]
    return [*head, f"  {nom}", "", valeur, symbole, "", "...", "", "...", taux, "", "", "...", "", "..."]


def line_2016(numero, nom, valeur, *, geo="2499801", lieu="Sainte-Invention"):
    return ["2016", geo, "3", lieu, "4.0", "5.1", "00000", geo, nom, numero, "", valeur, "...", "..."]


def profil(entete, *lines, encodage="latin-1", bom=False):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows([entete, *lines])
    return io.BytesIO((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode(encodage))


@pytest.fixture(autouse=True)
def rows():
    menages = create_indicateur("pop_mp")
    create_indicateur("pop", libelle_fr="Population totale")
    imm = create_indicateur("imm", libelle_fr="Personnes immigrantes", base=menages)
    create_indicateur("imm_rec", base=imm)
    create_indicateur("chomage", unite="pourcentage", decimales=1)
    create_territoire("province", code="QC", nom="Québec")
    create_territoire("mrc", code="980", nom="Les Essais")
    create_municipalite(code="99801", nom="Sainte-Invention")
    create_municipalite(code="99802", nom="Val-Imaginé")


KIND = {"type_importation": Importation.TypeImportation.INDICATEURS}


def load(fichier, **options):
    return import_file(fichier, nom="profil.csv", by=None, **KIND, **options)


def figures(*columns):
    names = columns or ("territoire__code", "indicateur__code", "annee", "valeur", "motif")
    return sorted(Valeur.objects.values_list(*names), key=str)


# --- Layouts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entete", "nom", "encodage"),
    [
        (ENTETE_2021, "Immigrants", "latin-1"),
        (ENTETE_2021_FR, "Immigrants", "latin-1"),
        (ENTETE_2021_FR, "Immigrants", "utf-8"),
    ],
)
def test_the_layout_of_2021_is_recognised_by_its_headings(entete, nom, encodage):
    lieu = "Val-Imaginé, Municipalité (MÉ)"

    load(profil(entete, line_2021("1529", nom, "30", geo="00052499802", lieu=lieu), encodage=encodage))

    assert figures() == [("99802", "imm", 2021, 30, "")]


@pytest.mark.parametrize("entete", [ENTETE_2016, ENTETE_2016_FR])
def test_the_layout_of_2016_is_recognised_by_its_headings(entete):
    load(profil(entete, line_2016("1142", "Immigrants", "30"), encodage="utf-8", bom=True))

    assert figures() == [("99801", "imm", 2016, 30, "")]


def test_a_name_with_a_quoted_comma_does_not_shift_the_columns():
    line = line_2021("1", "Population, 2021", "1 210", lieu='Sainte-Invention, "Ville", (V)')

    load(profil(ENTETE_2021, line))

    assert figures() == [("99801", "pop", 2021, 1210, "")]


def test_the_profile_may_be_separated_by_tabs():
    text = "\r\n".join("\t".join(row) for row in [ENTETE_2021, line_2021("1529", "Immigrants", "30")])

    load(io.BytesIO(text.encode("latin-1")))

    assert figures() == [("99801", "imm", 2021, 30, "")]


def test_a_census_that_the_site_does_not_know_is_refused():
    line = line_2021("1529", "Immigrants", "30")

    with pytest.raises(ValidationError, match="2026.*2016, 2021"):
        load(profil(ENTETE_2021, ["2026", *line[1:]]))


def test_the_line_of_the_report_is_the_physical_one():
    rapport = load(
        profil(ENTETE_2021, line_2021("5", "a\nb", "1"), line_2021("1529", "Immigrants", "30")),
    )

    assert [row.ligne for row in rapport.enregistrements] == [4]


# --- Places ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("geo", "expected"),
    [
        ("2021A000524", ("municipalite", "")),
        ("2021A00052466023", ("municipalite", "66023")),
        ("2021A000224", ("province", "")),
        ("2021A00032466", ("mrc", "66")),
        ("2021A00053506008", (None, "")),
        ("2021A000011124", (None, "")),
        ("2021S05122466001", (None, "")),
        ("2466023", ("municipalite", "66023")),
        ("24", ("province", "")),
        ("2466", ("mrc", "66")),
        ("24001", (None, "001")),
        ("3506008", (None, "")),
        ("462", (None, "")),
    ],
)
def test_the_code_of_a_place_tells_its_level_and_whether_it_is_in_quebec(geo, expected):
    assert split_geo(geo) == expected


def test_a_province_and_a_census_division_take_the_codes_of_the_site():
    assert (code_of("province", ""), code_of("mrc", "98"), code_of("municipalite", "66023")) == (
        "QC",
        "980",
        "66023",
    )


def test_the_province_and_the_census_division_that_is_an_mrc_are_read():
    load(
        profil(
            ENTETE_2021,
            line_2021("1", "Population, 2021", "900", geo="000224", lieu="Quebec"),
            line_2021("1", "Population, 2021", "100", geo="00032498", lieu="Les Essais, MRC (MRC)"),
        )
    )

    assert figures("territoire__code", "valeur") == [("980", 100), ("QC", 900)]


def test_a_census_division_that_bears_another_name_is_told_and_not_read():
    line = line_2021("1", "Population, 2021", "100", geo="00032498", lieu="Autre-Division, Territoire (TÉ)")

    rapport = load(profil(ENTETE_2021, line))

    assert figures() == []
    assert "Autre-Division" in rapport.remarques[1]


def test_places_that_the_site_does_not_know_are_counted_and_named_once():
    lines = [
        line_2021(numero, nom, "30", geo="00052499899", lieu="Réserve-Inventée")
        for numero, nom in [("1", "Population, 2021"), ("1529", "Immigrants")]
    ]
    ontario = line_2021("1", "Population, 2021", "30", geo="00053506008", lieu="Ottawa")

    rapport = load(profil(ENTETE_2021, *lines, ontario))

    assert rapport.enregistrements == []
    assert rapport.remarques == [
        "Profil du recensement de 2021, 4 lignes.",
        "1 territoire du Québec non lu, absent du répertoire\xa0: Réserve-Inventée.",
        "1 territoire d’un autre niveau ou hors du Québec, non lu.",
    ]


def test_a_name_that_differs_from_the_register_is_a_warning_said_once():
    lines = [
        line_2021("1", "Population, 2021", "900", lieu="Ancien-Nom, Ville (V)"),
        line_2021("1529", "Immigrants", "30", lieu="Ancien-Nom, Ville (V)"),
    ]

    rows = load(profil(ENTETE_2021, *lines)).enregistrements

    assert [len(row.avertissements) for row in rows] == [1, 0]
    assert "Ancien-Nom" in rows[0].avertissements[0]


# --- Characteristics -------------------------------------------------------------------------------


def test_a_number_whose_name_does_not_agree_is_refused():
    rapport = load(profil(ENTETE_2021, line_2021("1529", "Non-permanent residents", "30")))

    row = rapport.enregistrements[0]
    assert (row.ligne, row.code, str(row.action)) == (2, "99801", "rejeter")
    assert "1529" in row.motif
    assert "Non-permanent residents" in row.motif
    assert figures() == []


def test_the_numbers_of_one_census_are_not_those_of_the_other():
    rapport = load(profil(ENTETE_2016, line_2016("1529", "Immigrants", "30")))

    assert rapport.enregistrements == []


def test_characteristics_that_are_no_indicator_of_ours_are_passed_over():
    assert load(profil(ENTETE_2021, line_2021("2631", "Anything", "30"))).enregistrements == []


def test_indicators_that_the_site_lacks_are_named():
    rapport = load(profil(ENTETE_2021, line_2021("1684", "Total visible minority population", "30")))

    assert rapport.enregistrements == []
    assert rapport.remarques[-1] == "Indicateurs absents du site, non lus\xa0: minvis."


@pytest.mark.parametrize(
    ("annee", "code", "nom"),
    [
        (2016, "pop", "Population, 2016"),
        (2021, "pop", "Population, 2021"),
        (2016, "pop_mp", f"{MENAGES} - 25% sample data"),
        (
            2021,
            "pop_mp",
            "Total - Statut d'immigrant et période d'immigration pour la population dans les ménages privés "
            "- Données-échantillon (25 %)",
        ),
        (2016, "imm_rec", "2011 to 2016"),
        (2021, "imm_rec", "2016 à 2021"),
        (2021, "rnp", "Résidents non permanents"),
        (2016, "per_avant_1981", "Avant 1981"),
        (2021, "minvis", "Total visible minority population"),
        (2021, "minvis", "Population totale des minorités visibles"),
        (2016, "autoch", "Aboriginal identity"),
        (2021, "autoch", "Identité autochtone"),
        (2021, "citoy_autre", "Not Canadian citizens"),
        (2021, "lang_aucune", "Ni l'anglais ni le français"),
        (2021, "mfr", "Prevalence of low income based on the Low-income measure, after tax (LIM-AT) (%)"),
        (2021, "menages", "Total - Ménages privés selon le mode d'occupation - Données-échantillon (25 %)"),
        (2016, "log_taille", "Not suitable"),
        (2016, "scol_sec", "Secondary (high) school diploma or equivalency certificate"),
        (2021, "scol_sec", "High (secondary) school diploma or equivalency certificate"),
        (2016, "scol_univ", "University certificate, diploma or degree at bachelor level or above"),
        (2021, "scol_univ", "Bachelor's degree or higher"),
    ],
)
def test_the_names_of_the_census_are_known_in_both_languages(annee, code, nom):
    assert agrees(code, annee, nom)


@pytest.mark.parametrize(
    ("annee", "code", "nom"),
    [
        (2021, "pop", "Population, 2016"),
        (2021, "imm", "Non-immigrants"),
        (2021, "nonimm", "Immigrants"),
        (2021, "imm", "Economic immigrants"),
        (2021, "minvis", "Total - Visible minority for the population in private households"),
        (
            2021,
            "minvis",
            "Total - Minorités visibles pour la population dans les ménages privés",
        ),
        (2021, "minvis", "Ne font pas partie de la population des minorités visibles"),
        (2021, "autoch", "Non-Indigenous identity"),
        (2021, "citoy_can", "Not Canadian citizens"),
        (2021, "log_taille", "Suitable"),
    ],
)
def test_neighbouring_names_are_not_mistaken_for_one_another(annee, code, nom):
    assert not agrees(code, annee, nom)


def test_every_number_has_a_name_and_is_used_once():
    assert set(NUMEROS) == set(NOMS)
    assert [len(numbers_of(annee)) for annee in (2016, 2021)] == [
        sum(numbers[rank] is not None for numbers in NUMEROS.values()) for rank in (0, 1)
    ]


# --- Figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbole", "motif"),
    [("x", "confidentiel"), ("..", "non_disponible"), ("F", "non_disponible"), ("...", "sans_objet")],
)
def test_a_suppressed_figure_keeps_its_reason_in_both_layouts(symbole, motif):
    load(profil(ENTETE_2021, line_2021("1529", "Immigrants", "", symbole)))
    load(profil(ENTETE_2016, line_2016("1142", "Immigrants", symbole)))

    assert figures() == [
        ("99801", "imm", 2016, None, motif),
        ("99801", "imm", 2021, None, motif),
    ]


def test_a_figure_to_use_with_caution_says_so_and_a_revised_one_is_a_figure():
    load(
        profil(
            ENTETE_2021,
            line_2021("1529", "Immigrants", "30", "E"),
            line_2021("1536", "2016 to 2021", "10", "r"),
        )
    )

    notes = dict(figures("valeur", "note_fr"))
    assert notes[30] == "À utiliser avec prudence, selon Statistique Canada."
    assert not notes[10]


def test_a_rate_is_read_in_its_own_column_or_in_that_of_counts():
    load(
        profil(
            ENTETE_2021,
            line_2021("2230", "Unemployment rate", "", "...", taux="8.6"),
            line_2021("2230", "Taux de chômage", "7.5", geo="00052499802", lieu="Val-Imaginé"),
        )
    )

    assert figures("territoire__code", "valeur") == [("99801", Decimal("8.6")), ("99802", Decimal("7.5"))]


def test_a_figure_that_is_no_number_is_refused_alone():
    rapport = load(
        profil(
            ENTETE_2021, line_2021("1", "Population, 2021", "mille"), line_2021("1529", "Immigrants", "30")
        )
    )

    assert [str(row.action) for row in rapport.enregistrements] == ["rejeter", "creer"]


def test_the_source_is_the_census_unless_another_is_chosen():
    fichier = profil(ENTETE_2021, line_2021("1529", "Immigrants", "30"))

    load(fichier)

    source = Source.objects.get()
    assert (source.code, source.producteur_fr) == ("statcan-profil-2021", "Statistique Canada")
    assert source.titre_en == "2021 Census Profile, 98-401-X2021"


def test_reading_the_same_profile_again_changes_nothing():
    fichier = profil(
        ENTETE_2021, line_2021("1529", "Immigrants", "30"), line_2021("1536", "2016 to 2021", "", "x")
    )
    load(fichier)
    before = list(Valeur.objects.order_by("pk").values())

    rapport = load(fichier)

    assert [str(row.action) for row in rapport.enregistrements] == ["ignorer", "ignorer"]
    assert list(Valeur.objects.order_by("pk").values()) == before
    assert Importation.objects.count() == 1


# --- Size ------------------------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """A profile of `lines` lines, made as it is read, as large as a real one."""

    def __init__(self, lines):
        self.head = profil(ENTETE_2021, line_2021("1529", "Immigrants", "30")).getvalue()
        self.row = profil(line_2021("2600", "Anything", "1")).getvalue()
        self.size = len(self.head) + lines * len(self.row)
        self.place = 0

    def readable(self):
        return True

    def seek(self, place, whence=0):
        self.place = place + (self.size if whence == 2 else 0)
        return self.place

    def read(self, count=-1):
        start, stop = self.place, min(self.size, self.place + count)
        self.place = stop
        if start < len(self.head):
            return (self.head + self.row * (count // len(self.row) + 1))[start:stop]
        skip = (start - len(self.head)) % len(self.row)
        return (self.row * ((stop - start) // len(self.row) + 2))[skip : skip + stop - start]


def test_a_profile_far_above_the_limit_is_streamed_in_bounded_memory_with_its_progress(settings):
    settings.TAILLE_MAX_IMPORTATION = 1_000_000
    fichier, seen = Endless(210_000), []
    assert fichier.size > 20 * settings.TAILLE_MAX_IMPORTATION

    tracemalloc.start()
    rapport = plan_file(fichier, progress=seen.append, **KIND)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [row.ligne for row in rapport.enregistrements] == [2]
    assert seen == [100_000, 200_000]
    assert peak < 8_000_000


def test_the_limit_of_size_holds_for_what_is_sent_to_the_site(settings):
    settings.TAILLE_MAX_IMPORTATION = 100
    fichier = profil(ENTETE_2021, line_2021("1529", "Immigrants", "30"))

    with pytest.raises(ValidationError, match="trop lourd"):
        simulate_importation(fichier, nom="profil.csv", by=None, **KIND)


def test_the_encoding_is_told_by_the_first_accents():
    assert find_encodage(b"\xef\xbb\xbfA") == "utf-8-sig"
    assert find_encodage("CODE_GÉO,A,B,C".encode()) == "utf-8"
    assert find_encodage("CODE_GÉO,A,B,C".encode("latin-1")) == "latin-1"
    assert find_encodage(b"DGUID,A,B,C") == "latin-1"
