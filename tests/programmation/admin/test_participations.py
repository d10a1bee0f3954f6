"""Who takes part in a programme, one by one or by a pasted list, and who was at a session."""

import re

import pytest
from django.test import Client

from programmation.domain.duplication import duplicate_seance
from programmation.models import Participation
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import create_municipalite, create_territoire
from tests.factories.programmation import create_programme, create_seance
from tests.formulaires import posted_by

BASE = "/admin/programmation"
PASTE = f"{BASE}/participation/coller/"


@pytest.fixture
def programme(db):
    return create_programme()


def read(client, programme, liste):
    return client.post(PASTE, {"programme": programme.pk, "liste": liste})


def accept(client, page, **typed):
    """Press the button that records, on the page that shows what was read."""
    seen = re.search(r'name="vu" value="(\w+)"', page.text)[1]
    return client.post(PASTE, posted_by(page, vu=seen, **typed))


def participants(programme):
    return sorted(programme.participations.values_list("territoire__nom", flat=True))


# --- A pasted list -----------------------------------------------------------------------------------


def test_each_line_is_told_before_anything_is_recorded(redaction, programme):
    mrc = create_territoire(nom="Les Monts")
    create_municipalite(nom="Laval", code="65005", parent=mrc)
    for code in ("01001", "01002"):
        create_municipalite(nom="Hope", code=code)

    page = read(redaction, programme, "Ville de Laval\nHope\nNulle-Part\nlaval")

    assert "Ville de Laval → <strong>Laval (65005, Les Monts)</strong>" in page.text
    assert "1 ligne qui a plusieurs sens" in page.text
    assert re.findall(r'lang="fr">(Hope \(\d+\))</option>', page.text) == ["Hope (01001)", "Hope (01002)"]
    assert "1 ligne inconnue" in page.text
    assert "<li>Nulle-Part</li>" in page.text
    assert "1 ligne déjà inscrite ou répétée" in page.text
    assert participants(programme) == []


def test_accepted_list_is_recorded_with_what_was_chosen_and_leaves_the_rest_to_mend(redaction, programme):
    create_municipalite(nom="Laval")
    twins = [create_municipalite(nom="Hope") for _rank in range(2)]
    page = read(redaction, programme, "Laval\nHope\nNulle-Part")

    answer = accept(redaction, page, **{"choix-2": str(twins[1].pk)})

    assert set(programme.participations.values_list("territoire_id", flat=True)) >= {twins[1].pk}
    assert participants(programme) == ["Hope", "Laval"]
    assert "2 participations inscrites." in answer.text
    assert posted_by(answer)["liste"] == "Nulle-Part"


def test_list_recorded_whole_leads_to_those_of_its_programme_and_twice_records_nothing(redaction, programme):
    create_municipalite(nom="Laval")
    page = read(redaction, programme, "Laval")

    answers = [accept(redaction, page) for _click in range(2)]

    listed = f"{BASE}/participation/?programme__id__exact={programme.pk}"
    assert [answer.url for answer in answers] == [listed, listed]
    assert Participation.objects.count() == 1


def test_list_changed_after_it_was_read_is_read_again(redaction, programme):
    for nom in ("Laval", "Québec"):
        create_municipalite(nom=nom)
    page = read(redaction, programme, "Laval")

    again = accept(redaction, page, liste="Laval\nQuébec")

    assert "2 lignes reconnues" in again.text
    assert participants(programme) == []


@pytest.mark.parametrize("typed", [{"liste": ""}, {"programme": "999"}, {"liste": "x\n" * 2001}])
def test_list_that_cannot_be_read_is_refused_in_the_form(redaction, programme, typed):
    data = {"programme": programme.pk, "liste": "Laval"} | typed

    page = redaction.post(PASTE, data | {"vu": "x", "choix-": "1", "choix-²": "1", "choix-1": "x"})

    assert page.status_code == 200
    assert 'class="errorlist"' in page.text


def test_programme_of_the_address_is_chosen(redaction, programme):
    assert posted_by(redaction.get(f"{PASTE}?programme={programme.pk}"))["programme"] == str(programme.pk)
    assert redaction.get(f"{PASTE}?programme=x").status_code == 200


