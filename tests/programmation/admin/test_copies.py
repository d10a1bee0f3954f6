"""Copying from the back office: a session in one click, a cycle after its new period was asked."""

import uuid

import pytest

from programmation.models import Cycle, Seance
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_seance
from tests.formulaires import posted_by


def copy_of(obj):
    return f"/admin/programmation/{obj._meta.model_name}/{obj.pk}/copie/"


@pytest.mark.django_db(transaction=True)  # as served: the view opens its own transaction
def test_button_makes_a_draft_and_opens_it(redaction):
    seance = create_seance(code="op-14", villes=[create_municipalite()], jours=["2021-03-26"])

    response = redaction.post(copy_of(seance), {"copie": uuid.uuid4()})

    copy = Seance.objects.get(code="op-15")
    assert response["Location"] == f"/admin/programmation/seance/{copy.pk}/change/"
    assert (copy.publication, copy.dates.get().jour, copy.lieux.count()) == ("brouillon", None, 1)


def test_double_click_on_the_button_makes_one_copy(redaction, db):
    seance = create_seance()
    token = {"copie": uuid.uuid4()}

    places = {redaction.post(copy_of(seance), token)["Location"] for _click in range(2)}

    assert (len(places), Seance.objects.count()) == (1, 2)


def test_following_a_link_copies_nothing(redaction, db):
    seance = create_seance()

    response = redaction.get(copy_of(seance))

    assert (response.status_code, Seance.objects.count()) == (302, 1)


def test_cycle_page_proposes_the_next_period_and_lists_what_it_will_copy(redaction, db):
    cycle = create_cycle(code="2020-2021")
    create_seance(cycle=cycle, code="op-10", titre_fr="Loisirs")

    response = redaction.get(copy_of(cycle))

    assert posted_by(response)["code"] == "2021-2022"
    assert "op-10 – Loisirs" in response.content.decode()


def test_confirmed_cycle_has_its_drafts_in_order(redaction, db):
    cycle = create_cycle(code="2020-2021")
    create_seance(cycle=cycle, code="op-01")
    create_seance(cycle=cycle, code="op-02")
    data = posted_by(redaction.get(copy_of(cycle)), titre_fr="Quatrième cycle", titre_en="Fourth cycle")

    places = {redaction.post(copy_of(cycle), data)["Location"] for _click in range(2)}

    copy = Cycle.objects.get(code="2021-2022")
    assert places == {f"/admin/programmation/cycle/{copy.pk}/change/"}
    assert list(copy.seances.values_list("code", "publication")) == [
        ("op-03", "brouillon"),
        ("op-04", "brouillon"),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"code": "2020-2021"}, "code"), ({"code": "2021"}, "code"), ({"titre_fr": ""}, "titre_fr")],
)
def test_impossible_period_or_missing_title_is_refused_beside_its_field(redaction, db, typed, field):
    cycle = create_cycle(code="2020-2021")
    data = posted_by(redaction.get(copy_of(cycle)), titre_fr="Quatrième cycle", titre_en="Fourth cycle")

    response = redaction.post(copy_of(cycle), data | typed)

    assert list(response.context["form"].errors) == [field]
    assert (Cycle.objects.count(), posted_by(response)["titre_en"]) == (1, "Fourth cycle")


def test_english_title_without_french_is_refused_by_the_copy(redaction, db):
    cycle = create_cycle(code="2020-2021")
    data = posted_by(redaction.get(copy_of(cycle)), titre_fr="", titre_en="Fourth cycle")

    response = redaction.post(copy_of(cycle), data)

    assert (response.status_code, Cycle.objects.count()) == (200, 1)


def test_reader_of_the_back_office_copies_nothing(client, db):
    client.force_login(create_utilisateur("Lecture"))
    seance = create_seance()

    codes = [client.post(copy_of(obj), {"copie": uuid.uuid4()}).status_code for obj in (seance, seance.cycle)]

    assert (codes, Seance.objects.count(), Cycle.objects.count()) == ([403, 403], 1, 1)


def test_copy_of_what_does_not_exist_is_no_error_of_ours(redaction, db):
    codes = [
        redaction.post(f"/admin/programmation/{name}/999/copie/").status_code for name in ("seance", "cycle")
    ]

    assert codes == [404, 404]
