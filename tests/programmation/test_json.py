"""The programme as open data, in JSON."""

import json

import pytest

from gediq.models import Publication
from programmation.enums import Mode, Statut, TypeSeance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_cycle, create_date, create_referentiel, create_seance

pytestmark = pytest.mark.django_db


def records(client, langue="fr", query=""):
    return client.get(f"/{langue}/programmation/calendrier.json{query}").json()["seances"]


def test_a_session_is_written_exactly_as_documented(client):
    quebec = create_municipalite(nom="Québec-Essai", appellation_anglaise="Quebec Test City")
    seance = create_seance(
        code="op-99",
        cycle=create_cycle(code="2018-2019"),
        types=[TypeSeance.SYNTHESE, TypeSeance.ECHANGE],
        titre_fr="Séance d’essai",
        mode=Mode.MIXTE,
        statut=Statut.PREVUE,
        villes=[quebec],
        referentiels=[create_referentiel(numero=4), create_referentiel(numero=2)],
    )
    create_date(seance, "2020-06-05", debut="09:05", fin="12:00")
    create_date(seance, "2020-07", statut=Statut.REPORTEE)
    create_date(seance, None)

    assert client.get("/fr/programmation/calendrier.json").json() == {
        "seances": [
            {
                "code": "op-99",
                "cycle": "2018-2019",
                "types": ["synthese", "echange"],
                "titre": "Séance d’essai",
                "referentiels": [2, 4],
                "mode": "mixte",
                "statut": "prevue",
                "dates": [
                    {"jour": "2020-06-05", "debut": "09:05", "fin": "12:00", "statut": "prevue"},
                    {"jour": "2020-07", "debut": None, "fin": None, "statut": "reportee"},
                    {"jour": None, "debut": None, "fin": None, "statut": "prevue"},
                ],
                "lieux": [{"code": quebec.code, "nom": "Québec-Essai"}],
                "url": "http://testserver/fr/programmation/seances/op-99/",
            }
        ]
    }


def test_only_the_title_and_the_address_depend_on_the_language(client):
    ville = create_municipalite(appellation_anglaise="Invented Town")
    create_seance(jours=["2020-06-05"], villes=[ville], referentiels=[create_referentiel()])

    (fr,), (en,) = records(client, "fr"), records(client, "en")

    assert {name for name in fr if fr[name] != en[name]} == {"titre", "url"}
    assert list(fr) == list(en)


def test_an_unknown_mode_is_null(client):
    create_seance(mode="", mode_connu="")

    assert records(client)[0]["mode"] is None


def test_a_session_in_two_cities_is_there_once_also_under_each_city(client):
    villes = [create_municipalite(), create_municipalite()]
    seance = create_seance(jours=["2020-01-24"], villes=villes)

    for query in ("", *(f"?ville={ville.code}" for ville in villes)):
        assert [record["code"] for record in records(client, query=query)] == [seance.code]


def test_any_site_may_read_it_and_an_unchanged_answer_is_not_sent_again(client):
    create_seance()
    response = client.get("/fr/programmation/calendrier.json")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    etag = response.headers["ETag"]
    again = client.get("/fr/programmation/calendrier.json", headers={"if-none-match": etag})
    assert again.status_code == 304


def test_accents_are_written_as_they_are_and_control_characters_are_dropped(client):
    create_seance(titre_fr="Été\x07")

    content = client.get("/fr/programmation/calendrier.json").content.decode()
    assert json.loads(content)["seances"][0]["titre"] == "Été"
    assert "Été" in content


def test_a_draft_referentiel_gives_neither_its_number_nor_its_title(client):
    secret = create_referentiel(titre_fr="Secret", publication=Publication.BROUILLON)
    create_seance(titre_fr="", titre_en="", referentiels=[secret])
    create_seance(publication=Publication.BROUILLON)

    (record,) = records(client)

    assert (record["referentiels"], record["titre"]) == ([], "Échange")


@pytest.mark.parametrize("suffix", ["ics", "json", "csv", "atom"])
def test_nothing_is_posted_to_an_export(client, suffix):
    assert client.post(f"/fr/programmation/calendrier.{suffix}").status_code == 405


def test_absolute_addresses_use_the_configured_origin(client, settings):
    settings.ORIGINE = "https://exemple.test"
    create_seance(code="op-99")

    assert records(client, "en")[0]["url"] == "https://exemple.test/en/programmation/seances/op-99/"
