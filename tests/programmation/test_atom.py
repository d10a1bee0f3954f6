"""The Atom feed tells what was published and what changed, when readers could first see it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from gediq.models import Publication
from programmation.models import AvisSeance, Seance
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_avis, create_seance

pytestmark = pytest.mark.django_db

ADDRESS = "/{}/programmation/calendrier.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_feed(client, langue="fr", query=""):
    response = client.get(ADDRESS.format(langue) + query)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.XML(response.content)


def moment(element):
    return datetime.fromisoformat(element.findtext(f"{ATOM}updated")).astimezone(UTC)


def entries(feed):
    return feed.findall(f"{ATOM}entry")


def test_a_session_says_its_days_and_places_in_words_and_is_dated_by_its_publication(client):
    villes = [create_municipalite(nom="Québec-Essai"), create_municipalite(nom="Montréal-Essai")]
    seance = create_seance(code="op-99", jours=["2020-06-05", "2020-06-12"], villes=villes)
    Seance.objects.update(updated_at=datetime(2026, 1, 5, 15, tzinfo=UTC))

    feed = read_feed(client)
    (entry,) = entries(feed)

    assert entry.findtext(f"{ATOM}id") == "tag:gedciq.org,2018:seance/op-99"
    assert entry.findtext(f"{ATOM}title") == seance.titre_fr
    words = "5 et 12\xa0juin\xa02020 – Québec-Essai et Montréal-Essai"
    assert entry.findtext(f"{ATOM}summary") == words
    assert moment(entry) == moment(feed) == datetime(2026, 1, 5, 15, tzinfo=UTC)
    link = entry.find(f"{ATOM}link").get("href")
    assert link == "http://testserver/fr/programmation/seances/op-99/"


def test_a_session_published_later_is_dated_of_that_moment(client):
    moment_of_publication = datetime(2026, 2, 1, 13, tzinfo=UTC)
    create_seance(publier_le=moment_of_publication)
    Seance.objects.update(updated_at=datetime(2026, 1, 5, tzinfo=UTC))

    assert moment(entries(read_feed(client))[0]) == moment_of_publication


def test_a_change_is_an_entry_of_its_own_with_before_after_and_reason(client):
    seance = create_seance()
    avis = create_avis(seance)
    Seance.objects.update(updated_at=datetime(2026, 1, 5, tzinfo=UTC))
    AvisSeance.objects.update(created_at=datetime(2026, 1, 6, tzinfo=UTC))

    newest, publication = entries(read_feed(client))

    assert newest.findtext(f"{ATOM}id") == f"tag:gedciq.org,2018:avis/{avis.pk}"
    assert newest.findtext(f"{ATOM}title") == f"Date\xa0: {seance.titre_fr}"
    assert newest.findtext(f"{ATOM}summary").splitlines() == [
        "Avant\xa0: 5\xa0juin\xa02020",
        "Maintenant\xa0: 12\xa0juin\xa02020",
        "Motif\xa0: Tempête de neige",
    ]
    assert moment(newest) > moment(publication)


def test_both_languages_have_the_same_entries_each_in_its_words(client):
    create_avis(create_seance(jours=["2020-06-05"]))

    def identities(langue):
        return [(entry.findtext(f"{ATOM}id"), moment(entry)) for entry in entries(read_feed(client, langue))]

    assert identities("fr") == identities("en")
    assert read_feed(client, "en").get(LANG) == "en-CA"
    assert "Snowstorm" in client.get(ADDRESS.format("en")).content.decode()


def test_a_text_left_in_french_is_marked_french_on_the_english_feed(client):
    create_seance(titre_fr="Titre français", titre_en="")

    (entry,) = entries(read_feed(client, "en"))

    assert entry.find(f"{ATOM}title").get(LANG) == "fr-CA"
    assert entry.find(f"{ATOM}summary").get(LANG) == "en-CA"


def test_markup_and_control_characters_stay_text(client):
    create_seance(titre_fr="<b>Gras</b> & \x08]]>\ufffe")

    (entry,) = entries(read_feed(client))

    assert entry.findtext(f"{ATOM}title") == "<b>Gras</b> & ]]>"


def test_an_empty_feed_is_valid_and_the_same_at_each_reading(client):
    first = client.get(ADDRESS.format("fr"))

    assert moment(ElementTree.XML(first.content)) == datetime(2018, 1, 1, tzinfo=UTC)
    assert client.get(ADDRESS.format("fr")).content == first.content
    again = client.get(ADDRESS.format("fr"), headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_feed_names_itself_and_the_page_with_the_same_filters(client):
    seance = create_seance(jours=["2020-06-05"])
    create_seance(jours=["2019-06-05"])

    feed = read_feed(client, query="?annee=2020&mode=en_personne")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/fr/programmation/calendrier.atom?annee=2020&mode=en_personne",
        "alternate": "http://testserver/fr/programmation/?annee=2020&mode=en_personne",
    }
    assert [entry.findtext(f"{ATOM}title") for entry in entries(feed)] == [seance.titre_fr]


def test_a_draft_and_its_notices_are_absent(client):
    create_avis(create_seance(publication=Publication.BROUILLON))
    create_avis(create_seance(publication=Publication.RETIREE, motif_retrait_fr="Doublon"))

    assert entries(read_feed(client)) == []
