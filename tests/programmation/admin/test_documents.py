"""Dropping files, adding editions, taking them back: what staff do with documents."""

import pytest
from django.conf import settings

from programmation.domain.editions import add_edition
from programmation.models import Document, Edition, TypeDocument
from tests.factories.comptes import create_utilisateur
from tests.factories.fichiers import office_bytes, pdf_bytes, upload
from tests.factories.municipalites import create_municipalite
from tests.factories.programmation import create_document, create_referentiel, create_seance
from tests.formulaires import posted_by

DEPOT = "/admin/programmation/document/deposer/"


def change(document):
    return f"/admin/programmation/document/{document.pk}/change/"


def new_edition(document):
    return f"/admin/programmation/document/{document.pk}/nouvelle-edition/"


def pdf(name="rapport.pdf", **facts):
    return upload(name, pdf_bytes(**facts))


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored_files():
    return list(settings.MEDIA_ROOT.rglob("*.*"))


def drop(client, *files, query="", **typed):
    data = posted_by(client.get(f"{DEPOT}{query}"), **typed)
    return client.post(f"{DEPOT}{query}", data | {"fichiers": list(files)})


# --- Deposit ---


def test_dropped_pdf_proposes_title_pages_and_language_in_the_form_of_its_draft(redaction):
    referentiel = create_referentiel()
    file = pdf(titre="Emploi et immigration", pages=3, langue="fr-CA")

    response = drop(redaction, file, query=f"?referentiel={referentiel.pk}")

    document = Document.objects.get()
    page = redaction.get(response["Location"])
    shown = posted_by(page)
    assert (shown["titre_fr"], shown["langue"]) == ("Emploi et immigration", "fr")
    assert "3\xa0pages" in page.content.decode()
    assert (document.publication, document.referentiel) == ("brouillon", referentiel)


def test_several_files_make_as_many_drafts_of_the_session(redaction):
    seance = create_seance()

    response = drop(redaction, pdf("un.pdf"), pdf("deux.pdf", pages=2), query=f"?seance={seance.pk}")

    assert response["Location"] == f"/admin/programmation/seance/{seance.pk}/change/"
    assert sorted(seance.documents.values_list("titre_fr", flat=True)) == ["Deux", "Un"]


def test_same_deposit_sent_twice_makes_its_documents_once(redaction):
    data = posted_by(redaction.get(DEPOT))

    places = [redaction.post(DEPOT, data | {"fichiers": [pdf()]})["Location"] for _click in range(2)]

    assert places[0] == places[1]
    assert (Document.objects.count(), Edition.objects.count(), len(stored_files())) == (1, 1, 1)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("page.pdf", b"<!doctype html><script>alert(1)</script>"), "ne correspond pas à son extension"),
        (("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "n’est pas accepté"),
        (("vide.pdf", b""), "Le fichier est vide"),
        (("sans-extension", b"%PDF-1.4"), "n’est pas accepté"),
    ],
)
def test_bad_file_is_refused_in_words_and_the_choice_of_the_form_is_kept(redaction, file, sentence):
    referentiel, seance = create_referentiel(), create_seance()

    response = drop(redaction, upload(*file), referentiel=referentiel.pk, seance=seance.pk)

    assert sentence in response.context["form"].errors["fichiers"][0]
    shown = posted_by(response)
    assert (shown["referentiel"], shown["seance"]) == (str(referentiel.pk), str(seance.pk))
    assert (Document.objects.count(), stored_files()) == (0, [])


def test_file_too_large_is_refused_with_the_limit(redaction, settings):
    settings.TAILLE_MAX_FICHIER = 100

    response = drop(redaction, pdf())

    assert "la limite est de" in response.context["form"].errors["fichiers"][0]


@pytest.mark.parametrize("page", [lambda _document: DEPOT, new_edition], ids=["deposit", "edition"])
def test_what_may_be_dropped_and_its_limit_are_said_first(redaction, settings, page):
    settings.TAILLE_MAX_FICHIER = 12_000_000

    html = redaction.get(page(create_document())).content.decode()

    assert "pdf, docx, xlsx, pptx, odt, ods, odp, png, jpg, jpeg, webp, gif" in html
    assert "12\xa0Mo au plus" in html


