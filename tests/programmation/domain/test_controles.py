"""Each check of the programme finds the row that wants work, and leaves the others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gediq import registre
from gediq.models import Publication
from programmation.models import Participation, Serie
from tests.factories.fichiers import create_edition
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_document,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
WITHDRAWN = {"publication": Publication.RETIREE, "motif_retrait_fr": "Remplacée."}


def found(code):
    (controle,) = [controle for controle in registre.controles if controle.code == code]
    return list(controle.rows())


def complete_seance(**fields):
    return create_seance(jours=["2099-01-15"], villes=[create_municipalite()], **fields)


def day(shift):
    return (timezone.localdate() + timedelta(days=shift)).isoformat()


def test_session_without_date_unless_it_was_withdrawn():
    complete_seance()
    create_seance(**WITHDRAWN)
    bare = create_seance()

    assert found("seance-sans-date") == [bare]


def test_session_with_neither_place_nor_videoconference():
    complete_seance()
    create_seance(mode="visioconference")
    nowhere = create_seance(mode="", mode_connu="")

    assert found("seance-sans-lieu") == [nowhere]


def test_session_without_mode_or_with_a_mode_only_presumed():
    complete_seance()
    unknown = complete_seance(mode="", mode_connu="")
    presumed = complete_seance(mode_connu="deduit")

    assert found("seance-sans-mode") == [unknown]
    assert found("seance-mode-presume") == [presumed]


def test_session_still_planned_when_its_last_day_is_past():
    create_seance(jours=[day(-7), day(0)])
    create_seance(jours=[day(-7)], statut="tenue")
    create_seance(jours=[day(-7), "2020-01"])
    past = create_seance(jours=[day(-7), day(-1)])

    assert found("seance-passee-prevue") == [past]


def test_session_said_to_be_held_when_none_of_its_dates_took_place():
    held = {"statut": "tenue"}
    complete_seance(**held)
    complete_seance(statut="annulee")
    create_seance(**held)
    one_left, cancelled, postponed = (create_seance(jours=[day(-7), day(-1)], **held) for _ in range(3))
    one_left.dates.filter(jour=day(-1)).update(statut="annulee")
    cancelled.dates.update(statut="annulee")
    postponed.dates.update(statut="reportee")
    without_day = create_seance(jours=["2020-01"], **held)
    create_seance(jours=["2020-01"], **held, **WITHDRAWN)

    assert set(found("seance-tenue-sans-jour")) == {cancelled, postponed, without_day}


@pytest.mark.parametrize(
    ("code", "create"),
    [
        ("seance-sans-titre-anglais", create_seance),
        ("referentiel-sans-titre-anglais", create_referentiel),
        ("document-sans-titre-anglais", create_document),
        ("programme-sans-anglais", create_programme),
        ("serie-sans-titre-anglais", Serie.objects.create),
    ],
)
def test_title_without_english(code, create):
    titre = {"titre_fr": "Titre"}
    create(**titre, titre_en="Title")
    never, cleared = create(**titre, titre_en=None), create(**titre, titre_en="")

    assert set(found(code)) == {never, cleared}


def test_session_without_title_of_its_own_needs_no_english_one():
    complete_seance(titre_fr="", titre_en="")

    assert found("seance-sans-titre-anglais") == []


@pytest.mark.parametrize(
    ("code", "create"),
    [
        ("seance-brouillon", create_seance),
        ("referentiel-brouillon", create_referentiel),
        ("document-brouillon", create_document),
        ("programme-brouillon", create_programme),
    ],
)
def test_draft(code, create):
    create()
    draft = create(publication=Publication.BROUILLON)

    assert found(code) == [draft]


def test_referentiel_without_a_document_or_whose_only_one_was_withdrawn():
    served, withdrawn, bare = (create_referentiel() for _ in range(3))
    create_document(referentiel=served)
    create_document(referentiel=withdrawn, **WITHDRAWN)
    create_document()

    assert set(found("referentiel-sans-document")) == {withdrawn, bare}


def test_document_without_edition():
    create_edition(create_document(), adresse="https://exemple.org/a.pdf")
    empty = create_document()

    assert found("document-sans-edition") == [empty]


def test_session_in_a_city_that_no_longer_existed_that_day():
    gone = create_municipalite(date_fin="2020-06-30")
    create_seance(jours=["2020-06-30"], villes=[gone])
    create_seance(jours=["2020-07-01"], villes=[create_municipalite()])
    late = create_seance(jours=["2020-07-01", "2020-07-02"], villes=[gone])

    assert found("seance-lieu-ferme") == [late]


def test_programme_with_a_participant_that_no_longer_exists():
    gone = create_municipalite(date_fin="2020-06-30")
    left, staying, other = (create_programme() for _rank in range(3))
    Participation.objects.create(programme=left, territoire_id=gone.pk, date_fin="2020-06-30")
    Participation.objects.create(programme=staying, territoire_id=gone.pk)
    Participation.objects.create(programme=other, territoire_id=create_municipalite().pk)

    assert found("programme-participant-ferme") == [staying]
