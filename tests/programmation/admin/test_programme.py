"""The programme, its funding, its cycles, its series and the types of documents in the back office."""

import pytest

from gediq.models import Organisme
from programmation.models import Cycle, Programme, Serie, TypeDocument
from tests.factories.programmation import create_cycle, create_programme, create_referentiel, create_seance
from tests.formulaires import add_row, posted_by

BASE = "/admin/programmation"


def add(client, name, **typed):
    url = f"{BASE}/{name}/add/"
    return client.post(url, posted_by(client.get(url), **typed))


def test_programme_is_created_in_one_screen_with_who_paid_for_it(redaction):
    ministere = Organisme.objects.create(code="ministere")
    url = f"{BASE}/programme/add/"
    data = posted_by(
        redaction.get(url),
        titre_fr="Opération Partage",
        slug="operation-partage-2",
        annee_debut="2022",
        annee_fin="2024",
        remerciements_fr="Avec l’aide du ministère.",
    )

    response = redaction.post(url, add_row(data, "financements", organisme=ministere.pk, position="1"))

    programme = Programme.objects.get()
    assert response.status_code == 302
    assert (programme.slug, programme.financements.get().organisme) == ("operation-partage-2", ministere)
    assert programme.publication == "brouillon"


def test_organisation_thanked_twice_is_refused_beside_the_second(redaction):
    ministere = Organisme.objects.create(code="ministere")
    programme = create_programme()
    url = f"{BASE}/programme/{programme.pk}/change/"
    data = posted_by(redaction.get(url))
    for position in ("1", "2"):
        data = add_row(data, "financements", organisme=ministere.pk, position=position)

    response = redaction.post(url, data)

    assert "Cet organisme est déjà remercié." in response.content.decode()
    assert not programme.financements.exists()


def test_last_year_before_the_first_is_refused_and_what_was_typed_is_kept(redaction):
    response = add(
        redaction, "programme", titre_fr="À rebours", slug="a-rebours", annee_debut="2024", annee_fin="2022"
    )

    assert "La dernière année doit suivre la première." in response.content.decode()
    assert posted_by(response)["titre_fr"] == "À rebours"


def test_address_of_a_programme_no_longer_changes_once_created(redaction):
    programme = create_programme(slug="operation-partage")
    url = f"{BASE}/programme/{programme.pk}/change/"

    data = posted_by(redaction.get(url))
    redaction.post(url, data | {"slug": "autre"})

    programme.refresh_from_db()
    assert ("slug" in data, programme.slug) == (False, "operation-partage")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("2020", "Écrivez deux années : 2018-2019."),
        ("2020-2021", "Une autre fiche a déjà cette valeur."),
    ],
)
def test_period_of_a_cycle_is_two_years_and_its_own(redaction, code, sentence):
    cycle = create_cycle(code="2020-2021")

    response = add(
        redaction, "cycle", programme=cycle.programme_id, code=code, position="2", titre_fr="Cycle"
    )

    (said,) = response.context["adminform"].form.errors["code"]
    assert said.replace("\xa0", " ") == sentence
    assert Cycle.objects.count() == 1


def test_cycle_with_sessions_is_not_deleted(redaction):
    seance = create_seance()
    url = f"{BASE}/cycle/{seance.cycle_id}/delete/"

    redaction.post(url, {"post": "yes", "verrou": seance.cycle.verrou})

    assert Cycle.objects.filter(pk=seance.cycle_id).exists()


def test_series_and_types_of_documents_are_lists_staff_keep(redaction):
    add(redaction, "serie", titre_fr="Concertation locale", titre_en="Local consultation")
    add(redaction, "typedocument", nom_fr="outil de référence", nom_en="reference tool", position="1")

    assert Serie.objects.get().titre_en == "Local consultation"
    assert TypeDocument.objects.get().nom_fr == "outil de référence"


def test_referentiel_number_is_unique_and_positive(redaction):
    create_referentiel(numero=3)

    for numero, sentence in (("3", "Ce numéro est déjà celui d’un autre référentiel."), ("0", "1")):
        response = add(redaction, "referentiel", numero=numero, titre_fr="Titre")

        assert sentence in response.context["adminform"].form.errors["numero"][0]
