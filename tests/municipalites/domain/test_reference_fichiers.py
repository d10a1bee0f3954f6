"""The facts of the reference files: what was found is there, what was not found is nowhere."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Sum

from gediq.typographie.indices import hints
from municipalites.domain.chiffres import Tableau
from municipalites.models import Indicateur, Motif, Municipalite, Qualite, Source, Territoire, Valeur

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
MERGED = {"13062", "14082", "29027", "32043", "80087", "88012", "88057", "93022"}


def figures(**condition):
    return Valeur.objects.filter(**condition)


def test_every_current_municipality_bears_an_official_code_and_a_nature():
    natures = Counter(Municipalite.objects.values_list("nature", flat=True))

    assert natures == {
        "municipalite": 650,
        "ville": 234,
        "paroisse": 129,
        "canton": 42,
        "village": 41,
        "village_nordique": 14,
        "village_cri": 9,
        "cantons_unis": 2,
        "gouvernement_regional": 1,
        "village_naskapi": 1,
    }
    assert all(
        len(code) == 5 and code.isdigit() for code in Municipalite.objects.values_list("code", flat=True)
    )


def test_nothing_of_the_reference_is_invented():
    assert not Territoire.objects.filter(est_fictif=True).exists()
    assert not Source.objects.filter(est_fictive=True).exists()


def test_only_three_municipalities_have_a_figure_of_immigrants():
    found = figures(indicateur__code="imm", territoire__niveau="municipalite")

    assert set(found.values_list("territoire__nom", "annee", "valeur")) == {
        ("Montréal", 2016, Decimal(570945)),
        ("Châteauguay", 2016, Decimal(7590)),
        ("Alma", 2016, Decimal(290)),
        ("Alma", 2021, Decimal(260)),
    }


def test_no_figure_is_made_up_for_a_missing_one():
    assert not figures(motif__in=Motif).exists()
    assert not figures(territoire__niveau__in=("mrc", "region")).exists()
    assert figures(indicateur__code="pop", annee=2021, territoire__niveau="municipalite").count() == 1113


def test_population_is_that_of_the_table():
    rows = figures(indicateur__code="pop", territoire__niveau="municipalite").order_by("annee")

    totals = rows.values_list("annee").annotate(total=Sum("valeur"))
    assert list(totals) == [(2016, 8118920), (2021, 8459466)]
    assert figures(territoire__code="QC", indicateur__code="pop").count() == 3


def test_population_of_a_merged_municipality_is_computed_and_says_from_what():
    computed = figures(qualite=Qualite.CALCULEE, territoire__niveau="municipalite")
    amos = computed.get(territoire__code="88057", annee=2021)

    assert set(computed.values_list("territoire__code", flat=True)) == MERGED
    assert computed.count() == 2 * len(MERGED)
    assert amos.note_fr == "Somme des codes d’avant le regroupement\xa0: 88055 et 88060."
    assert amos.note_en == "Sum of the codes from before the merger: 88055 and 88060."


def test_figures_of_an_article_are_estimates():
    alma = figures(source__code="radio-canada-1928571")

    assert set(alma.values_list("qualite", flat=True)) == {Qualite.ESTIMEE}
    assert all(valeur.note_fr and valeur.note_en for valeur in alma)


def test_share_of_immigrants_of_quebec_has_the_population_of_private_households_for_base():
    quebec = Territoire.objects.get(code="QC")

    chiffre = Tableau([quebec]).get(quebec, "imm", 2016)

    assert (chiffre.valeur, chiffre.base) == (1091305, 7965450)
    assert round(float(chiffre.part), 1) == 13.7


def test_parts_of_a_base_add_up_to_no_more_than_it():
    for valeur in figures(indicateur__base__isnull=False).select_related("indicateur"):
        base = figures(
            territoire=valeur.territoire_id, annee=valeur.annee, indicateur=valeur.indicateur.base_id
        )
        assert all(valeur.valeur <= other.valeur for other in base)


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_texts_are_in_both_languages_and_well_spaced(langue):
    for row in (*Indicateur.objects.all(), *Source.objects.all()):
        assert row.missing_translations() == [], row.code
        for name in ("libelle", "definition", "titre", "note", "attribution"):
            assert hints(getattr(row, f"{name}_{langue}", "") or "", langue) == [], row.code


def test_every_source_of_figures_says_when_it_was_read_and_under_which_licence():
    for source in Source.objects.filter(valeurs__isnull=False).distinct():
        assert source.date_consultation, source.code
        assert source.licence_fr, source.code
