"""What may be deposited, and what is refused with which sentence."""

import hashlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from gediq.fichiers import inspect_file
from gediq.fichiers.formats import FORMATS
from tests.factories.fichiers import (
    CONTENT_TYPES,
    archive_bytes,
    image_bytes,
    office_bytes,
    opendocument_bytes,
    pdf_bytes,
    sample,
    upload,
)

FRENCH = "Le guide est pour les personnes qui arrivent dans une ville avec des enfants"
ENGLISH = "The guide is for the people that arrive in the city with children and are at home"
PNG_BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def refusal(name, content):
    with pytest.raises(ValidationError) as refused:
        inspect_file(upload(name, content))
    return refused.value.messages[0]


@pytest.mark.parametrize("extension", FORMATS)
def test_each_accepted_kind_is_described(extension):
    content = sample(extension)

    constat = inspect_file(upload(f"guide.{extension}", content))

    assert (constat.extension, constat.type_mime) == (extension, FORMATS[extension].type_mime)
    assert (constat.taille, constat.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_capital_extension_is_the_same_kind():
    assert inspect_file(upload("GUIDE.PDF", pdf_bytes())).extension == "pdf"


# --- Refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["carte.svg", "page.html", "outil.exe", "notes", "macro.docm", "guide.pdf.html"]
)
def test_unlisted_extension_is_refused_with_the_list(name):
    assert "Types acceptés\xa0: PDF, DOCX, XLSX" in refusal(name, b"<svg/>")


def test_old_office_format_is_told_its_successor():
    assert "enregistrez le fichier en .docx ou en PDF" in refusal("guide.doc", b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize("extension", FORMATS)
def test_html_under_an_accepted_extension_is_refused(extension):
    assert refusal(f"guide.{extension}", HTML) == "Le contenu du fichier ne correspond pas à son extension."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("guide.pdf", image_bytes("png")),
        ("photo.png", image_bytes("gif")),
        ("guide.docx", pdf_bytes()),
        ("guide.docx", office_bytes("xlsx")),
        ("guide.odt", opendocument_bytes("ods")),
        ("guide.docx", opendocument_bytes("odt")),
        ("guide.docx", archive_bytes({"lisez.txt": "bonjour"})),
        ("guide.pdf", b"\n\n" + pdf_bytes()),
        ("guide.pdf", b"%PDF-1.7\n<html><script>alert(1)</script>" + pdf_bytes()),
        ("photo.gif", b"GIF89a<script>alert(1)</script>"),
    ],
)
def test_content_of_another_kind_is_refused(name, content):
    assert refusal(name, content) == "Le contenu du fichier ne correspond pas à son extension."


@pytest.mark.parametrize("name", ["guide.pdf", "photo.png"])
def test_file_that_hides_an_archive_is_refused(name):
    content = sample(name[-3:]) + archive_bytes({"outil.exe": "MZ"})

    assert "cache une archive" in refusal(name, content)


@pytest.mark.parametrize("extension", FORMATS)
def test_truncated_file_is_refused(extension):
    content = sample(extension)

    assert "abîmé" in refusal(f"guide.{extension}", content[: len(content) - 30])


def test_pdf_whose_last_changes_were_cut_is_refused():
    assert "incomplet" in refusal("guide.pdf", pdf_bytes() + b"9 0 obj << /Type /Page >> endobj\n" * 50)


