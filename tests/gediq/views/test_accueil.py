"""The home page: who, what comes next or an honest word, the cycles, the figures, the newest référentiels."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gediq.models import Publication
from tests.factories.gediq import create_chiffre, create_identite, create_page
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_date,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db


def in_days(count):
    return (timezone.localdate() + timedelta(days=count)).isoformat()


def next_band(html):
    return html.split("bande-lin")[1].split("</section>")[0]


def test_root_leads_to_french_whatever_the_browser_asks(client):
    response = client.get("/", headers={"accept-language": "en"})

    assert (response.status_code, response["Location"]) == (302, "/fr/")


def test_empty_site_has_a_home_that_promises_nothing(client):
    response = client.get("/fr/")

    assert response.status_code == 200
    assert "Aucune séance n’est prévue pour le moment" in response.text
    assert "Le programme sera annoncé ici." in response.text


def test_next_session_is_the_first_to_come_that_still_holds(client):
    create_seance(code="passee", jours=[in_days(-3)])
    create_seance(code="annulee", jours=[in_days(1)], statut="annulee")
    create_seance(code="brouillon", jours=[in_days(2)], publication=Publication.BROUILLON)
    create_seance(code="lointaine", jours=[in_days(30)])
    create_seance(code="prochaine", jours=[in_days(3), in_days(-40)])

    band = next_band(client.get("/fr/").text)

    assert re.findall(r"seances/(\w+)/", band) == ["prochaine"]
    assert "Prochaine séance" in band


def test_session_of_today_is_still_to_come(client):
    create_seance(code="aujourdhui", jours=[in_days(0)])

    assert "Prochaine séance" in next_band(client.get("/fr/").text)


def test_date_postponed_alone_does_not_count_as_next(client):
    seance = create_seance(code="a", jours=[in_days(-1)])
    create_date(seance, in_days(5), statut="reportee")

    assert "Aucune séance n’est prévue pour le moment" in next_band(client.get("/fr/").text)


def test_when_nothing_is_planned_the_last_session_is_shown_as_such(client):
    create_seance(code="premiere", jours=["2018-10-04"])
    create_seance(code="derniere", jours=["2021-03-26"])

    band = next_band(client.get("/fr/").text)

    assert "Aucune séance n’est prévue pour le moment" in band
    assert "La plus récente" in band
    assert re.findall(r"seances/(\w+)/", band) == ["derniere"]


def test_cycles_of_the_newest_programme_count_public_sessions_only(client):
    programme = create_programme(annee_debut=2018, annee_fin=2021)
    cycle = create_cycle(programme=programme, code="2018-2019")
    create_seance(cycle=cycle, jours=["2018-10-04", "2019-06-14"], villes=[create_municipalite()])
    create_seance(cycle=cycle, jours=["2018-11-30"])
    create_seance(cycle=cycle, jours=["2010-01-01"], publication=Publication.BROUILLON)
    create_cycle(programme=create_programme(annee_debut=2010), code="2010-2011")

    html = client.get("/fr/").text

    assert 'href="/fr/programmation/?cycle=2018-2019"' in html
    assert "2\xa0séances" in html
    assert '<time datetime="2018-10-04">4\xa0octobre\xa02018</time> au <time datetime="2019-06-14">' in html
    assert "2010-2011" not in html


def test_newest_public_referentiels_are_linked(client):
    for numero in range(1, 6):
        create_referentiel(numero=numero)
    create_referentiel(numero=6, publication=Publication.BROUILLON)

    assert re.findall(r"/fr/referentiels/(\d)/", client.get("/fr/").text) == ["5", "4", "3"]


def test_announced_figures_are_shown(client):
    create_chiffre(valeur="52", unite="pourcentage", libelle_fr="de la population")

    html = client.get("/fr/").text

    assert "<strong>52\xa0%</strong>" in html
    assert "de la population" in html


def test_introduction_left_in_french_is_marked_and_the_page_has_no_alternate(client):
    create_identite(accueil_fr="<p>Bonjour</p>", accueil_en="")

    html = client.get("/en/").text

    assert '<div class="texte" lang="fr"><p>Bonjour</p></div>' in html
    assert html.count("avis-langue") == 1
    assert 'hreflang="fr-CA"' not in html


def test_footer_tells_who_answers_for_personal_information_and_links_its_pages(client):
    create_identite(responsable_renseignements_fr="Direction générale", courriel="a@exemple.org")
    create_page(slug="accessibilite", titre_fr="Accessibilité")
    create_page(slug="secrete", publication=Publication.BROUILLON)
    create_page(slug="hors-pied", au_pied=False)

    footer = client.get("/fr/").text.split("<footer")[1]

    assert "Direction générale" in footer
    assert 'href="mailto:a@exemple.org"' in footer
    assert re.findall(r"/fr/pages/([\w-]+)/", footer) == ["accessibilite"]


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_eight_queries_whatever_the_data(client, django_assert_num_queries, langue, count):
    create_identite()
    programme = create_programme()
    for rank in range(count):
        create_page()
        create_chiffre()
        create_seance(
            cycle=create_cycle(programme=programme, position=rank),
            titre_fr="",
            titre_en="",
            jours=[in_days(rank), in_days(rank + 10)],
            villes=[create_municipalite(), create_municipalite()],
            referentiels=[create_referentiel(), create_referentiel()],
        )

    with django_assert_num_queries(8):
        response = client.get(f"/{langue}/")

    assert response.status_code == 200
