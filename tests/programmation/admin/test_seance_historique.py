"""The history of a session with its dates, places and links: everything comes back as an unsaved form."""

import re

import pytest

from programmation.models import Seance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_lieu, create_referentiel, create_seance
from tests.formulaires import posted_by


def change(seance):
    return f"/admin/programmation/seance/{seance.pk}/change/"


def save(client, seance, **typed):
    assert client.post(change(seance), posted_by(client.get(change(seance)), **typed)).status_code == 302


def oldest_state(client, seance):
    page = client.get(f"/admin/programmation/seance/{seance.pk}/history/").content.decode()
    return re.findall(r"\?version=(\d+)", page)[-1]


@pytest.fixture
def draft(db):
    ville = create_municipalite(nom="Laval")
    seance = create_seance(
        publication="brouillon", jours=["2020-06-05", "2020-06-12"], referentiels=[create_referentiel()]
    )
    create_lieu(seance, municipalite=ville, salle="Salle A", acces_fr="Entrée sud", acces_en="South door")
    return seance


def test_deleted_dates_places_and_links_come_back_in_both_languages(redaction, draft):
    referentiel = draft.referentiels.get()
    uids, titre_en = set(draft.dates.values_list("uid", flat=True)), draft.titre_en
    save(redaction, draft, titre_fr="Avant", titre_en="Before")
    everything_gone = {
        "dates-0-DELETE": "on",
        "dates-1-DELETE": "on",
        "lieux-0-DELETE": "on",
        "referentiels": [],
    }
    save(redaction, draft, titre_fr="Après", titre_en="After", **everything_gone)

    page = redaction.get(f"{change(draft)}?version={oldest_state(redaction, draft)}")
    assert draft.dates.count() == 0
    response = redaction.post(change(draft), posted_by(page))

    draft.refresh_from_db()
    lieu = draft.lieux.get()
    assert response.status_code == 302
    assert [str(row.jour) for row in draft.dates.all()] == ["2020-06-05", "2020-06-12"]
    assert set(draft.dates.values_list("uid", flat=True)) == uids
    assert (lieu.municipalite.nom, lieu.salle, lieu.acces_en) == ("Laval", "Salle A", "South door")
    assert (list(draft.referentiels.all()), draft.titre_en) == ([referentiel], titre_en)


def test_deleted_draft_comes_back_with_its_code_rank_dates_and_places(redaction, draft):
    save(redaction, draft, titre_fr="Concertation", position="4")
    code, pk = draft.code, draft.pk
    verrou = posted_by(redaction.get(f"/admin/programmation/seance/{pk}/delete/"))
    redaction.post(f"/admin/programmation/seance/{pk}/delete/", verrou | {"post": "yes"})
    assert not Seance.objects.exists()

    page = redaction.get(f"/admin/programmation/seance/add/?supprimee={pk}")
    response = redaction.post(f"/admin/programmation/seance/add/?supprimee={pk}", posted_by(page))

    seance = Seance.objects.get()
    assert response.status_code == 302
    assert (seance.code, seance.position, seance.titre_fr) == (code, 4, "Concertation")
    assert (seance.dates.count(), seance.lieux.get().salle) == (2, "Salle A")


def test_going_back_on_a_published_session_asks_why_too(redaction, draft):
    save(redaction, draft, publication="publiee", mode="en_personne")
    save(redaction, draft, mode="visioconference", motif_changement_fr="Tempête")
    state = oldest_state(redaction, draft)

    page = redaction.get(f"{change(draft)}?version={state}")
    refused = redaction.post(change(draft), posted_by(page, publication="publiee"))

    assert refused.context["adminform"].form.errors["motif_changement_fr"]


def test_date_brought_back_on_a_published_session_counts_on_from_its_last_number(redaction, draft):
    save(redaction, draft, publication="publiee")
    state = oldest_state(redaction, draft)
    save(redaction, draft, **{"dates-1-jour": "2020-06-19", "motif_changement_fr": "Salle prise"})
    removed = draft.dates.get(jour="2020-06-19")
    save(redaction, draft, **{"dates-1-DELETE": "on", "motif_changement_fr": "Une seule date"})

    page = redaction.get(f"{change(draft)}?version={state}")
    typed = posted_by(page, publication="publiee", motif_changement_fr="Deux dates")
    assert redaction.post(change(draft), typed).status_code == 302

    back = draft.dates.get(jour="2020-06-12")
    assert (back.uid, back.sequence) == (removed.uid, removed.sequence + 1)
    assert draft.dates.get(jour="2020-06-05").sequence == 0


@pytest.mark.parametrize(
    ("langue", "label", "before", "after"),
    [
        ("fr", "Date : 19 février 2027", "5 juin 2020", "19 février 2027"),
        ("en", "Date: February 19, 2027", "June 5, 2020", "February 19, 2027"),
    ],
)
def test_history_writes_days_hours_and_names_as_its_reader_does(
    redaction, editor, draft, langue, label, before, after
):
    save(redaction, draft, **{"dates-0-jour": "2027-02-19", "dates-0-debut": "09:05"})
    editor.langue = langue
    editor.save()

    page = redaction.get(f"/admin/programmation/seance/{draft.pk}/history/").content.decode()

    hour = {"fr": "9 h 05", "en": "9:05 a.m."}[langue]
    assert label in page
    assert f"<del>{before}</del><ins>{after}</ins>" in page
    assert f"<ins>{hour}</ins>" in page
    assert "2027-02-19<" not in page


def test_error_summary_names_a_date_as_people_write_it(redaction, draft):
    response = redaction.post(
        change(draft), posted_by(redaction.get(change(draft)), **{"dates-0-fin": "09:00"})
    )

    assert "Date : 5 juin 2020, Fin : Une fin demande un début." in response.content.decode()


def test_conflict_compares_days_written_alike(redaction, draft):
    mine = posted_by(redaction.get(change(draft)), **{"dates-0-jour": "2027-02-19"})
    save(redaction, draft, **{"dates-0-jour": "2027-02-20"})

    page = redaction.post(change(draft), mine).content.decode()

    compared = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r"<td>([^<]+)</td>", compared) == [
        "19 février 2027",
        "20 février 2027",
        "5 juin 2020",
    ]
