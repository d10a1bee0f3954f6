"""The brochure, page and PDF, says what the client's document says, line by line, in its order."""

import io
import re
from html import unescape

import pypdf
import pytest
from django.core.management import call_command
from django.utils.html import strip_tags
from PIL import ImageFile

from programmation.models import Programme, Seance

pytestmark = pytest.mark.django_db

HEAD = [
    "GEDCIQ",
    "Groupe d'expertise pour le développement des cités interculturelles au Québec",
    "OPÉRATION PARTAGE",
    "Présentation et Programmation 2018-2021",
    "Présentation",
    "Des rencontres sur trois cycles",
    "Au cours de l'été 2018, un questionnaire adressé aux municipalités participantes¹ à l'Opération Partage"
    " avait permis de constater la diversité des municipalités concernées par les questions relatives à"
    " l'immigration et aux relations interculturelles, l'isolement professionnel des fonctionnaires"
    " responsables de ces questions et l'intérêt exprimé par ces derniers pour un plus important partage de"
    " l'expertise en la matière.",
    "Ainsi, l'Opération Partage (2018-2021) a comporté la réalisation de neuf référentiels thématiques et de"
    " six séances d'échange et de formation, en plus de la création du site web du GEDCIQ. Ce dernier est"
    " alimenté de manière continue par les travaux en cours concernant l'élaboration de monographies sur les"
    " villes en matière d'immigration et de relations interculturelles.",
]
PROGRAMME = [
    "Premier cycle de programmation 2018-2019",
    "4 octobre 2018, Drummondville",
    "Référentiel 1 : Questions et réponses sur l'immigration",
    "30 novembre 2018, Québec et Montréal en visioconférence",
    "Référentiel 2 : Emploi et immigration",
    "27 mars 2019, Montréal",
    "Formation : Les compétences interculturelles",
    "9 avril 2019, Québec",
    "Formation : Les compétences interculturelles",
    "14 juin 2019, Montréal",
    "Référentiel 3 : Bibliothèques et immigration",
    "Deuxième cycle de programmation 2019-2020",
    "27 septembre 2019, Montréal",
    "Référentiel 4 : La ville employeur auprès des minorités ethniques et des minorités visibles",
    "29 novembre 2019, Longueuil",
    "Référentiel 5 : La police et les populations à risque de marginalisation",
    "24 janvier 2020, Montréal et Québec",
    "Séance de synthèse des référentiels et premier échange structuré sur la concertation locale",
    "28 février 2020, Laval",
    "Référentiel 6 : La diversité religieuse et les lieux de culte",
    "Troisième cycle de programmation 2020-2021",
    "5 et 12 juin 2020, visioconférence",
    "Référentiel 7 : L'accompagnement et la francisation : Les municipalités, leaders interculturels des"
    " milieux de vie",
    "12 novembre 2020, visioconférence",
    "Séance d'échange sur le partenariat entre les municipalités et le MIFI",
    "4 et 11 décembre 2020, visioconférence",
    "Référentiel 8 : Les loisirs, le sport et l'immigration",
    "19 mars 2021, visioconférence",
    "Référentiel 9 : L'immigration, le développement social et la cohésion sociale",
    "26 mars 2021, visioconférence",
    "Séance de synthèse des référentiels et deuxième rencontre d'échange sur la concertation locale",
]
TAIL = [
    "Opération Partage (2018-2021) a bénéficié de l'aide financière du MIFI en vertu du Programme"
    " Mobilisation-Diversité",
    "Avec la participation financière de :",
    "MIFI",
    "¹ L'Opération Partage a contacté les 54 municipalités ayant signé une entente avec le ministère de"
    " l'Immigration du Gouvernement du Québec, à ce moment appelé ministère de l'Immigration, de la Diversité"
    " et de l'Inclusion (MIDI). Trente-deux municipalités, représentant 52 % de la population du Québec et"
    " 80 % de ses immigrants, ont répondu au questionnaire.",
]


def normalized(text):
    """Only spaces, typographic or not, and line breaks may differ from the source."""
    return " ".join(text.replace("\xa0", " ").split())


SOURCE = normalized(" ".join(HEAD + PROGRAMME + TAIL))


@pytest.fixture
def source():
    call_command("charger_source", verbosity=0, stdout=io.StringIO())


def article_text(response):
    html = re.search(r'<article class="brochure".*?</article>', response.content.decode(), re.S)[0]
    return normalized(unescape(strip_tags(re.sub(r"</(p|h1|h2|h3|li)>", " ", html))))


def pdf_text(content):
    return normalized(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def test_the_page_is_the_source_word_for_word(client, source):
    assert article_text(client.get("/fr/programmation/brochure/")) == SOURCE


def test_the_pdf_is_the_source_word_for_word(client, source):
    assert pdf_text(client.get("/fr/programmation/brochure.pdf").content) == SOURCE


def test_the_pdf_is_tagged_french_and_the_same_at_each_request(client, source):
    first = client.get("/fr/programmation/brochure.pdf")
    reader = pypdf.PdfReader(io.BytesIO(first.content))

    assert reader.trailer["/Root"]["/Lang"] == "fr-CA"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in first.content or "pdfuaid" in str(reader.xmp_metadata.stream.get_data())
    again = client.get("/fr/programmation/brochure.pdf", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_english_brochure_marks_every_passage_that_stayed_french(client, source):
    response = client.get("/en/programmation/brochure/")
    content = response.content.decode()

    assert "June 5 and 12, 2020, videoconference" in article_text(response)
    assert "First program cycle 2018–2019" in article_text(response)
    assert '<cite lang="fr">Emploi et immigration</cite>' in content


def test_a_draft_session_is_not_in_the_brochure(client, source):
    Seance.objects.filter(code="op-04").update(publication="brouillon")

    text = article_text(client.get("/fr/programmation/brochure/"))

    assert "9 avril 2019" not in text
    assert "27 mars 2019" in text


def test_a_cancelled_session_says_so(client, source):
    Seance.objects.filter(code="op-09").update(statut="annulee")

    assert "28 février 2020, Laval (annulée)" in article_text(client.get("/fr/programmation/brochure/"))


def test_without_published_programme_there_is_no_brochure(client, source):
    Programme.objects.update(publication="brouillon")

    assert client.get("/fr/programmation/brochure/").status_code == 404
    assert client.get("/fr/programmation/brochure.pdf").status_code == 404


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_the_brochure_asks_the_database_the_same_few_questions(
    client, source, langue, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(f"/{langue}/programmation/brochure/")


def test_making_the_pdf_leaves_deposited_images_checked_to_the_end(client, source):
    client.get("/fr/programmation/brochure.pdf")

    assert not ImageFile.LOAD_TRUNCATED_IMAGES
