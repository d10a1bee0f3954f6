"""What a visitor finds of the programme, by any of its words, while it is public with its parents."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.models import EntreeRecherche, Publication
from gediq.recherche.normaliseur import query_words
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_document,
    create_lieu,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
DRAFT = {"publication": Publication.BROUILLON}


def found(q, langue="fr", at=None):
    entries = EntreeRecherche.objects.filter(langue=langue, visible_depuis__lte=at or timezone.now())
    return set(entries.matching(query_words(q, langue)).values_list("objet", "objet_id"))


def key(row):
    return row._meta.label_lower, str(row.pk)


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_session_is_found_by_title_day_city_speaker_and_report():
    seance = create_seance(
        titre_fr="Accueillir les familles",
        personnes_ressources_fr="Camille Tremblay",
        compte_rendu_fr="<p>Jumelage interculturel</p>",
        jours=["2020-06-05", "2021-02"],
        villes=[ville := create_municipalite(nom="Ville-Inventée")],
    )

    for words in ("famille", "5 juin 2020", "février 2021", "tremblay", "jumelages"):
        assert found(words) == {key(seance)}, words
    assert found("ville inventée") == {key(seance), key(ville)}


def test_session_is_found_in_english_by_its_english_words():
    seance = create_seance(titre_en="Welcoming families", jours=["2020-06-05"])

    assert found("welcome family June 2020", "en") == {key(seance)}


def test_session_without_title_is_found_by_its_referentiel_even_renamed():
    referentiel = create_referentiel(titre_fr="La police")
    seance = create_seance(titre_fr="", titre_en="", referentiels=[referentiel])

    assert found("police") == {key(referentiel), key(seance)}
    change(referentiel, titre_fr="La sécurité")
    assert found("police") == set()
    assert found("sécurité") == {key(referentiel), key(seance)}


def test_deleted_referentiel_leaves_its_words_nowhere():
    referentiel = create_referentiel(titre_fr="La police")
    create_seance(titre_fr="", titre_en="", referentiels=[referentiel])

    referentiel.delete()

    assert found("police") == set()


def test_referentiel_linked_from_its_own_side_reaches_the_session():
    referentiel = create_referentiel(titre_fr="La police")
    seance = create_seance(titre_fr="", titre_en="")

    referentiel.seances.add(seance)

    assert key(seance) in found("police")


def test_draft_referentiel_does_not_show_through_its_session():
    create_seance(titre_fr="", titre_en="", referentiels=[create_referentiel(titre_fr="La police", **DRAFT)])

    assert found("police") == set()


def test_dates_and_places_are_followed():
    seance = create_seance()
    date, lieu = create_date(seance, "2020-06-05"), create_lieu(seance)
    change(lieu.municipalite, nom="Ville-Rebaptisée")

    ville = key(lieu.municipalite)
    assert found("juin") == found("rebaptisée") - {ville} == {key(seance)}
    date.delete()
    lieu.delete()
    assert found("juin") == found("rebaptisée") - {ville} == set()


def test_session_of_a_draft_programme_is_not_found_until_it_is_published():
    programme = create_programme(**DRAFT)
    seance = create_seance(titre_fr="Concertation", cycle=create_cycle(programme=programme))

    assert found("concertation") == set()
    change(programme, publication=Publication.PUBLIEE)
    assert found("concertation") == {key(seance)}


def test_session_moved_with_its_cycle_to_a_draft_programme_is_no_longer_found():
    cycle = create_cycle()
    seance = create_seance(titre_fr="Concertation", cycle=cycle)

    assert found("concertation") == {key(seance)}
    change(cycle, programme=create_programme(**DRAFT))
    assert found("concertation") == set()


def test_document_is_found_by_title_number_author_and_summary():
    document = create_document(
        titre_fr="Guide d’accueil", numero="1.2", auteurs="Benoît Roy", resume_fr="Un parcours"
    )

    for words in ("guide accueil", "roy", "parcours"):
        assert found(words) == {key(document)}, words


def test_document_of_a_draft_parent_is_not_found():
    draft_programme = create_cycle(programme=create_programme(**DRAFT))
    create_document(titre_fr="Caché", referentiel=create_referentiel(**DRAFT))
    create_document(titre_fr="Caché", seance=create_seance(**DRAFT))
    create_document(titre_fr="Caché", seance=create_seance(cycle=draft_programme))

    assert found("caché") == set()


@pytest.mark.parametrize("parent", ["referentiel", "seance"])
def test_document_follows_the_publication_of_its_parent(parent):
    row = {"referentiel": create_referentiel, "seance": create_seance}[parent]()
    document = create_document(titre_fr="Guide", **{parent: row})

    assert found("guide") == {key(document)}
    change(row, publication=Publication.RETIREE, motif_retrait_fr="Remplacée.")
    assert found("guide") == set()


def test_document_waits_for_the_latest_of_its_parents():
    soon, later = (timezone.now() + timedelta(days=shift) for shift in (1, 3))
    programme = create_programme(publier_le=later)
    seance = create_seance(cycle=create_cycle(programme=programme))
    document = create_document(titre_fr="Guide", seance=seance, publier_le=soon)

    assert found("guide", at=soon) == set()
    assert found("guide", at=later) == {key(document)}


def test_withdrawn_programme_takes_its_sessions_and_documents_out():
    programme = create_programme()
    seance = create_seance(titre_fr="Guide", cycle=create_cycle(programme=programme))
    create_document(titre_fr="Guide", seance=seance)

    change(programme, publication=Publication.RETIREE, motif_retrait_fr="Remplacé.")

    assert found("guide") == set()
