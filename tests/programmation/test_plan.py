"""The site map: every public page, once per language it is really offered in."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gediq.models import Identite, Publication
from tests.factories.gediq import create_page, create_theme
from tests.factories.programmation import (
    create_avis,
    create_cycle,
    create_document,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read_map(client):
    """{path: {hreflang: path}}"""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    return {
        path(url.findtext(f"{MAP}loc")): {
            link.get("hreflang"): path(link.get("href")) for link in url.findall(LINK)
        }
        for url in ElementTree.XML(response.content)
    }


def path(address):
    assert address.startswith("http://testserver/")
    return address.removeprefix("http://testserver")


def both(address):
    return {"fr-CA": f"/fr{address}", "en-CA": f"/en{address}", "x-default": f"/fr{address}"}


def test_every_public_page_is_listed_in_both_languages_with_french_by_default(client):
    Identite.objects.update_or_create(pk=1, defaults={"accueil_fr": "Bonjour", "accueil_en": "Hello"})
    seance = create_seance(code="op-99", jours=["2020-06-05"])
    referentiel, document = create_referentiel(numero=4), create_document()
    create_page(slug="a-propos-essai")
    create_theme(slug="accueil-essai")

    found = read_map(client)

    addresses = [
        "/",
        "/programmation/",
        "/programmation/calendrier/",
        "/programmation/brochure/",
        "/referentiels/",
        f"/programmation/seances/{seance.code}/",
        f"/referentiels/{referentiel.numero}/",
        f"/documents/{document.pk}/",
        "/pages/a-propos-essai/",
        "/themes/accueil-essai/",
    ]
    assert {address: found.get(f"/fr{address}") for address in addresses} == {
        address: both(address) for address in addresses
    }
    assert {address: found.get(f"/en{address}") for address in addresses} == {
        address: both(address) for address in addresses
    }


def test_a_page_left_in_french_is_listed_in_french_alone(client):
    cycle = create_cycle()
    create_seance(code="sans-anglais", cycle=cycle, titre_en="")
    french = create_referentiel(numero=7, titre_en="")
    create_seance(code="titre-derive", cycle=cycle, titre_fr="", titre_en="", referentiels=[french])
    seance = create_seance(code="motif-de-date", cycle=cycle, jours=["2020-06-05"])
    seance.dates.update(motif_fr="Neige")
    create_avis(create_seance(code="avis", cycle=cycle), motif_en="")

    found = read_map(client)

    pages = [
        f"/programmation/seances/{code}/"
        for code in ("sans-anglais", "titre-derive", "motif-de-date", "avis")
    ]
    lists = ["/programmation/", "/programmation/calendrier/", "/programmation/brochure/", "/referentiels/"]
    for address in (*pages, *lists, "/referentiels/7/"):
        assert found[f"/fr{address}"] == {}
        assert f"/en{address}" not in found


def test_drafts_and_withdrawn_records_are_absent(client):
    hidden = {"publication": Publication.BROUILLON}
    withdrawn = {"publication": Publication.RETIREE, "motif_retrait_fr": "Doublon"}
    for number, fields in enumerate((hidden, withdrawn)):
        create_seance(code=f"cachee-{number}", **fields)
        create_referentiel(numero=90 + number, **fields)
        create_document(**fields)
        create_page(slug=f"cachee-{number}", **fields)
    create_seance(code="cachee-2", cycle=create_cycle(programme=create_programme(**hidden)))

    found = read_map(client)

    assert [
        address for address in found if "cachee" in address or "/9" in address or "/documents/" in address
    ] == []


def test_the_number_of_queries_does_not_grow(client):
    def add():
        referentiel = create_referentiel()
        create_seance(jours=["2020-06-05"], referentiels=[referentiel])
        create_document(referentiel=referentiel)
        create_page()
        create_theme()

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        return len(queries)

    add()
    with_one = count()
    add()
    add()

    assert count() == with_one


def test_addresses_use_the_configured_origin(client, settings):
    settings.ORIGINE = "https://exemple.test"
    create_page(slug="a-propos-essai")

    assert b"<loc>https://exemple.test/fr/pages/a-propos-essai/</loc>" in client.get("/sitemap.xml").content


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_what_machines_read_may_be_kept_and_is_not_sent_again_unchanged(client, address):
    create_page()
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    for response in (first, again):
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