@pytest.mark.parametrize("name", ["seance", "referentiel"])
def test_new_record_says_how_its_documents_will_be_dropped(redaction, name):
    add = f"/admin/programmation/{name}/add/"

    pages = [redaction.get(f"{add}{query}").content.decode() for query in ("", "?_popup=1")]

    # Beside the buttons of the top and of the bottom; a small window has no such button.
    assert [page.count("Des documents à déposer?") for page in pages] == [2, 0]
    assert "Enregistrer et continuer les modifications" in pages[0]


def test_saved_record_has_the_button_and_no_longer_the_sentence(redaction):
    page = redaction.get(f"/admin/programmation/seance/{create_seance().pk}/change/").content.decode()

    assert "Des documents à déposer?" not in page
    assert "Déposer un document" in page


def test_deposit_without_a_file_says_so(redaction):
    response = drop(redaction)

    assert response.context["form"].errors["fichiers"] == ["Ce champ est obligatoire."]


def test_one_refused_file_does_not_stop_the_others(redaction):
    response = drop(redaction, pdf("bon.pdf"), upload("dessin.svg", b"<svg/>"))

    page = response.content.decode()
    assert Document.objects.get().titre_fr == "Bon"
    assert change(Document.objects.get()) in page
    assert response.context["form"].errors["fichiers"][0].startswith("dessin.svg – ")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a" * 240 + ".pdf", "saut\nde\tligne.pdf", "cle\u202egpj.pdf"]
)
def test_odd_names_are_stored_under_names_of_our_own(redaction, name):
    response = drop(redaction, pdf(name))

    assert response.status_code == 302
    edition = Edition.objects.get()
    assert edition.fichier.name.startswith("documents/")
    assert len(edition.fichier.name) == len("documents/") + 32 + len(".pdf")


def test_unknown_target_in_the_address_is_ignored(redaction):
    for query in ("?referentiel=abc", "?referentiel=99999", "?seance=%00"):
        assert redaction.get(f"{DEPOT}{query}").status_code == 200


def test_foreign_token_of_a_deposit_is_refused_without_an_error(redaction):
    response = redaction.post(DEPOT, {"uid": "abc", "fichiers": [pdf()]})

    assert (response.status_code, Document.objects.count()) == (200, 0)


# --- Editions ---


@pytest.fixture
def document(editor):
    document = create_document(titre_fr="Guide d’accueil", titre_en="Welcome guide")
    add_edition(document, by=editor, fichier=pdf(pages=2))
    return document


@pytest.mark.django_db(transaction=True)  # as served: the view opens its own transaction
def test_new_edition_becomes_the_one_the_lasting_address_serves(redaction, document):
    data = posted_by(redaction.get(new_edition(document)), note_fr="Chiffres de 2021", note_en="2021 figures")

    response = redaction.post(
        new_edition(document), data | {"fichier": upload("v2.docx", office_bytes("docx"))}
    )

    document = Document.objects.get()
    newest = document.newest_edition
    assert response["Location"] == change(document)
    assert (newest.numero, newest.extension, newest.note_en) == (2, "docx", "2021 figures")


def test_same_edition_sent_twice_is_added_once(redaction, document):
    data = posted_by(redaction.get(new_edition(document)))

    codes = [
        redaction.post(new_edition(document), data | {"fichier": pdf()}).status_code for _click in range(2)
    ]

    assert (codes, document.editions.count(), len(stored_files())) == ([302, 302], 2, 2)


def test_edition_may_be_an_address(redaction, document):
    data = posted_by(redaction.get(new_edition(document)), adresse="exemple.org/guide")

    redaction.post(new_edition(document), data)

    assert document.editions.first().adresse == "https://exemple.org/guide"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({}, "__all__", "Une édition a un fichier ou une adresse, pas les deux."),
        ({"adresse": "javascript:alert(1)"}, "adresse", "Saisissez une URL valide."),
        ({"adresse": "https://exemple.org", "date_edition": "2021-13"}, "date_edition", "Écrivez une année"),
        (
            {"adresse": "https://exemple.org", "note_en": "2021 figures"},
            "__all__",
            "Le texte anglais demande",
        ),
    ],
)
def test_impossible_edition_is_refused_and_what_was_typed_is_kept(
    redaction, document, typed, field, sentence
):
    data = posted_by(redaction.get(new_edition(document)), note_fr="", **typed)

    response = redaction.post(new_edition(document), data)

    assert response.context["form"].errors[field][0].startswith(sentence)
    assert all(posted_by(response)[name] == value for name, value in typed.items())
    assert document.editions.count() == 1


