"""Dates and places on the session's screen: what is refused, what may be swapped, moved, re-created."""

import pytest

from programmation.enums import Mode, Statut
from programmation.models import DateSeance, LieuSeance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_date, create_lieu, create_seance
from tests.formulaires import add_row, posted_by

MOTIF = "motif_changement_fr"


def change(seance):
    return f"/admin/programmation/seance/{seance.pk}/change/"


@pytest.fixture
def draft(db):
    return create_seance(publication="brouillon", jours=["2020-06-05", "2020-06-12"])


def errors_of(response, prefix, rank):
    formset = next(
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    )
    return formset.forms[rank].errors


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"jour": "2020-02-30"},
            "jour",
            "«\xa02020-02-30\xa0» n’est pas un jour du calendrier\xa0: écrivez par exemple 2020-06-05.",
        ),
        (
            {"jour": "30 février"},
            "jour",
            "«\xa030 février\xa0» n’est pas un jour du calendrier\xa0: écrivez par exemple 2020-06-05.",
        ),
        ({"debut": "12:00", "fin": "09:00"}, "fin", "La fin doit suivre le début."),
        ({"debut": "12:00", "fin": "12:00"}, "fin", "La fin doit suivre le début."),
        ({"fin": "12:00"}, "fin", "Une fin demande un début."),
        ({"jour": "", "debut": "12:00"}, "debut", "Une heure demande un jour."),
        ({"mois": "2020-06"}, "mois", "Donnez un jour ou un mois, pas les deux."),
        ({"jour": "", "mois": "2020-13"}, "mois", "Écrivez une année et un mois\xa0: 2020-06."),
    ],
)
def test_impossible_date_is_refused_beside_its_field(redaction, draft, typed, field, sentence):
    data = posted_by(redaction.get(change(draft)))

    response = redaction.post(
        change(draft), data | {f"dates-0-{name}": value for name, value in typed.items()}
    )

    assert errors_of(response, "dates", 0) == {field: [sentence]}


def test_two_identical_dates_are_refused_beside_the_second(redaction, draft):
    data = posted_by(redaction.get(change(draft)), **{"dates-1-jour": "2020-06-05"})

    response = redaction.post(change(draft), data)

    assert errors_of(response, "dates", 1) == {"jour": ["Ce jour est déjà une date de la séance."]}


def test_place_given_twice_is_refused_beside_the_second(redaction, draft):
    laval = create_municipalite()
    create_lieu(draft, municipalite=laval)
    data = add_row(posted_by(redaction.get(change(draft))), "lieux", municipalite=laval.pk, position="2")

    response = redaction.post(change(draft), data)

    assert errors_of(response, "lieux", 1) == {
        "municipalite": ["Cette municipalité est déjà un lieu de la séance."]
    }


def test_two_dates_swap_their_days_and_keep_their_identities(redaction, draft):
    first, second = draft.dates.order_by("jour")
    data = posted_by(
        redaction.get(change(draft)), **{"dates-0-jour": "2020-06-12", "dates-1-jour": "2020-06-05"}
    )

    response = redaction.post(change(draft), data)

    swapped = dict(draft.dates.values_list("uid", "jour"))
    assert response.status_code == 302
    assert (str(swapped[first.uid]), str(swapped[second.uid])) == ("2020-06-12", "2020-06-05")


def test_date_deleted_and_given_again_in_one_save(redaction, draft):
    data = posted_by(redaction.get(change(draft)), **{"dates-0-DELETE": "on"})

    response = redaction.post(change(draft), add_row(data, "dates", jour="2020-06-05", debut="09:00"))

    assert response.status_code == 302
    assert [(str(row.jour), str(row.debut)) for row in draft.dates.all()] == [
        ("2020-06-05", "09:00:00"),
        ("2020-06-12", "None"),
    ]


def test_place_may_be_limited_to_a_date_of_its_session_only(redaction, draft):
    create_lieu(draft)
    other = create_date(create_seance(), "2021-01-15")
    own = draft.dates.first()
    url = change(draft)

    refused = redaction.post(url, posted_by(redaction.get(url), **{"lieux-0-date": other.pk}))
    redaction.post(url, posted_by(redaction.get(url), **{"lieux-0-date": own.pk}))

    assert list(errors_of(refused, "lieux", 0)) == ["date"]
    assert draft.lieux.get().date == own


def test_place_limited_to_a_deleted_date_holds_for_all(redaction, draft):
    create_lieu(draft, date=draft.dates.first())
    data = posted_by(redaction.get(change(draft)), **{"dates-0-DELETE": "on", "lieux-0-salle": "Salle 2"})

    response = redaction.post(change(draft), data)

    lieu = draft.lieux.get()
    assert (response.status_code, lieu.date, lieu.salle) == (302, None, "Salle 2")


def test_places_are_read_back_in_the_order_given(redaction, draft):
    create_lieu(draft, position=1, salle="A")
    create_lieu(draft, position=2, salle="B")

    redaction.post(change(draft), posted_by(redaction.get(change(draft)), **{"lieux-0-position": "3"}))

    assert list(draft.lieux.values_list("salle", flat=True)) == ["B", "A"]


def test_month_alone_and_date_to_confirm_are_dates_too(redaction):
    cycle = create_cycle()
    data = posted_by(redaction.get("/admin/programmation/seance/add/"), types_0="echange", titre_fr="À venir")
    data |= {"cycle": cycle.pk, "dates-0-mois": "2021-06"}

    redaction.post("/admin/programmation/seance/add/", add_row(data, "dates", position="0", statut="prevue"))

    assert list(DateSeance.objects.values_list("mois", "jour", "cle_date")) == [
        ("2021-06", None, "2021-06-99"),
        ("", None, "9999"),
    ]


def test_one_date_alone_is_postponed_in_one_edit(redaction):
    seance = create_seance(jours=["2020-06-05", "2020-06-12"])
    url = change(seance)

    response = redaction.post(
        url, posted_by(redaction.get(url), **{"dates-1-statut": "reportee", MOTIF: "Conflit d’horaire"})
    )

    assert response.status_code == 302
    assert [row.effective_statut for row in seance.dates.all()] == [Statut.PREVUE, Statut.REPORTEE]


def test_one_city_alone_moves_to_video_in_one_edit(redaction):
    seance = create_seance(villes=[create_municipalite(nom="Québec"), create_municipalite(nom="Montréal")])
    url = change(seance)

    redaction.post(
        url, posted_by(redaction.get(url), **{"lieux-0-mode": "visioconference", MOTIF: "Tempête"})
    )

    assert [row.effective_mode for row in seance.lieux.all()] == [Mode.VISIOCONFERENCE, Mode.EN_PERSONNE]


def test_row_left_blank_is_no_row(redaction):
    cycle = create_cycle()
    data = posted_by(redaction.get("/admin/programmation/seance/add/"), types_0="echange", titre_fr="Seule")

    redaction.post("/admin/programmation/seance/add/", data | {"cycle": cycle.pk})

    assert (DateSeance.objects.count(), LieuSeance.objects.count()) == (0, 0)
