import pytest

from programmation.domain.intitule import session_title
from programmation.domain.presence import find_presence
from programmation.models import Participation
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.programmation import (
    create_cycle,
    create_document,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
    create_type_document,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mrc():
    return create_territoire()


@pytest.fixture
def ville(mrc):
    return create_municipalite(parent=mrc)


def test_sessions_held_here_come_in_order_of_date(ville):
    late = create_seance(jours=["2020-06"], villes=[ville])
    early = create_seance(jours=["2020-06-12", "2020-06-05"], villes=[ville, create_municipalite()])
    create_seance(villes=[create_municipalite()])

    presence = find_presence(ville)

    assert [row.code for row in presence.accueillies] == [early.code, late.code]
    assert [str(date) for date in presence.accueillies[0].dates.all()] == [
        "5\xa0juin\xa02020",
        "12\xa0juin\xa02020",
    ]
    assert [str(date) for date in presence.accueillies[1].dates.all()] == ["juin\xa02020"]


def test_session_attended_elsewhere_is_told_apart_and_one_held_here_only_once(ville):
    here = create_seance(villes=[ville])
    there = create_seance(villes=[create_municipalite()])
    for seance in (here, there):
        seance.municipalites_presentes.add(ville.pk)

    presence = find_presence(ville)

    assert [row.code for row in presence.accueillies] == [here.code]
    assert [row.code for row in presence.suivies] == [there.code]


def test_place_given_up_did_not_host(ville):
    seance = create_seance()
    create_lieu(seance, municipalite=ville, statut="annulee")

    assert not find_presence(ville)


def test_session_is_named_as_everywhere_else_and_never_by_a_draft(ville):
    guides = [create_referentiel(numero=90), create_referentiel(numero=91, publication="brouillon")]
    seance = create_seance(titre_fr="", titre_en="", referentiels=guides, villes=[ville])

    [found] = find_presence(ville).accueillies

    assert session_title(found, "en") == session_title(guides_alone(seance, guides[:1]), "en")


def guides_alone(seance, guides):
    seance.referentiels.set(guides)
    return seance


@pytest.mark.parametrize("publication", ["brouillon", "retiree"])
def test_nothing_unpublished_is_told(ville, publication):
    hidden = {"publication": publication, "motif_retrait_fr": "Erreur."}
    cycle = create_cycle(programme=create_programme(**hidden))
    create_seance(villes=[ville], **hidden)
    create_seance(villes=[ville], cycle=cycle)
    create_document(municipalite=ville, **hidden)
    Participation.objects.create(programme=cycle.programme, territoire_id=ville.pk)

    assert not find_presence(ville)


def test_programme_joined_by_the_mrc_says_so_unless_the_city_joined_too(ville, mrc):
    own, common, other = (create_programme(annee_debut=year, annee_fin=year) for year in (2020, 2019, 2018))
    for programme, row in ((own, ville), (common, ville), (common, mrc), (other, mrc)):
        Participation.objects.create(programme=programme, territoire_id=row.pk)

    presence = find_presence(ville)

    assert [row.pk for row in presence.programmes] == [own.pk, common.pk, other.pk]
    assert presence.par_la_mrc == {other.pk}


def test_documents_come_in_natural_order_with_their_type_and_date(ville):
    for numero in ("1.10", "1.9"):
        create_document(
            numero=numero, municipalite=ville, type=create_type_document(), date_document="2021-03"
        )
    create_document(municipalite=create_municipalite())

    documents = find_presence(ville).documents

    assert [(row.numero, row.type.nom_fr, row.date_document) for row in documents] == [
        ("1.9", "outil d’essai", "2021-03"),
        ("1.10", "outil d’essai", "2021-03"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_all_of_it_costs_one_query(ville, number, django_assert_num_queries):
    for _rank in range(number):
        create_seance(
            jours=["2020-06-05"],
            villes=[ville],
            titre_fr="",
            titre_en="",
            referentiels=[create_referentiel()],
        )
        create_document(municipalite=ville)

    with django_assert_num_queries(1):
        presence = find_presence(ville)
        assert [session_title(row, "fr") for row in presence.accueillies if row.dates.all()]
        assert len(presence.documents) == number