@pytest.mark.parametrize("extension", ["jpg", "webp", "gif"])
def test_image_cut_in_the_middle_is_refused(extension):
    content = image_bytes(extension, size=(600, 600))

    assert "abîmée" in refusal(f"photo.{extension}", content[: len(content) // 2])


def test_pdf_without_pages_is_refused():
    assert refusal("guide.pdf", pdf_bytes(pages=0)) == "Le fichier PDF ne contient aucune page."


def test_nonsense_between_the_marks_of_a_pdf_is_refused():
    assert "abîmé" in refusal("guide.pdf", b"%PDF-1.7\n" + b"1 0 obj <<" * 50 + b"\n%%EOF")


def test_locked_pdf_is_refused():
    assert "mot de passe" in refusal("guide.pdf", pdf_bytes(password="secret"))


def test_locked_office_file_is_refused():
    assert "mot de passe" in refusal("guide.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_macros_are_refused():
    assert "macros" in refusal("guide.docx", office_bytes("docx", {"word/vbaProject.bin": "x"}))


def test_archive_that_unpacks_to_a_mountain_is_refused():
    bomb = office_bytes("docx", {"word/document.xml": b"\0" * 30_000_000})

    assert "anormalement comprimé" in refusal("guide.docx", bomb)


def test_archive_of_too_many_parts_is_refused():
    crowd = office_bytes("docx", {f"{rank}": "" for rank in range(5_000)})

    assert "anormalement comprimé" in refusal("guide.docx", crowd)


def test_directory_of_an_archive_is_weighed_before_it_is_read():
    crowd = office_bytes("docx", {f"{rank:0200}": "" for rank in range(6_000)})

    assert "abîmé" in refusal("guide.docx", crowd)


def test_image_of_billions_of_points_is_refused():
    assert refusal("photo.png", PNG_BOMB + b"\0" * 100)


def test_image_too_large_to_show_is_refused():
    assert "trop de points" in refusal("photo.gif", b"GIF89a\xff\xff\x00\x04\x80" + image_bytes("gif")[11:])


def test_empty_file_is_refused():
    assert refusal("guide.pdf", b"") == "Le fichier est vide."


def test_file_above_the_limit_is_refused_with_both_sizes(settings):
    settings.TAILLE_MAX_FICHIER = 2_000_000

    sentence = refusal("guide.pdf", b"\0" * 3_100_000)

    assert sentence == "Le fichier pèse 3,1\xa0Mo; la limite est de 2\xa0Mo."


@pytest.mark.parametrize("extension", FORMATS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_damage_of_any_kind_is_refused_or_harmless(extension, data):
    content = bytearray(sample(extension))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] = data.draw(st.integers(0, 255))

    with suppress(ValidationError):
        inspect_file(upload(f"guide.{extension}", bytes(content)))


# --- Proposed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metadata", "name", "titre"),
    [
        ("Accueillir les réfugiés", "x.pdf", "Accueillir les réfugiés"),
        ("Microsoft Word - Plan d’action", "x.pdf", "Plan d’action"),
        ("Microsoft Word - ref1 final.docx", "plan_d_action.pdf", "Plan d action"),
        ("Présentation PowerPoint", "atelier-du-5-juin.pdf", "Atelier du 5 juin"),
        ("untitled", "guide Saint-Jean.pdf", "Guide Saint-Jean"),
        ("", "C:\\Bureau\\guide_2021.pdf", "Guide 2021"),
        ("", "../../etc/guide.pdf", "Guide"),
        ("Plan\u202ecod\x07 2021", "x.pdf", "Plancod 2021"),
        ("", "_\u202e\x07_.pdf", "Document"),
    ],
)
def test_title_is_the_one_someone_meant_else_the_name_of_the_file(metadata, name, titre):
    assert inspect_file(upload(name, pdf_bytes(titre=metadata))).titre == titre


@pytest.mark.parametrize(
    ("langue", "texte", "proposed"),
    [
        ("fr-CA", ENGLISH, "fr"),
        ("en-US", FRENCH, "en"),
        ("es", "", "autre"),
        ("", FRENCH, "fr"),
        ("", ENGLISH, "en"),
        ("", "", "fr"),
        ("???", ENGLISH, "en"),
    ],
)
def test_language_is_the_declared_one_else_guessed_else_french(langue, texte, proposed):
    assert inspect_file(upload("x.pdf", pdf_bytes(langue=langue, texte=texte))).langue == proposed


def test_pages_of_a_pdf_are_counted():
    assert inspect_file(upload("x.pdf", pdf_bytes(pages=12))).pages == 12


def test_office_file_says_its_title_pages_and_language():
    content = office_bytes(
        "docx",
        {
            "docProps/core.xml": "<cp><dc:title>Aide &amp; accueil</dc:title></cp>",
            "docProps/app.xml": "<Properties><Pages>14</Pages></Properties>",
            "word/document.xml": f"<w:p><w:t>{ENGLISH}</w:t></w:p>",
        },
    )

    constat = inspect_file(upload("x.docx", content))

    assert (constat.titre, constat.pages, constat.langue) == ("Aide & accueil", 14, "en")


def test_slides_are_the_pages_of_a_presentation():
    content = office_bytes("pptx", {"docProps/app.xml": "<Properties><Slides>31</Slides></Properties>"})

    assert inspect_file(upload("x.pptx", content)).pages == 31


def test_opendocument_file_says_its_title_pages_and_language():
    meta = '<o><dc:title>Guide</dc:title><dc:language>en-CA</dc:language><m meta:page-count="3"/></o>'

    constat = inspect_file(upload("x.odt", opendocument_bytes("odt", {"meta.xml": meta})))

    assert (constat.titre, constat.pages, constat.langue) == ("Guide", 3, "en")


def test_pages_of_an_image_are_not_invented():
    assert inspect_file(upload("plan.png", image_bytes("png"))).pages is None


def test_page_of_countless_operations_is_not_read_to_guess_the_language():
    content = pdf_bytes(texte=") Tj (the and of " * 110_000)

    assert inspect_file(upload("x.pdf", content)).langue == "fr"


def test_content_types_are_found_wherever_they_stand():
    own = {"word/document.xml": "<a/>", "[Content_Types].xml": ""}
    declared = CONTENT_TYPES.format("application/vnd.openxmlformats-officedocument.wordprocessingml.document")

    assert (
        inspect_file(upload("x.docx", archive_bytes(own | {"[Content_Types].xml": declared}))).extension
        == "docx"
    )
