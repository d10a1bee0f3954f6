"""Lists of municipalities: their filters, what they lack, and what is done to several at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalites.models import Municipalite, Niveau, Territoire
from tests.factories.comptes import create_utilisateur
from tests.factories.municipalites import (
    create_entente,
    create_indicateur,
    create_municipalite,
    create_territoire,
    create_valeur,
)

MUNICIPALITES = "/admin/municipalites/municipalite/"
TERRITOIRES = "/admin/municipalites/territoire/"


@pytest.fixture
def redaction(client, db):
    client.force_login(create_utilisateur("Rédaction"))
    return client


def listed(client, query):
    response = client.get(f"{MUNICIPALITES}?{query}")
    return {row.pk for row in response.context["cl"].result_list}


def act(name, rows, **answers):
    return {"action": name, "_selected_action": [row.pk for row in rows], **answers}


def confirmed(client, name, rows, url=MUNICIPALITES, **answers):
    return client.post(url, act(name, rows, confirmer="oui", **answers), follow=True)


# --- Filters --------------------------------------------------------------------------------------


def test_municipalities_of_a_region_or_of_an_mrc(redaction):
    region = create_territoire(Niveau.REGION)
    mrc = create_territoire(parent=region)
    inside, beside = create_municipalite(parent=mrc), create_municipalite(parent=region)
    create_municipalite()

    assert listed(redaction, f"region={region.code}") == {inside.pk, beside.pk}
    assert listed(redaction, f"mrc={mrc.code}") == {inside.pk}
    assert listed(redaction, "mrc=0000") == set()


def test_size_is_that_of_the_newest_population(redaction):
    pop = create_indicateur("pop")
    grown, unknown = create_municipalite(), create_municipalite()
    create_valeur(grown, pop, 2016, 1999)
    create_valeur(grown, pop, 2021, 2000)
    create_valeur(unknown, pop, 2021, None)

    assert listed(redaction, "taille=2000-4999") == {grown.pk}
    assert listed(redaction, "taille=moins-2000") == set()
    assert listed(redaction, "taille=autre") == {grown.pk, unknown.pk}


def test_agreement_of_the_mrc_covers_its_municipalities_on_the_day_typed(redaction):
    mrc = create_territoire()
    covered, signatory = create_municipalite(parent=mrc), create_municipalite()
    create_municipalite()
    create_entente(mrc, date_debut="2018-01-01", date_fin="2018-12-31")
    create_entente(signatory, date_debut="2018-06-01", date_fin=None)

    assert listed(redaction, "en_vigueur=2018-03-01") == {covered.pk}
    assert listed(redaction, "en_vigueur=2018-12-31") == {covered.pk, signatory.pk}
    assert listed(redaction, "en_vigueur=2017-12-31") == set()
    assert len(listed(redaction, "en_vigueur=demain")) == 3


def test_municipalities_with_and_without_a_point_on_the_map(redaction):
    placed, unknown = create_municipalite(latitude="46.5", longitude="-72.5"), create_municipalite()

    assert listed(redaction, "coordonnees=oui") == {placed.pk}
    assert listed(redaction, "coordonnees=non") == {unknown.pk}


def test_filter_typed_keeps_the_others_and_the_search(redaction):
    create_municipalite()

    page = redaction.get(f"{MUNICIPALITES}?nature=ville&q=ville&en_vigueur=2018-03-01").content.decode()

    form = page.split('class="filtre-saisie"')[-1].split("</form>")[0]
    assert '<input type="hidden" name="nature" value="ville">' in form
    assert '<input type="hidden" name="q" value="ville">' in form
    assert 'value="2018-03-01"' in form


def test_list_says_what_is_known_of_each_municipality(redaction):
    pop, imm = create_indicateur("pop"), create_indicateur("imm")
    ville = create_municipalite(latitude="46.5", longitude="-72.5")
    for annee in (2016, 2021):
        create_valeur(ville, pop, annee)
    create_valeur(ville, imm, 2021, None)

    page = redaction.get(MUNICIPALITES).content.decode()

    assert '<td class="field-chiffres_connus">1 sur 2</td>' in page
    assert '<td class="field-coordonnees">oui</td>' in page


def test_list_makes_as_many_queries_for_one_row_as_for_three(redaction):
    def count():
        redaction.get(MUNICIPALITES)
        with CaptureQueriesContext(connection) as queries:
            redaction.get(f"{MUNICIPALITES}?en_vigueur=2018-03-01&taille=moins-2000")
        return len(queries)

    def fill():
        ville = create_municipalite(parent=mrc)
        create_valeur(ville, pop, 2021, 12)
        create_entente(ville, date_debut="2018-01-01")

    pop, mrc = create_indicateur("pop"), create_territoire(parent=create_territoire(Niveau.REGION))
    fill()
    one = count()
    fill()
    fill()

    assert count() == one


# --- Several at once ------------------------------------------------------------------------------


def test_territories_are_ended_after_a_page_that_says_which(redaction):
    rows, heir = [create_municipalite(), create_municipalite()], create_municipalite()
    gone = create_municipalite(date_fin="2002-01-01")
    chosen = [*rows, gone]

    asked = redaction.post(MUNICIPALITES, act("close_selected", chosen))
    before = Municipalite.objects.current().count()
    done = confirmed(redaction, "close_selected", chosen, date_fin="2021-12-31", successeur=heir.pk)

    ended = Municipalite.objects.filter(successeur=heir.pk)
    assert "2 fiches concernées" in asked.content.decode()
    assert before == 3
    assert {row.pk for row in ended} == {row.pk for row in rows}
    assert {(str(row.date_fin), row.verrou) for row in ended} == {("2021-12-31", 1)}
    assert "2 territoires n’existent plus." in done.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Ce champ est obligatoire."),
        ({"date_fin": "2021-12-31", "successeur": "self"}, "Un territoire ne se remplace pas lui-même."),
        ({"date_fin": "2021-12-31", "successeur": "99999999999999999999"}, "Sélectionnez un choix valide."),
    ],
)
def test_end_that_makes_no_sense_is_refused_and_ends_nothing(redaction, answers, sentence):
    rows = [create_municipalite(), create_municipalite()]
    if answers.get("successeur") == "self":
        answers = {**answers, "successeur": rows[1].pk}

    response = confirmed(redaction, "close_selected", rows, **answers)

    assert sentence in response.content.decode()
    assert Municipalite.objects.current().count() == 2


def test_municipalities_are_attached_to_an_mrc_and_take_its_region(redaction):
    mrc = create_territoire(parent=create_territoire(Niveau.REGION, nom="Région-Neuve"))
    rows = [create_municipalite(), create_municipalite()]

    response = confirmed(redaction, "attach_selected", rows, mrc=mrc.pk)

    assert "2 municipalités rattachées." in response.content.decode()
    assert {str(row.region) for row in Municipalite.objects.with_parents()} == {"Région-Neuve"}


def test_invented_municipality_is_never_attached_to_a_real_mrc(redaction):
    mrc, rows = create_territoire(), [create_municipalite(code="00001", est_fictif=True)]

    confirmed(redaction, "attach_selected", rows, mrc=mrc.pk)

    assert Municipalite.objects.get().parent is None


def test_act_appears_in_the_history_of_each(redaction):
    rows = [create_municipalite()]

    confirmed(redaction, "close_selected", rows, date_fin="2021-12-31")

    assert "Fin du territoire" in redaction.get(f"{MUNICIPALITES}{rows[0].pk}/history/").content.decode()


def test_reader_is_offered_no_act(client, db):
    ville = create_municipalite()
    client.force_login(create_utilisateur("Lecture"))

    confirmed(client, "close_selected", [ville], date_fin="2021-12-31")

    assert Territoire.objects.current().count() == 1


def test_acts_of_all_territories_end_an_mrc_too(redaction):
    mrc = create_territoire()

    confirmed(redaction, "close_selected", [mrc], url=TERRITOIRES, date_fin="2021-12-31")

    assert str(Territoire.objects.get().date_fin) == "2021-12-31"