def test_bad_file_of_an_edition_is_refused_beside_the_file(redaction, document):
    data = posted_by(redaction.get(new_edition(document)), note_fr="Chiffres de 2021")

    response = redaction.post(new_edition(document), data | {"fichier": upload("page.pdf", b"<html>")})

    assert response.context["form"].errors["fichier"] == [
        "Le contenu du fichier ne correspond pas à son extension."
    ]
    assert posted_by(response)["note_fr"] == "Chiffres de 2021"


def test_edition_that_is_out_is_read_but_for_its_note_and_date(redaction, document):
    url = change(document)
    page = redaction.get(url)
    data = posted_by(
        page, **{"editions-0-note_fr": "Première", "editions-0-DELETE": "on", "editions-0-numero": "9"}
    )

    redaction.post(url, data | {"editions-0-fichier": pdf("autre.pdf")})

    edition = document.editions.get()
    assert (edition.note_fr, edition.numero, edition.pages) == ("Première", 1, 2)
    assert "2\xa0pages" in page.content.decode()


def test_staff_read_the_file_of_a_draft_named_after_its_title(redaction, editor):
    draft = create_document(titre_fr="Guide d’accueil", publication="brouillon", audience="participants")
    add_edition(draft, by=editor, fichier=pdf())

    response = redaction.get(f"/admin/programmation/document/{draft.pk}/editions/1/fichier")

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith('attachment; filename="Guide d\'accueil.pdf"')
    assert "no-store" in response["Cache-Control"]


def test_file_is_for_those_who_may_see_the_document(client, document):
    url = f"/admin/programmation/document/{document.pk}/editions/1/fichier"

    codes = []
    for groups in (("Lecture",), ()):
        client.force_login(create_utilisateur(*groups))
        response = client.get(url)
        response.getvalue()
        codes.append(response.status_code)

    assert codes == [200, 403]


def test_missing_edition_or_file_is_not_found(redaction, document):
    stored_files()[0].unlink()

    codes = [
        redaction.get(f"/admin/programmation/document/{document.pk}/editions/{number}/fichier").status_code
        for number in (1, 7)
    ]

    assert codes == [404, 404]


# --- The record ---


def test_lasting_address_is_there_to_copy(redaction, document):
    page = redaction.get(change(document)).content.decode()

    assert f'value="http://testserver/fr/documents/{document.pk}/"' in page


def test_record_of_a_document_is_filled_in_one_screen(redaction, document):
    outil = TypeDocument.objects.create(nom_fr="outil de référence")
    typed = {"numero": "1.10", "type": outil.pk, "date_document": "2021-03", "auteurs": "A. Auteure"}

    redaction.post(
        change(document), posted_by(redaction.get(change(document)), **typed, est_accessible="false")
    )

    document.refresh_from_db()
    assert (document.numero, document.type, document.date_document) == ("1.10", outil, "2021-03")
    assert document.est_accessible is False


def test_documents_are_listed_in_natural_order(redaction):
    for numero in ("1.10", "1.2", "1.1"):
        create_document(numero=numero)

    rows = redaction.get("/admin/programmation/document/").context["cl"].result_list

    assert [row.numero for row in rows] == ["1.1", "1.2", "1.10"]


def test_documents_of_a_referentiel_are_on_its_page_with_their_address(redaction, document):
    referentiel = create_referentiel()
    document.referentiel = referentiel
    document.municipalite = create_municipalite()
    document.save()

    page = redaction.get(f"/admin/programmation/referentiel/{referentiel.pk}/change/").content.decode()

    assert change(document) in page
    assert f'value="http://testserver/fr/documents/{document.pk}/"' in page
    assert f"{DEPOT}?referentiel={referentiel.pk}" in page


def test_reader_of_the_back_office_drops_nothing(client, document):
    client.force_login(create_utilisateur("Lecture"))

    codes = [
        client.get(DEPOT).status_code,
        client.post(DEPOT, {"fichiers": [pdf()]}).status_code,
        client.get(new_edition(document)).status_code,
        client.post(new_edition(document), {"fichier": pdf()}).status_code,
    ]

    assert codes == [403] * 4
