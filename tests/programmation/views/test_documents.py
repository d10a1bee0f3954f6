"""Records of documents, and their files: handed out by these addresses only, while they are public."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from gediq.domain.publication import create_preview
from gediq.models import Publication
from programmation.enums import Audience
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import create_edition, pdf_bytes
from tests.factories.gediq import create_identite
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import (
    create_cycle,
    create_document,
    create_programme,
    create_referentiel,
    create_seance,
)

pytestmark = pytest.mark.django_db
BROUILLON = {"publication": Publication.BROUILLON}


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def document():
    document = create_document(titre_fr="L’accueil à Lévis", titre_en="Welcoming in Lévis")
    create_edition(document, fichier=pdf_bytes(titre="ancien"))
    create_edition(document, numero=2, fichier=pdf_bytes(titre="nouveau"))
    return document


def address(document, rest="", langue="fr"):
    return f"/{langue}/documents/{document.pk}/{rest}"


# --- The record ----------------------------------------------------------------------------------


def test_record_says_what_is_known(client):
    document = create_document(
        numero="1.2",
        titre_fr="Guide",
        resume_fr="Deux phrases.",
        auteurs="Ana Roy, Bo Lê",
        date_document="2021-03",
        referentiel=create_referentiel(numero=7, titre_fr="Loger"),
        seance=create_seance(titre_fr="Atelier"),
        municipalite=create_municipalite(nom="Ville-Inventée"),
    )

    html = client.get(address(document)).text

    for known in ("Document 1.2", "Deux phrases.", "Ana Roy, Bo Lê", "Ville-Inventée", "Loger", "Atelier"):
        assert known in html
    assert '<time datetime="2021-03">mars\xa02021</time>' in html
    assert "Aucun fichier pour le moment" in html


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("2021", '<time datetime="2021">2021</time>'),
        ("2021-03-01", '<time datetime="2021-03-01">1<sup>er</sup>\xa0mars\xa02021</time>'),
        ("2021-02-31", "2021-02-31"),
    ],
)
def test_date_is_as_precise_as_what_is_known(client, known, written):
    document = create_document(date_document=known)

    assert f"<dd>{written}</dd>" in client.get(address(document)).text


def test_unknown_author_and_date_are_not_made_up(client):
    html = client.get(address(create_document())).text

    assert "Auteurs" not in html
    assert "citation_author" not in html
    assert "citation_publication_date" not in html


def test_record_leads_to_the_newest_file_and_lists_every_edition(client, document):
    html = client.get(address(document)).text

    assert f'href="{address(document, "fichier")}"' in html
    assert html.index("Édition\xa02") < html.index("Édition\xa01")


def test_edition_has_its_own_record_and_names_a_newer_one(client, document):
    old = client.get(address(document, "editions/1/")).text
    new = client.get(address(document, "editions/2/")).text

    assert f'href="{address(document, "editions/1/fichier")}"' in old
    assert "Une édition plus récente existe." in old
    assert "Une édition plus récente existe." not in new


@pytest.mark.parametrize("rest", ["editions/3/", "editions/3/fichier", "editions/99999999999999999999/"])
def test_unknown_edition_is_not_found(client, document, rest):
    assert client.get(address(document, rest)).status_code == 404


@pytest.mark.parametrize(
    ("est_accessible", "said", "offered"),
    [
        (True, "Fichier accessible", False),
        (False, "Fichier non accessible", True),
        (None, "Accessibilité non vérifiée", True),
    ],
)
def test_accessible_version_can_be_asked_for_unless_the_file_is(client, est_accessible, said, offered):
    document = create_document(est_accessible=est_accessible)
    create_edition(document)

    html = client.get(address(document)).text

    assert f"<li>{said}</li>" in html
    assert ("demander une version accessible" in html) is offered


ASKING = {
    "courriel": (
        'href="mailto:equipe@exemple.org?subject=Version%20accessible%20%E2%80%93%20Guide%20%26%20plan">'
    ),
    "telephone": "téléphonez au 514 555-0100.",
    "adresse_postale": "écrivez à l’adresse postale donnée au pied de cette page.",
    "": "n’est pas encore connue\xa0: elle paraîtra au pied de cette page.",
}


@pytest.mark.parametrize("known", ASKING)
def test_asking_is_by_what_is_known_of_the_organisation_and_never_leads_to_an_empty_page(client, known):
    identite = create_identite()
    ways = list(ASKING)
    for missing in ways[: ways.index(known)]:
        setattr(identite, missing, "")
    identite.save()
    document = create_document(titre_fr="Guide & plan", est_accessible=False)
    create_edition(document)

    html = client.get(address(document)).text

    assert [way for way, sentence in ASKING.items() if sentence in html] == [known]
    assert "nous-joindre" not in html


def test_document_on_another_site_leads_there(client):
    document = create_document()
    create_edition(document, adresse="https://exemple.org/guide")

    html = client.get(address(document)).text
    response = client.get(address(document, "fichier"))

    assert 'href="https://exemple.org/guide"' in html
    assert "Consulter sur exemple.org" in html
    assert (response.status_code, response["Location"]) == (302, "https://exemple.org/guide")


def test_address_that_is_not_of_the_web_is_neither_shown_nor_followed(client):
    document = create_document()
    create_edition(document, adresse="javascript:alert(1)")

    assert "javascript:" not in client.get(address(document)).text
    assert client.get(address(document, "fichier")).status_code == 404


def test_metadata_hold_known_facts_only(client, settings):
    settings.ORIGINE = "https://exemple.org"
    document = create_document(
        titre_fr="Guide", auteurs="Ana Roy, Bo Lê", date_document="2021-03", langue="bilingue"
    )
    create_edition(document)

    head = client.get(address(document)).text.split("</head>")[0]

    for name, content in [
        ("citation_title", "Guide"),
        ("citation_author", "Ana Roy"),
        ("citation_author", "Bo Lê"),
        ("citation_publication_date", "2021/03"),
        ("citation_language", "fr"),
        ("citation_language", "en"),
        ("citation_pdf_url", f"https://exemple.org/fr/documents/{document.pk}/fichier"),
        ("DC.format", "application/pdf"),
    ]:
        assert f'<meta name="{name}" content="{content}">' in head


def test_english_record_marks_what_is_left_in_french(client):
    document = create_document(titre_fr="Guide", titre_en="", resume_fr="Deux phrases.")

    html = client.get(address(document, langue="en")).text

    assert '<h1><span lang="fr">Guide</span></h1>' in html
    assert html.count("avis-langue") == 1


# --- The file ------------------------------------------------------------------------------------


def test_file_is_the_newest_edition_under_the_title_of_the_document(client, document):
    response = client.get(address(document, "fichier"))

    assert body(response) == pdf_bytes(titre="nouveau")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="L\'accueil a Levis.pdf"; '
        "filename*=UTF-8''L%E2%80%99accueil%20%C3%A0%20L%C3%A9vis.pdf"
    )


def test_file_is_named_in_the_language_of_the_address(client, document):
    response = client.get(address(document, "fichier", langue="en"))
    body(response)

    assert 'filename="Welcoming in Levis.pdf"' in response["Content-Disposition"]


def test_each_edition_keeps_its_file(client, document):
    assert body(client.get(address(document, "editions/1/fichier"))) == pdf_bytes(titre="ancien")


def test_file_can_run_nothing_in_a_browser(client, document):
    response = client.get(address(document, "fichier"))
    body(response)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_already_held_is_not_sent_again(client, document):
    first = client.get(address(document, "fichier"))
    body(first)

    again = client.get(address(document, "fichier"), headers={"if-none-match": first["ETag"]})

    assert first["ETag"] == f'"{document.newest_edition.sha256}"'
    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_new_edition_is_sent_at_once(client, document):
    first = client.get(address(document, "fichier"))
    body(first)
    create_edition(document, numero=3, fichier=pdf_bytes(pages=2))

    again = client.get(address(document, "fichier"), headers={"if-none-match": first["ETag"]})

    assert body(again) == pdf_bytes(pages=2)


def test_head_asks_for_no_body(client, document):
    response = client.head(address(document, "fichier"))

    assert response["Content-Length"] == str(len(pdf_bytes(titre="nouveau")))
    assert body(response) == b""


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, document, method):
    assert getattr(client, method)(address(document, "fichier")).status_code == 405


def test_document_without_edition_has_no_file(client):
    assert client.get(address(create_document(), "fichier")).status_code == 404


def test_file_missing_from_the_storage_is_not_found(client, document):
    default_storage.delete(document.newest_edition.fichier.name)

    assert client.get(address(document, "fichier")).status_code == 404


def test_bare_path_of_the_storage_leads_nowhere(client, document):
    name = document.newest_edition.fichier.name

    for path in (f"/{name}", f"/fichiers/{name}", f"/media/{name}", f"/static/{name}", f"/fr/{name}"):
        assert client.get(path).status_code == 404


# --- Who may see ---------------------------------------------------------------------------------

ADDRESSES = ["", "fichier", "editions/1/", "editions/1/fichier"]


def hidden_documents():
    later = {"publier_le": timezone.now() + timedelta(hours=1)}
    draft_programme = create_cycle(programme=create_programme(**BROUILLON))
    yield create_document(**BROUILLON)
    yield create_document(**later)
    yield create_document(referentiel=create_referentiel(**BROUILLON))
    yield create_document(referentiel=create_referentiel(**later))
    yield create_document(referentiel=create_referentiel(publication="retiree", motif_retrait_fr="Vieilli."))
    yield create_document(seance=create_seance(**BROUILLON))
    yield create_document(seance=create_seance(cycle=draft_programme))


@pytest.mark.parametrize("rest", ADDRESSES)
def test_what_is_not_public_with_its_parents_does_not_exist(client, rest):
    for document in hidden_documents():
        create_edition(document)

        assert client.get(address(document, rest)).status_code == 404, document


@pytest.mark.parametrize("rest", ADDRESSES)
def test_withdrawn_document_says_why_and_its_file_too(client, rest):
    document = create_document(publication=Publication.RETIREE, motif_retrait_fr="Remplacé par 1.3.")
    create_edition(document)

    response = client.get(address(document, rest))

    assert response.status_code == 410
    assert "Remplacé par 1.3." in response.text


def test_reserved_file_is_refused_with_a_sentence_and_its_record_says_so(client):
    document = create_document(audience=Audience.PARTICIPANTS)
    create_edition(document)

    record = client.get(address(document)).text
    refused = client.get(address(document, "fichier"))

    assert "réservé aux personnes participantes" in record
    assert address(document, "fichier") not in record
    assert "citation_pdf_url" not in record
    assert refused.status_code == 403
    assert "Ce fichier est réservé" in refused.text
    assert client.get(address(document, "editions/1/fichier")).status_code == 403


def test_preview_opens_the_draft_and_its_file_and_is_never_kept(client):
    document = create_document(referentiel=create_referentiel(numero=5, **BROUILLON), **BROUILLON)
    create_edition(document)
    link = create_preview(document, by=create_utilisateur())

    record = client.get(address(document), {"apercu": link.jeton})
    file = client.get(address(document, "fichier"), {"apercu": link.jeton})

    assert f'href="{address(document, "fichier")}?apercu={link.jeton}"' in record.text
    assert 'href="/fr/referentiels/5/"' not in record.text
    assert body(file) == pdf_bytes()
    assert "no-store" in file["Cache-Control"]
    assert client.get(address(document, "fichier"), {"apercu": "autre"}).status_code == 404


# --- Queries -------------------------------------------------------------------------------------


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_record_costs_the_same_queries_whatever_it_holds(client, langue, count, django_assert_num_queries):
    referentiels = [create_referentiel() for _number in range(count)]
    document = create_document(
        referentiel=referentiels[0], seance=create_seance(titre_fr="", titre_en="", referentiels=referentiels)
    )
    for numero in range(1, count + 1):
        create_edition(document, numero=numero)

    for rest in ("", "editions/1/"):
        with django_assert_num_queries(5):
            client.get(address(document, rest, langue))
    with django_assert_num_queries(2):
        body(client.get(address(document, "fichier", langue)))
