import pytest

from gediq.models import NomOrganisme
from municipalites.domain.fiche import covering_ententes, name_entente, portray
from municipalites.models import Famille, Niveau, ProgrammeAide
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


@pytest.fixture
def quebec():
    return create_territoire(Niveau.PROVINCE, nom="Québec")


@pytest.fixture
def region(quebec):
    return create_territoire(Niveau.REGION, parent=quebec)


@pytest.fixture
def mrc(region):
    return create_territoire(parent=region)


@pytest.fixture
def ville(mrc):
    return create_municipalite(parent=mrc)


# --- Figures -------------------------------------------------------------------------------------


def test_figure_stands_beside_those_of_the_same_year_of_the_region_and_quebec(ville, region, quebec):
    pop = create_indicateur("pop", est_cle=True)
    for row, annee, valeur in ((ville, 2016, 1), (quebec, 2016, 3), (quebec, 2021, 4)):
        create_valeur(row, pop, annee, valeur)

    [line] = portray(ville).cles

    assert line.chiffre.annee == 2016
    assert [repere.territoire.pk for repere in line.reperes] == [region.pk, quebec.pk]
    assert [repere.chiffre and repere.chiffre.valeur for repere in line.reperes] == [None, 3]


def test_key_figures_come_first_and_the_others_by_theme(ville):
    key, other = create_indicateur(est_cle=True), create_indicateur(famille="langue")
    for indicateur in (key, other):
        create_valeur(ville, indicateur)

    portrait = portray(ville)

    assert [line.indicateur for line in portrait.cles] == [key]
    assert [(theme.famille, len(theme.connues)) for theme in portrait.themes] == [(Famille.LANGUE, 1)]


def test_theme_without_any_figure_is_only_named(ville):
    create_indicateur(famille="langue")
    create_valeur(ville, create_indicateur(est_cle=True), 2021, None, motif="confidentiel")

    portrait = portray(ville)

    assert (portrait.cles, portrait.themes) == ([], [])
    assert [line.chiffre.motif for line in portrait.absentes] == ["confidentiel"]
    assert portrait.vides == list(Famille)


def test_other_sources_of_the_same_year_are_told(ville):
    pop = create_indicateur(est_cle=True)
    create_valeur(ville, pop, 2021, 10)
    create_valeur(ville, pop, 2021, 12, source=create_source(code="autre"), qualite="3_estimee")

    portrait = portray(ville)

    assert [(row.valeur, source.code) for row, source in portrait.cles[0].autres] == [(12, "autre")]
    assert len(portrait.sources) == 2


def test_portrait_is_in_english_when_all_it_shows_is(ville):
    create_valeur(ville, create_indicateur(), 2021, 1)
    assert portray(ville).is_translated("en")

    create_valeur(ville, create_indicateur(), 2021, 1, note_fr="Arrondi.")
    assert not portray(ville).is_translated("en")


# --- Agreements ----------------------------------------------------------------------------------


def test_agreement_of_the_mrc_covers_its_cities_and_says_so(ville, mrc):
    by_mrc = create_entente(mrc, date_debut="2017-01-01")
    own = create_entente(ville, mrc, date_debut="2019-01-01")
    create_entente(create_municipalite())

    found = covering_ententes(ville)

    assert [(row.pk, row.par_la_mrc) for row in found] == [(own.pk, False), (by_mrc.pk, True)]
    assert sorted(found[0].noms_signataires) == sorted([ville.nom, mrc.nom])


@pytest.mark.parametrize("publication", ["brouillon", "retiree"])
def test_only_public_agreements_are_shown(ville, publication):
    create_entente(ville, publication=publication, motif_retrait_fr="Erreur.")

    assert covering_ententes(ville) == []


NOMS = [
    ("Ministère ancien", None, "2018-10-17"),
    ("Ministère nouveau", "2018-10-18", None),
]


@pytest.mark.parametrize("debut", ["2018-04-01", "2018-10-17", "2018-10-18", "2022-01-01", None])
def test_ministry_bears_its_name_of_that_day(ville, debut):
    organisme = create_organisme(noms=0)
    for nom, start, end in NOMS:
        NomOrganisme.objects.create(organisme=organisme, nom_fr=nom, debut=start, fin=end)
    entente = create_entente(ville, organisme=organisme, date_debut=debut)
    entente.refresh_from_db()

    [found] = covering_ententes(ville)

    assert found.ministere_fr == organisme.name_at(entente.date_debut).nom_fr


@pytest.mark.parametrize("number", [1, 3])
def test_agreements_cost_one_query(ville, mrc, number, django_assert_num_queries):
    for _rank in range(number):
        create_entente(ville, mrc)

    with django_assert_num_queries(1):
        assert [str(row.programme_aide) for row in covering_ententes(ville)] == ["None"] * number


def test_agreement_is_named_by_its_programme_and_years(ville):
    programme = ProgrammeAide.objects.create(code="pac", nom_fr="Appui d’essai", nom_en="Test support")
    entente = create_entente(ville, programme_aide=programme, date_fin="2021-03-31")
    entente.refresh_from_db()

    assert name_entente(entente, "fr") == "Entente, Appui d’essai, 2018-2021"
    assert name_entente(entente, "en") == "Agreement, Test support, 2018–2021"