def test_only_who_may_add_a_participation_pastes(programme):
    reader = Client()
    reader.force_login(create_utilisateur("Lecture"))

    assert reader.get(PASTE).status_code == 403
    assert read(reader, programme, "Laval").status_code == 403
    assert PASTE not in reader.get(f"{BASE}/participation/").text
    assert PASTE not in reader.get(f"{BASE}/programme/{programme.pk}/change/").text


# --- One by one --------------------------------------------------------------------------------------


def test_participation_is_added_in_one_screen_and_its_list_is_filtered_by_programme(redaction, programme):
    ville, other = create_municipalite(nom="Laval", code="65005"), create_programme()
    other.participations.create(territoire_id=create_municipalite(nom="Ailleurs").pk)
    url = f"{BASE}/participation/add/"

    data = posted_by(redaction.get(url), programme=programme.pk, territoire=ville.pk, date_debut="2018-04-01")
    assert redaction.post(url, data).status_code == 302

    page = redaction.get(f"{BASE}/participation/?programme__id__exact={programme.pk}").text
    assert "Laval" in page
    assert "65005" in page
    assert "Ailleurs" not in page
    assert PASTE in page


def test_same_municipality_twice_is_refused_with_a_sentence(redaction, programme):
    ville = create_municipalite()
    programme.participations.create(territoire_id=ville.pk)
    url = f"{BASE}/participation/add/"

    page = redaction.post(url, posted_by(redaction.get(url), programme=programme.pk, territoire=ville.pk))

    assert "Cette municipalité participe déjà à ce programme." in page.text


def test_programme_tells_how_many_take_part_and_where_their_list_is(redaction, programme):
    url = f"{BASE}/programme/{programme.pk}/change/"
    assert "Aucune municipalité n’est inscrite pour le moment." in redaction.get(url).text

    for _rank in range(2):
        programme.participations.create(territoire_id=create_municipalite().pk)

    page = redaction.get(url).text
    assert f'participation/?programme__id__exact={programme.pk}">2 municipalités ou MRC inscrites</a>' in page
    assert f"{PASTE}?programme={programme.pk}" in page


# --- Attendance --------------------------------------------------------------------------------------


@pytest.fixture
def seance(db):
    return create_seance(publication="brouillon")


def change(seance):
    return f"{BASE}/seance/{seance.pk}/change/"


def save(client, seance, **typed):
    return client.post(change(seance), posted_by(client.get(change(seance)), **typed))


def test_those_present_are_searched_told_apart_and_saved(redaction, seance):
    mrc = create_territoire(nom="Les Monts")
    villes = [create_municipalite(nom="Hope", code=code, parent=mrc) for code in ("01001", "01002")]

    assert save(redaction, seance, municipalites_presentes=[villes[1].pk]).status_code == 302

    page = redaction.get(change(seance)).text
    assert list(seance.municipalites_presentes.values_list("pk", flat=True)) == [villes[1].pk]
    assert "Hope (01002, Les Monts)</option>" in page
    assert "Hope (01001" not in page


def test_history_tells_who_was_added_and_gives_the_old_state_back(redaction, seance):
    ville = create_municipalite(nom="Laval")
    save(redaction, seance, titre_fr="Avant")
    save(redaction, seance, municipalites_presentes=[ville.pk])
    save(redaction, seance, municipalites_presentes=[])

    history = redaction.get(f"{BASE}/seance/{seance.pk}/history/").text
    assert "Municipalités présentes" in history
    assert "Laval" in history

    with_laval = re.findall(r"\?version=(\d+)", history)[0]
    page = redaction.get(f"{change(seance)}?version={with_laval}")
    assert posted_by(page)["municipalites_presentes"] == [str(ville.pk)]


def test_published_session_takes_its_attendance_without_a_notice_to_readers(redaction, seance):
    published = create_seance(jours=["2020-06-05"])

    assert save(redaction, published, municipalites_presentes=[create_municipalite().pk]).status_code == 302
    assert published.avis.count() == 0


def test_copied_session_starts_without_anybody(editor, seance):
    seance.municipalites_presentes.add(create_municipalite().pk)

    assert duplicate_seance(seance, by=editor).municipalites_presentes.count() == 0
